// Drives the page of nefc live in a real browser. Arguments: the folder of playwright-core and axe-core, the browser, and a
// file that live_test.go writes: the address of the server, its token, the folder of its models. It prints a line for each
// check: "ok NAME" or "not ok NAME: why", and "# …" for what it measured.

import { argument, axe, browser, check, demand } from '../../../internal/browsertest/driver.mjs';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const { address, token, folder } = JSON.parse(readFileSync(argument, 'utf8'));

/** Models as they are given: a check that fails leaves nothing behind for the next. */
const models = readdirSync(folder)
  .filter(name => name.endsWith('.nef'))
  .map(name => [join(folder, name), readFileSync(join(folder, name), 'utf8')]);

/** Opens the page on a model; whatever it complains about fails the check that closes it. */
async function open(model, { experiment = '', more = '', ...options } = {}) {
  for (const [path, text] of models) if (readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  page.wrong = [];
  page.on('console', m => m.type() === 'error' && page.wrong.push(m.text()));
  page.on('pageerror', e => page.wrong.push(String(e)));
  page.on('request', r => !r.url().startsWith(address) && !/^(blob|data|ws):/.test(r.url()) && page.wrong.push('asked for ' + r.url()));
  if (options.before) await options.before(page);
  await page.goto(`${address}#t=${token}&m=${model}${experiment ? `&e=${experiment}` : ''}${more}`);
  await page.waitForSelector('html[data-ready]', { timeout: 60000 });
  return page;
}

async function close(page) {
  const { wrong } = page;
  await page.context().close();
  demand(wrong.length === 0, wrong.join('; '));
}

/** Waits until something is true of the page. */
const until = (page, f, arg, timeout = 60000) => page.waitForFunction(f, arg, { timeout });

/** Pauses, and waits until the page shows what it was told. */
async function pause(page) {
  if ((await page.getAttribute('.play', 'aria-label')) === 'Pause') await page.click('.play');
  await until(page, () => document.querySelector('.play').getAttribute('aria-label') === 'Run');
  for (let before = -1, now; before !== (now = await step(page)); before = now) await page.waitForTimeout(100);
}

/** What a tile shows: how many of its pixels are drawn, and in how many colours; the whole as a text to compare. */
const pixels = (page, selector) =>
  page.$eval(`${selector} canvas`, c => {
    const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
    let drawn = 0,
      hash = 2166136261;
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 0) {
        drawn++;
        colours.add((data[i] >> 4) * 256 + (data[i + 1] >> 4) * 16 + (data[i + 2] >> 4));
      }
      hash = Math.imul(hash ^ (data[i] + 3 * data[i + 1] + 7 * data[i + 2] + data[i + 3]), 16777619);
    }
    return { drawn, colours: colours.size, hash };
  });

/** Waits until a view is drawn, in so many pixels and colours. */
async function drawn(page, view, most, colours) {
  for (let tries = 0; ; tries++) {
    const seen = await pixels(page, `[data-view=${view}]`);
    if (seen.drawn > most && seen.colours > colours) return;
    demand(tries < 100, `${view}: ${seen.drawn} pixels, ${seen.colours} colours`);
    await page.waitForTimeout(100);
  }
}

/** Waits until a view is another picture than one. */
async function changes(page, view, hash) {
  for (let tries = 0; (await pixels(page, `[data-view=${view}]`)).hash === hash; tries++) {
    demand(tries < 100, `${view} stays as it is`);
    await page.waitForTimeout(100);
  }
}

const step = page => page.$eval('#time .r .muted', e => Number(e.textContent.match(/^[\d]+/)?.[0] ?? NaN));
const keysOf = (page, view) => page.$$eval(`[data-view=${view}] .keys > span`, all => all.map(e => e.textContent));

/** Puts the slider of speed somewhere. */
const speed = (page, place) =>
  page.$eval(
    '[aria-label=Speed]',
    (e, at) => {
      e.value = String(at);
      e.dispatchEvent(new Event('input'));
    },
    place,
  );

/** Opens the menu of an object. */
async function menu(page, name) {
  await page.$eval(`[data-name="${name}"]`, e => e.focus());
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=menu]');
}

async function violations(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }),
  );
  demand(
    found.violations.length === 0,
    `${what}: ` + found.violations.map(v => `${v.id} at ${v.nodes[0].target} (${v.nodes.length})`).join('; '),
  );
}

