// Drives reports in a real browser. Arguments: the folder of playwright-core and
// axe-core, the browser, and the folder of reports that browser_test.go makes. It prints
// a line for each check: "ok NAME" or "not ok NAME: why", and "# …" for what it measured.

import { argument as folder, axe, browser, check, demand } from '../../../internal/browsertest/driver.mjs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** Opens a report; whatever it asks for or complains about fails the check that closes it. */
async function open(name, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const url = pathToFileURL(join(folder, name)).href;
  page.wrong = [];
  page.on('request', r => r.url() === url || r.url().startsWith('data:') || page.wrong.push('asked for ' + r.url()));
  page.on('console', m => ['error', 'warning'].includes(m.type()) && !m.text().includes('willReadFrequently') && page.wrong.push(m.text()));
  page.on('pageerror', e => page.wrong.push(String(e)));
  page.on('dialog', d => (page.wrong.push('dialog ' + d.message()), d.dismiss()));
  await page.goto(url);
  if (options.javaScriptEnabled !== false) {
    await page.waitForSelector('html[data-ready]', { timeout: 30000 });
    await seen(page);
  }
  return page;
}

/** Scrolls over the page, so that all that is drawn when it is seen is drawn. */
async function seen(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 500) {
    await page.evaluate(top => window.scrollTo({ top, behavior: 'instant' }), y);
    await page.waitForTimeout(40);
  }
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
  await page.waitForTimeout(60);
}

async function close(page) {
  const wrong = page.wrong;
  await page.close();
  demand(wrong.length === 0, wrong.join('; '));
}

/** How many colours a canvas has, and a hash of its pixels. */
const pixels = canvas =>
  canvas.evaluate(c => {
    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data,
      colours = new Set();
    let hash = 0;
    for (let i = 0; i < d.length; i += 4) {
      const v = (d[i] << 16) | (d[i + 1] << 8) | d[i + 2];
      if (d[i + 3] > 200) colours.add(v);
      hash = (hash * 31 + v * (d[i + 3] + 1)) | 0;
    }
    return { colours: colours.size, hash };
  });

/** Whether a canvas has pixels of a token of the theme. */
const hasColour = (canvas, token) =>
  canvas.evaluate((c, t) => {
    const css = getComputedStyle(document.documentElement)
        .getPropertyValue('--' + t)
        .trim(),
      n = parseInt(css.slice(1), 16);
    const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
    for (let i = 0; i < d.length; i += 4)
      if (Math.abs(d[i] - (n >> 16)) + Math.abs(d[i + 1] - ((n >> 8) & 255)) + Math.abs(d[i + 2] - (n & 255)) < 24) return true;
    return false;
  }, token);

