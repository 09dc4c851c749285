// Measures pages in a browser without a screen: pages.go says which. For each it prints the time from the start (of the
// process of `nefc live`, or of the navigation of a page) to the first frame in which a tile is drawn and the model has made
// a step; then, while the model runs, frames a second, the work in a frame (median, 99 %), and bytes a second from the server.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, executablePath, said] = process.argv.slice(2),
  { command, list, seconds } = JSON.parse(said),
  { chromium } = createRequire(join(modules, 'x.js'))('playwright-core'),
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** In the page: notes how long the work in each frame takes, and the first with a picture. */
function watch() {
  const real = globalThis.requestAnimationFrame.bind(globalThis),
    frames = (globalThis.frames_ = []);
  let at = -1;
  globalThis.requestAnimationFrame = f =>
    real(now => {
      const began = performance.now();
      f(now);
      const took = performance.now() - began;
      if (now === at) frames[frames.length - 1] += took;
      else frames.push(took);
      at = now;
      const step = parseInt(document.querySelector('#time .r .muted')?.textContent ?? '0', 10);
      if (!globalThis.first_ && step > 0 && document.querySelector('#tiles canvas')?.width > 40) globalThis.first_ = performance.timeOrigin + performance.now();
    });
}

/** The address that `nefc live` prints. */
function served(model) {
  const began = performance.timeOrigin + performance.now(),
    child = spawn(command, ['live', '--no-browser', '--keep', model]);
  return new Promise((resolve, reject) => {
    let told = '';
    child.stdout.on('data', text => {
      told += text;
      const address = /http:\S+/.exec(told)?.[0];
      if (address) resolve({ address, began, end: () => child.kill('SIGINT') });
    });
    child.on('exit', code => reject(new Error(`nefc live ends with ${code}: ${told}`)));
  });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

for (const { what, page: file, model, views, opens } of list) {
  const from = file ? { address: pathToFileURL(file).href, end() {} } : await served(model),
    page = await (await browser.newContext({ viewport: { width: 1600, height: 1000 } })).newPage();
  let bytes = 0;
  page.on('websocket', ws => ws.on('framereceived', f => (bytes += f.payload.length)));
  await page.addInitScript(watch);
  const began = from.began ?? performance.timeOrigin + performance.now();
  await page.goto(from.address);
  await page.waitForFunction(() => globalThis.first_ > 0, null, { timeout: 300000, polling: 20 });
  const first = (await page.evaluate(() => globalThis.first_)) - began;
  for (let k = 0; k < opens; k++) {
    await page.$$eval('#graph [aria-label^="Open "]', all => all[0]?.click());
    await page.waitForTimeout(1000);
  }
  for (let k = 0; k < 40 && (await page.$$('.tile')).length < views; k++) {
    await page.$$eval('#graph [data-name]', (all, k) => all[k % all.length].focus(), k);
    await page.keyboard.press('Enter');
    await page.$$eval('[role=menu] button[aria-checked=false]', all => all[0]?.click());
    await page.keyboard.press('Escape');
  }
  await page.evaluate(() => (globalThis.frames_.length = 0));
  bytes = 0;
  await page.waitForTimeout(1000 * seconds);
  const work = (await page.evaluate(() => globalThis.frames_)).sort((a, b) => a - b),
    tiles = (await page.$$('.tile')).length;
  console.log(
    `${what.padEnd(46)} first picture ${(first / 1000).toFixed(2)} s   ${tiles} views   ${(work.length / seconds).toFixed(1)} frames/s   ` +
      `work ${at(work, 0.5)?.toFixed(1)} ms, 99 % ${at(work, 0.99)?.toFixed(1)} ms   ${(bytes / seconds / 1e6).toFixed(2)} MB/s`,
  );
  await page.context().close();
  from.end();
}
await browser.close();