await check('a model opens with its views, each of them drawn', async () => {
  const page = await open('doubling.nef', { experiment: 'doubled' });
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 1);
  const views = await page.$$eval('.tile', all => all.map(t => t.dataset.view));
  demand(views.join() === 'value,raster,weights,tuning,phase,error', views.join());
  for (const view of views) {
    await drawn(page, view, 2000, 3);
  }
  const lines = await keysOf(page, 'value');
  demand(lines.length === 4 && /ramp²/.test(lines[3]), lines.join());
  demand((await keysOf(page, 'error')).length === 1, 'the error is one line');
  demand((await page.$$('.ex')).length === 5, 'five expectations');
  demand(!/t=/.test(await page.evaluate(() => location.hash)), 'the token stays in the address');
  await close(page);
});

await check('every view of an object is drawn with its lines', async () => {
  const page = await open('small.nef');
  for (const [name, views] of [
    ['a', { value: 3, raster: 0, rate: 1, state: 2, tuning: 0 }],
    ['c', { weights: 0, error: 1, fit: 0 }],
  ]) {
    for (const view of Object.keys(views)) {
      if (!(await page.$(`[data-view=${view}]`))) {
        await menu(page, name);
        const label = {
          value: 'Value',
          raster: 'Spikes',
          rate: 'Rate',
          state: 'Voltage',
          tuning: 'Tuning',
          weights: 'Weights',
          error: 'Learning error',
          fit: 'Fit error',
        }[view];
        await page.click(`[role=menu] button:has-text("${label}")`);
        await page.keyboard.press('Escape');
      }
      await page.waitForSelector(`[data-view=${view}]`);
      await page.$eval(`[data-view=${view}]`, e => e.scrollIntoView());
      await until(page, v => [...document.querySelectorAll(`[data-view=${v}] .keys > span`)].every(e => !e.textContent.endsWith('–')), view);
      await drawn(page, view, 800, 2);
      const lines = await keysOf(page, view);
      demand(lines.length === views[view], `${view}: the lines ${lines.join()}`);
      demand(
        lines.every(l => !l.endsWith('–')),
        `${view}: ${lines.join()}`,
      );
    }
  }
  await close(page);
});

await check('similarity to pointers and a phase plane of two dimensions', async () => {
  const page = await open('question_memory.nef');
  await page.keyboard.press('/');
  await page.fill('dialog input', 'cue');
  await page.keyboard.press('Enter');
  await page.click('[role=menu] button:has-text("Similarity")');
  await page.keyboard.press('Escape');
  const tile = '[aria-label="Similarity of cue"]';
  await page.waitForSelector(tile);
  await until(
    page,
    tile =>
      [...document.querySelectorAll(`${tile} .keys > span`)].map(e => e.textContent.replace(/[^A-Z]/g, '')).join() ===
      'RED,BLUE,CIRCLE,SQUARE',
    tile,
  );
  await close(page);
  const other = await open('circle.nef');
  await until(other, () => parseFloat(document.querySelector('.clock').textContent) > 0.5);
  const { drawn } = await pixels(other, '[data-view=phase]');
  demand(drawn > 1500, `${drawn} pixels`);
  await close(other);
});