/** The rules of accessibility that a page breaks. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () =>
    (await window.axe.run(document, { resultTypes: ['violations'] })).violations.map(
      v => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`,
    ),
  );
}

const chart = (page, i = 0) => page.locator('.plot').nth(i);
const times = page => page.locator('.card .time').allTextContents();

for (const theme of ['light', 'dark']) {
  await check(`trained, ${theme}: pictures, traces and accessibility`, async () => {
    const page = await open('trained.html', { colorScheme: theme });
    demand((await page.getAttribute('html', 'data-theme')) === theme, 'the theme of the system is not followed');
    const canvases = page.locator('.chart canvas, .picture canvas');
    const n = await canvases.count();
    demand(n >= 11, `only ${n} pictures`);
    for (let i = 0; i < n; i++) demand((await pixels(canvases.nth(i))).colours > 3, `picture ${i} is empty`);
    for (const token of ['c1', 'c2', 'ideal'])
      demand(await hasColour(page.locator('.chart canvas').first(), token), `no trace in ${token}`);
    for (const token of ['exc', 'inh'])
      demand(await hasColour(page.locator('.picture.tall canvas').first(), token), `weights have no ${token}`);
    demand((await page.locator('.plot').first().locator('xpath=..').locator('.key').count()) === 3, 'not three traces have names');
    const bad = await violations(page);
    demand(bad.length === 0, bad.join('; '));
    await close(page);
  });
}

await check('trained: zoom by drag is shared, double-click shows all', async () => {
  const page = await open('trained.html');
  const [first, second] = [chart(page, 0), chart(page, 1)];
  await second.scrollIntoViewIfNeeded();
  const before = [await pixels(first.locator('canvas')), await pixels(second.locator('canvas'))];
  const over = await first.locator('.u-over').boundingBox();
  await page.mouse.move(over.x + over.width * 0.2, over.y + 40);
  await page.mouse.down();
  await page.mouse.move(over.x + over.width * 0.3, over.y + 50, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(150);
  const zoomed = [await pixels(first.locator('canvas')), await pixels(second.locator('canvas'))];
  demand(zoomed[0].hash !== before[0].hash && zoomed[1].hash !== before[1].hash, 'not both pictures changed');
  await page.mouse.move(over.x + 4, over.y + 40);
  const t = (await times(page))[0];
  demand(Math.abs(parseFloat(t.slice(4)) - 0.02) < 0.004, `the zoom begins at ${t}, not at 0.02 s`);
  await page.mouse.dblclick(over.x + over.width * 0.5, over.y + 40);
  await page.mouse.move(5, 5);
  await page.waitForTimeout(150);
  demand((await pixels(first.locator('canvas'))).hash === before[0].hash, 'double-click does not show all');
  await close(page);
});

await check('trained: values are read and lines are toggled', async () => {
  const page = await open('trained.html');
  const over = await chart(page).locator('.u-over').boundingBox();
  await page.mouse.move(over.x + over.width * 0.5, over.y + 60);
  await page.waitForTimeout(60);
  const t = parseFloat((await times(page))[0].slice(4)),
    keys = await page.locator('.card').first().locator('.key').allTextContents();
  const u = keys.find(k => k.startsWith('u') && !k.startsWith('u*')),
    value = parseFloat(u.replace('u', '').trim().replace('−', '-'));
  demand(Math.abs(t - 0.05) < 0.002 && Math.abs(value - Math.sin(6 * (t - 0.01))) < 0.06, `u is ${value} at ${t} s`);
  const before = await pixels(chart(page).locator('canvas')),
    key = page.locator('.card').first().locator('.key').first();
  await key.click();
  demand((await key.getAttribute('aria-pressed')) === 'false', 'the key is still pressed');
  demand((await pixels(chart(page).locator('canvas'))).hash !== before.hash, 'the line is still there');
  await page.getByRole('button', { name: 'as table' }).first().click();
  demand((await page.locator('.values tr').count()) === 22, 'the table has not 21 rows');
  await close(page);
});

await check('trained: everything by keyboard, with a ring around what has the focus', async () => {
  const page = await open('trained.html');
  const reached = new Set();
  for (let i = 0; i < 90; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement,
        s = getComputedStyle(e);
      return {
        ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
        name: e.getAttribute('aria-label') || e.textContent || '',
        class: e.className,
        body: e === document.body,
      };
    });
    if (at.body) break;
    demand(at.ring, `no ring around ${at.name.slice(0, 40)}`);
    reached.add(at.class);
    if (at.class === 'plot' && !reached.has('read')) {
      reached.add('read');
      await page.keyboard.press('ArrowRight');
      demand((await times(page))[0].startsWith('t = '), 'an arrow does not read');
      const before = await pixels(chart(page).locator('canvas'));
      await page.keyboard.press('+');
      await page.waitForTimeout(100);
      demand((await pixels(chart(page).locator('canvas'))).hash !== before.hash, 'plus does not zoom');
      demand((await page.locator('output').first().textContent()).includes('u '), 'what is read is not said');
      await page.keyboard.press('0');
    }
    if (at.class === 'picture tall' && !reached.has('weight')) {
      reached.add('weight');
      await page.keyboard.press('ArrowUp');
      demand(
        /b\[\d+\] ← a\[\d+\]: /.test((await page.locator('.picture.tall + .said').first().textContent()) || ''),
        'an arrow reads no weight',
      );
    }
    if (at.name.startsWith('Tuning curves of')) {
      await page.keyboard.press('ArrowRight');
      demand(
        (await page.locator('.said').allTextContents()).some(s => / Hz at /.test(s)),
        'an arrow reads no rate',
      );
    }
  }
  for (const c of ['framed', 'plot', 'key', 'picture', 'picture tall', 'chip noprint'])
    demand(reached.has(c), `${c} was not reached by Tab`);
  await page.getByRole('button', { name: 'theme' }).focus();
  await page.keyboard.press('Enter');
  demand((await page.getAttribute('html', 'data-theme')) === 'dark', 'the theme does not change');
  await close(page);
});

await check('trained: an object of the model leads to its pictures', async () => {
  const page = await open('trained.html');
  await page.getByRole('link', { name: 'weights of c' }).click();
  await page.waitForTimeout(700);
  demand(
    await page
      .locator('#e0-weights h4')
      .first()
      .evaluate(e => Math.abs(e.getBoundingClientRect().top) < 120),
    'the link does not lead to the weights',
  );
  await page.getByRole('link', { name: 'line 4' }).click();
  demand(new URL(page.url()).hash === '#line-0-4', 'the picture does not lead to its line');
  await close(page);
});

for (const name of ['trained', 'swept', 'failing', 'stopped', 'compared']) {
  await check(`${name}: fits from a phone to a wide screen, and onto paper`, async () => {
    const page = await open(`${name}.html`);
    for (const width of [360, 1280, 1600, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(120);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      demand(over <= 0, `${over} pixels too wide at ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await seen(page);
    const bad = await violations(page);
    demand(bad.length === 0, bad.join('; '));
    const pdf = await page.pdf({ format: 'A4', path: join(folder, `${name}.pdf`) });
    demand(pdf.subarray(0, 4).toString() === '%PDF' && pdf.length > 30000, `the PDF has ${pdf.length} bytes`);
    await close(page);
  });
}

await check('swept: a table, bands and a small picture of each cell', async () => {
  const page = await open('swept.html');
  demand((await page.getByRole('region', { name: 'Cells' }).locator('tbody tr').count()) === 4, 'not four cells');
  demand((await page.locator('figure.multiple').count()) === 4, 'not four small pictures');
  demand(
    (await page.locator('.card h4').allTextContents()).filter(s => s.includes('mean and range of 2 seeds')).length === 2,
    'not two bands',
  );
  await close(page);
});

await check('stopped and failing: why is said', async () => {
  let page = await open('stopped.html');
  demand(
    (await page.locator('.note').allTextContents()).some(s => s.includes('NEF080') && s.includes('line 4')),
    'what stopped the run is not said',
  );
  demand((await page.locator('.pill').first().textContent()).includes('did not end'), 'it is not said that the run did not end');
  await close(page);
  page = await open('failing.html');
  demand((await page.locator('td .pill').allTextContents()).join() === '✗ failed,✓ met', 'the outcomes are not failed and met');
  await close(page);
});

await check('compared: what differs, and both runs in one picture', async () => {
  const page = await open('compared.html');
  demand(
    (await page.locator('#difference td').allTextContents()).some(s => s.includes('30 → 31')),
    'the change is not listed',
  );
  const keys = await page.locator('.card').first().locator('.key').allTextContents();
  demand(keys.some(k => k.startsWith('b (A)')) && keys.some(k => k.startsWith('b (B)')), `lines are ${keys}`);
  await close(page);
});

await check('hostile: names, comments and files stay text', async () => {
  const page = await open('hostile.html');
  demand(
    await page.evaluate(() => window.hit === undefined && !document.querySelector('main img, main script, main iframe')),
    'markup of a model was understood',
  );
  demand((await page.textContent('main')).includes('<img src=x onerror=window.hit=1>'), 'the text is not shown as it is');
  await close(page);
});

await check('without JavaScript: the plots of the run', async () => {
  const page = await open('trained.html', { javaScriptEnabled: false });
  const box = await page.locator('img').first().boundingBox();
  demand(box && box.width > 100 && box.height > 60, 'no plot is shown');
  await close(page);
});

await check('reduced motion is respected', async () => {
  const page = await open('trained.html', { reducedMotion: 'reduce' });
  demand((await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)) === 'auto', 'scrolling moves');
  await close(page);
});

await check('large: 100 signals of 20,000 samples', async () => {
  const page = await open('large.html');
  const painted = await page.evaluate(() => ({
    ready: Number(document.documentElement.dataset.ready),
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  }));
  demand((await page.locator('.multiple').count()) === 100, 'not a hundred signals to choose from');
  demand((await page.locator('.key').count()) === 8, 'not eight lines');
  await page.locator('summary').click();
  await page.waitForTimeout(400);
  await chart(page).focus();
  const zoom = key =>
    page.evaluate(async k => {
      const from = performance.now();
      document.querySelector('.plot').dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true }));
      await new Promise(done =>
        requestAnimationFrame(() => {
          const c = new MessageChannel();
          c.port1.onmessage = done;
          c.port2.postMessage(0);
        }),
      );
      return performance.now() - from;
    }, key);
  const cpu = await page.context().newCDPSession(page);
  await cpu.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => 1000 * (await cpu.send('Performance.getMetrics')).metrics.find(m => m.name === 'TaskDuration').value;
  for (const chooser of ['open', 'closed']) {
    const measured = [];
    for (const key of ['+', '+', '-', '+', '0']) {
      const before = await busy(),
        wall = await zoom(key);
      await page.waitForTimeout(300);
      measured.push(`${wall.toFixed(0)} (${((await busy()) - before).toFixed(0)})`);
    }
    console.log(`# zoom with the chooser ${chooser}, ms until the next frame (of the main thread): ${measured.join(', ')}`);
    await page.locator('summary').click();
  }
  console.log(`# first paint ${Math.round(painted.paint)} ms, all in place ${painted.ready} ms`);
  await close(page);
});

await browser.close();
