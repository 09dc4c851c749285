// Reads the manual's site in a real browser. Arguments: the folder of playwright-core and
// axe-core, the browser, and the folder of the site. It prints a line for each check:
// "ok NAME" or "not ok NAME: why".

import { argument as folder, axe, browser, check, demand } from '../../../internal/browsertest/driver.mjs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const root = pathToFileURL(folder).href + '/';

/** Opens a page, hands it to f, and fails if it asked for something elsewhere or complained. */
async function read(path, options, f) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('request', r => r.url().startsWith(root) || r.url().startsWith('data:') || wrong.push('asked for ' + r.url()));
  page.on('requestfailed', r => wrong.push('did not get ' + r.url()));
  page.on('console', m => ['error', 'warning'].includes(m.type()) && wrong.push(m.text()));
  page.on('pageerror', e => wrong.push(String(e)));
  await page.goto(root + path);
  await f(page);
  await context.close();
  demand(wrong.length === 0, wrong.join('; '));
}

/** The rules of accessibility that a page breaks. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () =>
    (await window.axe.run(document, { resultTypes: ['violations'], preload: false })).violations.map(
      v => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 120)}`,
    ),
  );
}

const pages = [
  'index.html', 'tutorial/01-channel.html', 'tutorial/07-dale.html', 'examples/index.html',
  'language.html', 'words.html', 'experiments.html', 'porting.html',
];

for (const colorScheme of ['light', 'dark']) {
  await check(`${colorScheme}: pages follow the system and break no rule of accessibility`, async () => {
    for (const path of pages)
      await read(path, { colorScheme }, async page => {
        demand((await page.getAttribute('html', 'data-theme')) === colorScheme, 'the theme of the system is not followed');
        const bad = await violations(page);
        demand(bad.length === 0, `${path}: ${bad.join('; ')}`);
      });
  });

  await check(`${colorScheme}: what the search shows breaks no rule of accessibility`, async () => {
    for (const words of ['dale', 'no such word'])
      await read('index.html', { colorScheme }, async page => {
        await page.fill('#search', words);
        const bad = await violations(page);
        demand(bad.length === 0, `${words}: ${bad.join('; ')}`);
      });
  });
}

await check('the search finds what is typed, and arrows choose', async () => {
  await read('tutorial/01-channel.html', {}, async page => {
    await page.keyboard.press('/');
    await page.keyboard.type('ensemble');
    const first = await page.locator('#found [aria-selected=true]').textContent();
    demand(first.toLowerCase().startsWith('ensemble'), `first comes ${first}`);
    await page.keyboard.press('ArrowDown');
    const second = page.locator('#found [aria-selected=true]');
    demand((await page.locator('#found a').nth(1).getAttribute('aria-selected')) === 'true', 'the arrow chooses nothing');
    demand((await page.getAttribute('#search', 'aria-activedescendant')) === (await second.getAttribute('id')), 'it is not told what is chosen');
    const ids = await page.locator('#found a').evaluateAll(all => all.map(e => e.id));
    demand(new Set(ids).size === ids.length, 'two results have one id');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    demand((await page.locator('#found a').last().getAttribute('aria-selected')) === 'true', 'up from the first is not the last');
  });
});

await check('enter opens what was found', async () => {
  await read('tutorial/01-channel.html', {}, async page => {
    await page.fill('#search', 'basal_ganglia');
    const to = await page.locator('#found [aria-selected=true]').evaluate(a => a.href);
    await page.keyboard.press('Enter');
    await page.waitForURL(to);
  });
});

await check('escape closes what was found, and nothing is found of no word', async () => {
  await read('index.html', {}, async page => {
    await page.fill('#search', 'no such word');
    demand((await page.locator('#found').textContent()).includes('no such word'), 'it does not say what is not there');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    demand(await page.locator('#found').isHidden(), 'it stays open');
  });
});

await check('the keyboard alone reaches the text, the theme and the contents', async () => {
  await read('tutorial/01-channel.html', {}, async page => {
    const seen = [];
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName));
    }
    for (const want of ['skip', 'logo', 'search', 'theme', 'SUMMARY', 'A'])
      demand(seen.includes(want), `tab reaches ${seen.join(', ')}, not ${want}`);
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    demand((await page.evaluate(() => document.activeElement.id)) === 'text', 'the skip link leads nowhere');
  });
});

await check('the theme changes and stays', async () => {
  await read('index.html', { colorScheme: 'light' }, async page => {
    await page.locator('#theme').focus();
    await page.keyboard.press('Enter');
    demand((await page.getAttribute('html', 'data-theme')) === 'dark', 'it does not change');
    await page.goto(root + 'language.html');
    demand((await page.getAttribute('html', 'data-theme')) === 'dark', 'it is forgotten');
  });
});

await check('on a phone nothing is wider than the screen', async () => {
  for (const path of pages)
    await read(path, { viewport: { width: 390, height: 800 } }, async page => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      demand(width <= 390, `${path} is ${width} wide`);
    });
});

await check('print is dark on light, without what leads about, and cuts no line of code', async () => {
  await read('tutorial/01-channel.html', { colorScheme: 'dark' }, async page => {
    await page.emulateMedia({ media: 'print' });
    await page.waitForSelector('html[data-theme=light]');
    for (const part of ['header', 'nav', 'footer']) demand(await page.locator(part).first().isHidden(), `${part} is printed`);
    demand((await page.evaluate(() => getComputedStyle(document.querySelector('pre')).whiteSpace)) === 'pre-wrap', 'code is cut');
  });
});

await check('a model is copied', async () => {
  await read('tutorial/01-channel.html', {}, async page => {
    const button = page.locator('pre.nef button').first();
    await button.focus();
    demand((await button.evaluate(b => getComputedStyle(b).opacity)) === '1', 'the button cannot be seen');
    await page.keyboard.press('Enter');
    await page.waitForFunction(b => b.textContent !== 'copy', await button.elementHandle());
  });
});

await check('without scripts the page can be read', async () => {
  await read('tutorial/01-channel.html', { javaScriptEnabled: false }, async page => {
    demand((await page.locator('h1').textContent()).includes('A channel'), 'no text');
    demand((await page.locator('nav a').count()) > 10, 'no contents');
  });
});

await browser.close();