await check('networks and arrays are opened and folded, by a click, a key and the menu, and stay so', async () => {
  const page = await open('question_memory.nef');
  const there = name => page.waitForSelector(`[data-name="${name}"]`);
  demand(!(await page.$('[data-name="pair.c.p"]')), 'a network of many neurons is opened from the start');
  await page.focus('[data-name="pair.c"]');
  await page.keyboard.press('o');
  await there('pair.c.p');
  demand((await page.evaluate(() => document.activeElement.dataset.name)) === 'pair.c', 'the focus is lost');
  await page.click('[aria-label="Open pair.c.p"]');
  await there('pair.c.p.sum');
  await menu(page, 'pair.c.p.sum');
  await page.click('[role=menu] button:has-text("Open it in the drawing")');
  await there('pair.c.p.sum[131]');
  await page.click('button:has-text("Share")');
  await page.waitForSelector('[data-state=note]');
  demand(/[&#]f=/.test(await page.evaluate(() => navigator.clipboard.readText())), 'the address does not say what is opened');
  await page.reload();
  await page.waitForSelector('html[data-ready]', { timeout: 60000 });
  await there('pair.c.p.sum[131]');
  await page.focus('[data-name="pair.c.p.sum"]');
  await page.keyboard.press('o');
  await until(page, () => !document.querySelector('[data-name="pair.c.p.sum[131]"]'));
  await menu(page, 'pair.c');
  await page.click('[role=menu] button:has-text("Find an object in it")');
  await page.fill('dialog input', 'sum[130]');
  demand((await page.$$('.found button')).length === 1, 'a member is not found by its name');
  await page.keyboard.press('Escape');
  await close(page);
});

await check('a model of pointers begins with how alike they are, and an array is seen as a whole', async () => {
  const page = await open('question_memory.nef', { experiment: 'question_memory' });
  const tiles = await page.$$eval('.tile', all => all.map(t => t.getAttribute('aria-label')));
  demand(tiles.slice(0, 3).join() === 'Similarity of answer.y,Similarity of pair.y,Similarity of memory.y', tiles.join());
  await menu(page, 'memory.x');
  await page.click('[role=menu] button:has-text("Heat map")');
  await page.keyboard.press('Escape');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.3);
  await page.$eval('[data-view=heat]', e => e.scrollIntoView());
  await until(page, () => /64 dimensions/.test(document.querySelector('[data-view=heat] .sub').textContent));
  const { drawn, colours } = await pixels(page, '[data-view=heat]');
  demand(drawn > 2000 && colours > 10, `${drawn} pixels, ${colours} colours`);
  await close(page);
});

await check('neurons that have places are seen on a map', async () => {
  const page = await open('places.nef');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.4);
  const { drawn, colours } = await pixels(page, '[data-view=map]');
  demand(drawn > 1000 && colours > 5, `${drawn} pixels, ${colours} colours`);
  await page.focus('[data-view=map]');
  await page.keyboard.press('t');
  await page.waitForSelector('[data-view=map] tbody tr:nth-child(50)');
  await close(page);
});

await check('weights of several populations are told apart, and neurons with conductances have a surface', async () => {
  const page = await open('several.nef');
  for (const [name, label] of [
    ['j', 'Weights'],
    ['c', 'Rate over conductances'],
  ]) {
    if (name === 'j' && (await page.$('[data-view=weights]'))) continue;
    await menu(page, name);
    await page.click(`[role=menu] button:has-text("${label}")`);
    await page.keyboard.press('Escape');
  }
  await until(page, () => /into exc and inh/.test(document.querySelector('[data-view=weights] .sub')?.textContent));
  for (const view of ['weights', 'surface']) {
    await page.$eval(`[data-view=${view}]`, e => e.scrollIntoView());
    await drawn(page, view, 1000, 5);
  }
  const { x, y, width, height } = await (await page.$('[data-view=weights] canvas')).boundingBox();
  await page.mouse.move(x + width - 100, y + height / 2);
  await until(page, () => /^b\[\d+\] → c\[\d+\]\.inh/.test(document.querySelector('[data-view=weights] .sub').textContent));
  await close(page);
});

await check('what is lost is marked, also when the page is loaded again, and healed', async () => {
  const page = await open('endless.nef');
  await menu(page, 'b');
  await page.click('[role=menu] button:has-text("Silence half of it")');
  await until(page, () => document.querySelector('#graph .lost')?.textContent === 'b: −50 %');
  await page.reload();
  await page.waitForSelector('html[data-ready]', { timeout: 60000 });
  await until(page, () => document.querySelector('#graph .lost')?.textContent === 'b: −50 %');
  await menu(page, 'b');
  await page.click('[role=menu] button:has-text("Heal it")');
  await until(page, () => !document.querySelector('#graph .lost'));
  await close(page);
});

await check('the line of the caret glows in the drawing, and the object pointed at in the text', async () => {
  const page = await open('small.nef');
  await page.waitForSelector('.editorhost');
  const line = await page.$eval('[data-name=b]', e => Number(e.dataset.line));
  const row = page.locator('.cm-line').nth(line - 1);
  await row.click();
  await page.waitForSelector('[data-name=b].glow');
  demand((await page.$$('.objects .glow')).length === 1, 'others glow too');
  await page.focus('[data-name=a]');
  await page.waitForSelector('.cm-glow:has-text("ensemble a")');
  await close(page);
});

await check('a view that is opened late shows what was before', async () => {
  const page = await open('small.nef');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 2);
  await pause(page);
  await menu(page, 'b');
  await page.click('[role=menu] button:has-text("Rate")');
  await page.keyboard.press('Escape');
  await until(
    page,
    () => document.querySelector('[data-view=rate] .keys b') && !document.querySelector('[data-view=rate] .keys').textContent.includes('–'),
  );
  await page.keyboard.press('Escape');
  await page.focus('[data-view=rate]');
  await page.keyboard.press('t');
  await page.waitForSelector('[data-view=rate] tbody tr');
  await until(page, () =>
    [...document.querySelectorAll('[data-view=rate] tbody tr')].slice(1).every(r => !r.lastChild.textContent.includes('–')),
  );
  await close(page);
});

await check('a slider moves a trace, and a node is held and let go', async () => {
  const page = await open('endless.nef');
  /** Waits until the u that is shown is below, or above, a value. */
  const uIs = (below, than) =>
    until(
      page,
      ([below, than]) => {
        const shown = /u\s*([−\d.]+)/.exec(document.querySelector('[data-view=value] .keys').textContent)?.[1].replace('−', '-');
        return shown !== undefined && (below ? Number(shown) < than : Number(shown) > than);
      },
      [below, than],
    );
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.6);
  await uIs(false, 0.4);
  await page.focus('[aria-label="level"]');
  for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowLeft');
  await uIs(true, -0.5);
  demand(!(await page.isHidden('text=Write to file')), 'the value can be written to the file');
  await page.focus('[aria-label="Hold u"]');
  await page.keyboard.press('End');
  await until(page, () => document.querySelector('.param.held .about')?.textContent === 'held by hand');
  await uIs(false, 0.5);
  await page.click('[aria-label="Let u go"]');
  await uIs(true, 0);
  await close(page);
});

await check('a map of weights changes while it learns', async () => {
  const page = await open('small.nef');
  await page.click('[data-view=weights] .seg button:has-text("change")');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 1);
  await changes(page, 'weights', (await pixels(page, '[data-view=weights]')).hash);
  await close(page);
});

await check('back and forward give the same pictures', async () => {
  const page = await open('small.nef');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.4);
  await pause(page);
  const shown = async () => {
    await page.mouse.move(1, 1);
    for (let before = '', tries = 0, same = 0; ; tries++) {
      await page.waitForTimeout(200);
      const out = {};
      for (const view of ['value', 'raster', 'weights', 'error']) out[view] = (await pixels(page, `[data-view=${view}]`)).hash;
      same = JSON.stringify(out) === before ? same + 1 : 0;
      if (same === 2) return out;
      demand(tries < 50, 'the pictures never rest');
      before = JSON.stringify(out);
    }
  };
  const at = await step(page),
    here = await shown();
  for (let i = 0; i < 12; i++) await page.keyboard.press('Shift+Period');
  await until(page, n => Number(document.querySelector('#time .r .muted').textContent.match(/^\d+/)) === n, at + 120);
  const later = await shown();
  demand(later.value !== here.value && later.raster !== here.raster, 'steps change nothing');
  for (let i = 0; i < 12; i++) await page.keyboard.press('Shift+Comma');
  await until(page, n => Number(document.querySelector('#time .r .muted').textContent.match(/^\d+/)) === n, at);
  const again = await shown();
  for (const view in here) demand(again[view] === here[view], `${view} is another picture after going back`);
  for (let i = 0; i < 12; i++) await page.keyboard.press('Shift+Period');
  await until(page, n => Number(document.querySelector('#time .r .muted').textContent.match(/^\d+/)) === n, at + 120);
  const forward = await shown();
  for (const view in later) demand(forward[view] === later[view], `${view} is another picture after going forward again`);
  await close(page);
});

await check('looking back shows what was, and going back undoes', async () => {
  const page = await open('small.nef', { experiment: 'two' });
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 1);
  await page.focus('#time canvas');
  await page.keyboard.press('Home');
  await until(page, () => document.querySelector('.pill').textContent.includes('looking back'));
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  const t = await page.$eval('.clock', e => parseFloat(e.textContent));
  demand(Math.abs(t - 0.4) < 0.1, `it looks at ${t} s`);
  await page.keyboard.press('Enter');
  await until(page, () => /^(39\d|40\d) steps/.test(document.querySelector('#time .r .muted').textContent));
  await close(page);
});

await check('phases follow each other, time begins anew, and the end is told', async () => {
  const page = await open('small.nef', { experiment: 'two' });
  await speed(page, 100);
  await page.waitForSelector('[data-state=finished]', { timeout: 30000 });
  demand((await step(page)) === 4000, `${await step(page)} steps`);
  demand((await page.$eval('.clock', e => e.textContent)).startsWith('2.000'), 'time began anew');
  demand((await page.$eval('.ex b', e => e.textContent)) === '✓', 'the expectation holds');
  await speed(page, 10); // as fast as it can, it would be over before anybody looks
  await page.click('[data-state=finished] button:has-text("Again")');
  await until(page, () => !document.querySelector('[data-state=finished]'));
  await close(page);
});

await check('the run pauses when an expression holds', async () => {
  const page = await open('small.nef');
  await page.keyboard.press('p');
  await page.keyboard.type('a > 0.3');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.chip');
  await page.waitForSelector('[data-state=note]:has-text("paused")');
  await until(page, () => document.querySelector('.play').getAttribute('aria-label') === 'Run');
  await close(page);
});

await check('a number that is not finite stops all, and there is a way back', async () => {
  const page = await open('explodes.nef');
  await page.waitForSelector('[data-state=notfinite]');
  await page.click('[data-state=notfinite] button:has-text("Go back 100 ms")');
  await until(page, () => /^0 steps/.test(document.querySelector('#time .r .muted').textContent));
  await close(page);
});

await check('a file that is broken and mended elsewhere', async () => {
  const page = await open('small.nef');
  const path = join(folder, 'small.nef'),
    text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('ensemble b 40', 'ensemble b 40 radius'));
  await page.waitForSelector('[data-state=error]');
  demand(/last good model runs/.test(await page.textContent('.pill')), 'the pill says nothing');
  const before = await page.$eval('.clock', e => parseFloat(e.textContent));
  await until(page, b => parseFloat(document.querySelector('.clock').textContent) > b + 0.3, before);
  writeFileSync(path, text.replace('ensemble b 40', 'ensemble b 41'));
  await until(page, () => !document.querySelector('[data-state=error]'));
  await until(page, () => document.querySelector('[aria-label="b, ensemble of 41 neurons"]'));
  writeFileSync(path, text);
  await until(page, () => document.querySelector('[aria-label="b, ensemble of 40 neurons"]'));
  await close(page);
});

await check('an edit follows the experiment on, and views are those of the new model', async () => {
  const page = await open('small.nef', { experiment: 'two' });
  const path = join(folder, 'small.nef'),
    text = readFileSync(path, 'utf8');
  await speed(page, 10); // a fortieth: the first phase is not over before all this is seen
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.1);
  await page.focus('[data-view=raster]');
  await page.keyboard.press('t');
  await until(page, () => /a40/.test(document.querySelector('[data-view=raster] tbody').textContent));
  writeFileSync(path, text.replaceAll('ensemble a 40', 'ensemble a 50').replace('phase second 2s', 'phase second 3s'));
  await until(page, () => document.querySelector('[aria-label="a, ensemble of 50 neurons"]'));
  await until(page, () => /a50/.test(document.querySelector('[data-view=raster] tbody').textContent));
  const phases = await page.$$eval('[data-phase]', all => all.map(b => `${b.textContent} ${b.getAttribute('aria-pressed')}`));
  demand(phases.join() === 'first 2 s true,second 3 s false', phases.join());
  demand((await page.$$('.ex')).length === 1, 'the expectation is gone');
  await speed(page, 100);
  await page.waitForSelector('[data-state=finished]', { timeout: 60000 });
  demand((await step(page)) === 5000, `it ends after ${await step(page)} steps`);
  await speed(page, 10);
  await page.click('[aria-label="Again, from the beginning"]');
  await until(page, () => !document.querySelector('[data-state=finished]'));
  writeFileSync(path, text.replace('experiment two', 'experiment three'));
  await page.waitForSelector('[data-state=note]:has-text("no experiment is followed")');
  writeFileSync(path, text);
  await close(page);
});

await check('a text with a mistake says the way out, which one press takes', async () => {
  const page = await open('small.nef');
  const path = join(folder, 'small.nef'),
    text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('connect u -> a', 'connect uu -> a'));
  await page.waitForSelector('[data-state=error]:has-text("did you mean")');
  await page.click('[data-state=error] button:has-text("Write u")');
  await until(page, () => !document.querySelector('[data-state=error]'));
  writeFileSync(path, text);
  await page.keyboard.press('p');
  await page.keyboard.type('bb > 1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.pauses [role=alert]:has-text("did you mean")');
  await close(page);
});

await check('what nefc warns of is counted, and told with its place', async () => {
  const page = await open('warns.nef');
  await page.waitForSelector('.warns:has-text("2 warnings")', { timeout: 60000 }); // one of the check, one of the run
  await page.click('.warns');
  const told = await page.textContent('dialog');
  demand(/NEF091/.test(told) && /NEF081, line 2/.test(told) && /radius 3/.test(told), told);
  await violations(page, 'the warnings');
  await page.keyboard.press('Escape');
  await close(page);
});

await check('a param that shapes the model is built anew by a button', async () => {
  const page = await open('warns.nef');
  await page.fill('[aria-label="n, as a number"]', '60');
  await page.click('button.rebuild');
  await until(page, () => document.querySelector('[aria-label="a, ensemble of 60 neurons"]'));
  demand((await page.inputValue('[aria-label="n, as a number"]')) === '60', 'the number is another');
  demand(!(await page.isHidden('text=Write to file')), 'it can be written to the file');
  await close(page);
});

await check('a reset while the run stands is shown at once', async () => {
  const page = await open('small.nef');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.3);
  await speed(page, 25); // a tenth, so that few steps last
  await pause(page);
  const before = await step(page);
  await page.keyboard.press('R');
  await until(page, () => document.querySelector('.clock').textContent.startsWith('0.000'), null, 5000);
  await page.keyboard.press('a');
  await until(page, n => Number(document.querySelector('#time .r .muted').textContent.match(/^\d+/)) < n, before);
  await close(page);
});

await check('a page that slept is told what it missed', async () => {
  const page = await open('endless.nef');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 1);
  await page.focus('[data-view=value]');
  await page.keyboard.press('t');
  await page.evaluate(() => {
    const real = requestAnimationFrame,
      held = [];
    globalThis.requestAnimationFrame = f => held.push(f);
    globalThis.wake = () => {
      globalThis.requestAnimationFrame = real;
      held.forEach(f => real(f));
    };
  });
  await page.waitForTimeout(14000); // streams end after 10 s
  await page.evaluate(() => globalThis.wake());
  await page.waitForFunction(
    () => {
      const rows = [...document.querySelectorAll('[data-view=value] tbody tr')];
      return rows.length === 21 && rows.every(r => !r.textContent.includes('–')) && parseFloat(rows[20].firstChild.textContent) > 12;
    },
    null,
    { timeout: 60000, polling: 300 },
  );
  await close(page);
});

await check('a value is written to the file', async () => {
  const page = await open('small.nef');
  const path = join(folder, 'small.nef'),
    text = readFileSync(path, 'utf8');
  await page.fill('[aria-label="level, as a number"]', '0.25');
  await page.keyboard.press('Enter');
  await page.click('text=Write to file');
  demand(/param level = 0\.25/.test(await page.textContent('dialog ins')), 'the difference is shown');
  await page.click('dialog button:has-text("Write")');
  const want = text.replace('level = 0.5', 'level = 0.25');
  for (let tries = 0; readFileSync(path, 'utf8') !== want; tries++) {
    demand(tries < 100, `the file says ${readFileSync(path, 'utf8')}`);
    await page.waitForTimeout(100);
  }
  writeFileSync(path, text);
  await close(page);
});

await check('a connection that is lost is found again', async () => {
  const sockets = [];
  const page = await open('small.nef', {
    before: page =>
      page.routeWebSocket(/nefc/, ws => {
        ws.connectToServer();
        sockets.push(ws);
      }),
  });
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.3);
  await sockets[0].close();
  await page.waitForSelector('[data-state=lost]');
  await until(page, () => !document.querySelector('[data-state=lost]'));
  if (await page.$('.play[aria-label=Run]')) await page.click('.play');
  await changes(page, 'value', (await pixels(page, '[data-view=value]')).hash);
  await close(page);
});

await check('a page that is loaded again goes on in its session', async () => {
  const page = await open('small.nef');
  await page.fill('[aria-label="level, as a number"]', '0.2');
  await page.keyboard.press('Enter');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.5);
  await pause(page);
  const before = await step(page);
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  await until(page, n => Number(document.querySelector('#time .r .muted').textContent.match(/^\d+/)) === n, before);
  demand((await page.inputValue('[aria-label="level, as a number"]')) === '0.2', 'the value is forgotten');
  await until(
    page,
    () =>
      document.querySelector('[data-view=value] .keys b') && !document.querySelector('[data-view=value] .keys').textContent.includes('–'),
  );
  await close(page);
});

await check('the menu by keyboard alone', async () => {
  const page = await open('doubling.nef');
  await page.keyboard.press('g');
  const name = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  for (let i = 0; i < 8 && !/^post,/.test(await name()); i++) await page.keyboard.press('ArrowDown');
  demand(/^post,/.test(await name()), `the focus is on ${await name()}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=menu]');
  await page.keyboard.press('r');
  demand(/^Rate/.test(await page.evaluate(() => document.activeElement.textContent)), 'a letter finds an item');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-view=rate]');
  await page.keyboard.press('Escape');
  demand(/^post,/.test(await name()), 'the focus comes back');
  await page.keyboard.press('1');
  await page.keyboard.press('t');
  await page.waitForSelector('[data-view=value] table');
  demand((await page.$$('[data-view=value] tbody tr')).length === 21, 'a table of 21 times');
  await page.keyboard.press('t');
  await page.keyboard.press('f');
  await page.waitForSelector('#tiles.one');
  await page.keyboard.press('Escape');
  demand(!(await page.$('#tiles.one')), 'Escape ends the whole window');
  await page.keyboard.press('Delete');
  demand(!(await page.$('[data-view=value]')), 'Delete removes a tile');
  await close(page);
});

await check('a layout is kept, and an address carries it without the token', async () => {
  const page = await open('small.nef');
  await page.focus('[data-view=value]');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.focus('[data-view=raster]');
  await page.keyboard.press('Delete');
  await page.click('button:has-text("Share")');
  await page.waitForSelector('[data-state=note]');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  demand(!copied.includes(token) && copied.includes('value') && !copied.includes('raster'), copied);
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  demand(!(await page.$('[data-view=raster]')), 'the raster is there again');
  await close(page);
});

await check('figures are drawn by nefc, and their lines are those of a model', async () => {
  const page = await open('small.nef');
  await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.5);
  await pause(page);
  const lines = [];
  for (const view of ['value', 'raster', 'weights', 'tuning', 'phase', 'error']) {
    if (!(await page.$(`[data-view=${view}]`))) continue;
    await page.focus(`[data-view=${view}]`);
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press('c');
    await until(page, () => navigator.clipboard.readText());
    lines.push(await page.evaluate(() => navigator.clipboard.readText()));
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60000 }), page.keyboard.press('s')]);
    const text = readFileSync(await download.path(), 'utf8');
    demand(text.includes('<svg') && text.length > 2000, `${view}: ${text.slice(0, 80)}`);
  }
  demand(lines.length >= 5 && new Set(lines).size === lines.length, lines.join('; '));
  const path = join(folder, 'small.nef'),
    text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('  expect', `  ${lines.join('\n  ')}\n  expect`));
  await until(page, n => document.querySelector('[data-state=error]') || document.querySelector('.editorhost')?.shadowRoot.textContent.includes(n), lines[0]);
  const wrong = await page.$('[data-state=error]');
  const said = wrong && (await wrong.textContent());
  writeFileSync(path, text);
  demand(!wrong, said);
  await close(page);
});

await check('what is watched is recorded to a folder', async () => {
  const page = await open('small.nef');
  await page.click('button:has-text("Record")');
  await page.waitForSelector('[data-state=note]:has-text("out/live")');
  const from = await step(page);
  await until(page, n => Number(document.querySelector('#time .r .muted').textContent.match(/^\d+/)) > n, from);
  await page.click('button:has-text("Stop recording")');
  await page.waitForSelector('[data-state=note]:has-text("watched.npz")');
  await close(page);
});

await check('axe finds nothing, in both themes, with a menu and a dialog', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await open('doubling.nef', { experiment: 'doubled', colorScheme });
    await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.5 && document.querySelector('.editorhost'));
    await violations(page, colorScheme);
    await menu(page, 'post');
    await violations(page, `${colorScheme}, menu`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await violations(page, `${colorScheme}, keys`);
    await close(page);
  }
});

await check('narrow windows lose nothing', async () => {
  for (const width of [1000, 600]) {
    const page = await open('small.nef', { viewport: { width, height: 800 } });
    await until(page, () => parseFloat(document.querySelector('.clock').textContent) > 0.1);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    demand(over <= 0, `${over} px too wide at ${width}`);
    await close(page);
  }
});

await check('what a narrow window has no room for is in a menu', async () => {
  const page = await open('small.nef', { experiment: 'two', viewport: { width: 700, height: 900 } });
  const button = '[aria-label="More of the bar"]';
  await page.focus(button);
  await page.keyboard.press('Enter');
  const items = await page.$$eval('[role=menu] button', all => all.map(b => b.textContent).join('; '));
  for (const want of ['Speed 0.1×', 'As fast as it can', 'Look at', 'Script', 'Share', 'Record', 'Text of the model', 'Keys'])
    demand(items.includes(want), `${want} is not among ${items}`);
  await violations(page, 'the menu of the bar');
  await page.click('[role=menu] button:has-text("Script")');
  demand(/experiment live/.test(await page.textContent('dialog pre')), 'the script is not shown');
  await page.keyboard.press('Escape');
  await page.click(button);
  await page.click('[role=menu] button:has-text("Text of the model")');
  await page.waitForSelector('.cm-content');
  await close(page);
});

await check('pages of three other origins are refused', async () => {
  const tried = `<script>
    const s = new WebSocket('${address.replace('http', 'ws')}nefc/1');
    s.onopen = () => (document.title = 'open');
    s.onerror = () => (document.title = 'refused');
  </script>`;
  const server = createServer((_, out) => out.end('<!doctype html>' + tried));
  await new Promise(r => server.listen(0, r));
  const { port } = server.address();
  const page = await browser.newPage();
  for (const url of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, `data:text/html,${encodeURIComponent(tried)}`]) {
    await page.goto(url);
    await page.waitForFunction(() => document.title === 'open' || document.title === 'refused');
    demand((await page.title()) === 'refused', `${url} is let in`);
  }
  await page.goto(`${address}#t=${'0'.repeat(32)}&m=small.nef`);
  await page.waitForFunction(() => document.getElementById('states').textContent.includes('opens nothing'));
  server.close();
  await page.close();
});

/** Measures how long the work of a frame takes. */
const timed = page =>
  page.addInitScript(() => {
    const ask = window.requestAnimationFrame.bind(window);
    window.took = [];
    window.requestAnimationFrame = f =>
      ask(now => {
        const from = performance.now();
        f(now);
        window.took.push(performance.now() - from);
      });
  });

/** What frames take, once the model has run so long. */
async function frames(page, what, seconds) {
  await until(page, s => parseFloat(document.querySelector('.clock').textContent) > s, seconds);
  const took = await page.evaluate(() => window.took.slice(-120).sort((a, b) => a - b)),
    [median, most] = [took[Math.floor(took.length / 2)], took[Math.floor(0.95 * took.length)]];
  console.log(`# ${what}: a frame takes ${median.toFixed(1)} ms, 95 % of them up to ${most.toFixed(1)} ms, without a graphics processor`);
  demand(median < 50, `a frame takes ${median} ms`);
}

await check('sixty frames a second have room for nine views', async () => {
  const tile = (view, of, more) => ({ view, of, span: 2, synapse: '100ms', ...more });
  const nine = [
    tile('value', ['post', 'ramp^2', 'pre', 'ramp']),
    ...[tile('raster', ['pre', 'post']), tile('weights', ['c']), tile('tuning', ['pre']), tile('phase', ['post'], { against: 'ramp' })],
    ...[tile('error', ['err']), tile('rate', ['pre', 'post']), tile('state', ['pre']), tile('tuning', ['post'])],
  ];
  const page = await open('doubling.nef', {
    ...{ experiment: 'doubled', before: timed, viewport: { width: 1600, height: 1000 } },
    more: `&v=${encodeURIComponent(JSON.stringify(nine))}`,
  });
  demand((await page.$$('.tile')).length === 9, 'there are not nine views');
  await frames(page, 'nine views of doubling', 3);
  await close(page);
});

await check('sixty frames a second have room with a network of 26,400 neurons opened', async () => {
  const folds = { open: ['pair.c.p', 'pair.c.p.sum', 'answer.c.p'], shut: [] };
  const page = await open('question_memory.nef', { before: timed, more: `&f=${encodeURIComponent(JSON.stringify(folds))}` });
  demand((await page.$$('#graph .objects button')).length > 150, 'nothing is opened');
  await frames(page, 'convolutions opened', 0.2);
  await close(page);
});

await browser.close();
