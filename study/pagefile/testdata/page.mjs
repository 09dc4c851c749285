// Opens pages that stand alone in a real browser. Arguments: the folder of playwright-core
// and axe-core, the browser, and the folder of pages with expected.json. It prints a line
// for each check: "ok NAME" or "not ok NAME: why", and "# …" for what it measured.

import { argument as folder, axe, browser, check, demand } from '../../../internal/browsertest/driver.mjs';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** What a page was asked and answered, as the frames of a recording. */
async function record(page, { Model, Object: object }) {
  return page.evaluate(
    async ({ model, object }) => {
      const source = nefcPage.another('record'),
        frames = [];
      source.frames(f => frames.push([...new Uint8Array(f)]));
      await source.request('open', { path: model });
      await source.request('watch', { what: 'value', of: object, synapse: '20ms' });
      await source.request('watch', { what: 'spikes', of: object });
      const from = performance.now();
      await source.request('step', { n: 1500 });
      const took = performance.now() - from;
      await source.request('close');
      source.close();
      return { frames, took };
    },
    { model: Model, object },
  );
}

/** The text of the editor, and what of it is marked. */
const inEditor = (page, selector) => page.evaluate(s => [...document.querySelector('.editorhost').shadowRoot.querySelectorAll(s)].map(e => e.textContent), selector);

/** Waits until the editor says something somewhere. */
const shows = (page, selector, text) =>
  page.waitForFunction(
    ([s, t]) => [...(document.querySelector('.editorhost')?.shadowRoot.querySelectorAll(s) ?? [])].some(e => e.textContent.includes(t)),
    [selector, text],
    { timeout: 60000 },
  );

/** The text beside the model: mistakes, ways out, completion, declarations, format; by keys alone. */
async function edits(page, name) {
  await check(`${name} has its text in colours`, async () => {
    await shows(page, '.cm-line', 'seed 1');
    await page.evaluate(() => nefcPage.text.editor.focus());
    demand((await page.evaluate(() => getComputedStyle([...document.querySelector('.editorhost').shadowRoot.querySelectorAll('.cm-line span')].find(e => e.textContent === 'seed')).fontWeight)) === '600', 'seed is as plain as the rest');
  });
  await check(`${name} completes what is typed`, async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.type('signal   twice = 2*po');
    await shows(page, '.cm-completionLabel', 'post');
    await page.keyboard.press('Escape');
  });
  await check(`${name} marks what is wrong, and F8 goes there`, async () => {
    await page.keyboard.type('sst');
    await shows(page, '.cm-lintRange-error', 'posst');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('F8');
    await shows(page, '.cm-tooltip', 'posst');
    demand(await page.evaluate(() => nefcPage.session.trouble.includes('error')), 'the page says nothing');
  });
  await check(`${name} mends it with a way out that is offered`, async () => {
    await page.locator('.editorhost .cm-diagnosticAction').first().click();
    await page.waitForFunction(() => nefcPage.text.text.trim().endsWith('signal   twice = 2*post'), null, { timeout: 60000 });
    await page.waitForFunction(() => nefcPage.session.trouble === '', null, { timeout: 60000 });
    await shows(page, '.cm-lintRange-warning', 'twice');
    demand((await inEditor(page, '.cm-lintRange-error')).length === 0, 'it is still marked');
  });
  await check(`${name} lays the text out`, async () => {
    await page.keyboard.press('Control+Shift+F');
    await shows(page, '.cm-line', 'signal twice = 2*post');
  });
  await check(`${name} finds a declaration`, async () => {
    await page.evaluate(() => nefcPage.text.editor.goTo(9));
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F12');
    await page.waitForFunction(() => document.querySelector('.editorhost').shadowRoot.querySelector('.cm-activeLine')?.textContent.startsWith('node ramp'), null, { timeout: 60000 });
  });
  await check(`${name} is downloaded as it is typed`, async () => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
    demand(file.suggestedFilename() === 'quickstart.nef', file.suggestedFilename());
    demand(readFileSync(await file.path(), 'utf8').includes('signal twice = 2*post'), 'it is what the file said');
  });
  await check(`${name} lets the keyboard out of its text`, async () => {
    await page.keyboard.press('Escape');
    demand(await page.evaluate(() => !document.activeElement.classList.contains('editorhost')), 'Escape does not leave it');
  });
}

for (const one of JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))) {
  const context = await browser.newContext({ viewport: { width: 1500, height: 850 }, acceptDownloads: true }),
    page = await context.newPage(),
    wrong = [],
    name = one.Model,
    address = pathToFileURL(join(folder, one.Page)).href;
  page.on('request', r => r.url() === address || /^(blob|data):/.test(r.url()) || wrong.push('asked for ' + r.url()));
  page.on('console', m => ['error', 'warning'].includes(m.type()) && wrong.push(m.text()));
  page.on('pageerror', e => wrong.push(e.message));
  await check(`${name} runs`, async () => {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.nefcPage?.session.state.step > 0, null, { timeout: 60000, polling: 'raf' });
    console.log(`# ${name}: the first picture after ${Math.round(await page.evaluate(() => performance.now()))} ms`);
    await page.waitForFunction(() => globalThis.nefcPage.session.state.step > 300, null, { timeout: 60000 });
  });
  await check(`${name} shows its values`, async () => {
    const inked = await page.evaluate(() => {
      const c = document.querySelector('#tiles canvas'),
        data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      return new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(4 * i, 4 * i + 3).join())).size;
    });
    demand(inked > 5, `the first picture has ${inked} colours`);
  });
  await check(`${name} says what a page cannot do`, async () => {
    demand((await page.textContent('.limits')).includes('nefc run'), 'it does not name nefc run');
  });
  await check(`${name} stops and goes back`, async () => {
    await page.evaluate(() => nefcPage.session.pause());
    const step = await page.evaluate(() => nefcPage.session.state.step);
    await page.evaluate(() => nefcPage.session.step(-100));
    demand((await page.evaluate(() => nefcPage.session.state.step)) === step - 100, 'it is elsewhere');
  });
  await check(`${name} writes nothing`, async () => {
    const said = await page.evaluate(path => nefcPage.source.request('write', { path, text: '' }).then(String, e => e.message), name);
    demand(said.includes('a page cannot write files'), said);
  });
  await check(`${name} comes to the numbers of nefc`, async () => {
    const { frames, took } = await record(page, one),
      hash = createHash('sha256');
    for (const f of frames) hash.update(new Uint8Array(f));
    console.log(`# ${name}: ${(1500 / took).toFixed(1)} times real time while recording`);
    demand(hash.digest('hex') === one.Digest, `${frames.length} frames are others`);
  });
  if (name === 'quickstart.nef') await edits(page, name);
  await check(`${name} can be used by all`, async () => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }));
    demand(violations.length === 0, violations.map(v => `${v.id}: ${v.nodes[0].html}`).join(' | '));
  });
  await check(`${name} asks for nothing and complains of nothing`, async () => {
    demand(wrong.length === 0, wrong.join(' | '));
  });
  await context.close();
}
/** Opens a playground at what stands behind #, and hands on what runs there. */
async function plays(what, f) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage(),
    wrong = [];
  page.on('console', m => ['error', 'warning'].includes(m.type()) && wrong.push(m.text()));
  page.on('pageerror', e => wrong.push(e.message));
  await page.goto(pathToFileURL(join(folder, 'play', 'index.html')).href + '#' + what);
  await page.waitForFunction(() => globalThis.nefcPage?.session.state.step > 0, null, { timeout: 60000 });
  await f(await page.evaluate(() => ({ text: nefcPage.session.model.text, objects: nefcPage.session.model.objects.map(o => o.name) })), page);
  await page.context().close();
  demand(wrong.length === 0, wrong.join(' | '));
}

await check('a model of the playground runs with its data', () => plays('m=data/light.nef', ({ objects }) => demand(objects.includes('eye'), objects.join())));
await check('a text in the address of the playground runs, and is shared when it is changed', () =>
  plays('x=' + Buffer.from('seed 1\n# é\nensemble mine 20\nprobe mine\n').toString('base64url'), async ({ text, objects }, page) => {
    demand(text.includes('# é') && objects.join() === 'mine', text);
    await page.evaluate(() => {
      nefcPage.text.text += 'ensemble more 10\n';
      navigator.clipboard.writeText = async address => void (globalThis.shared = address);
    });
    await page.click('button[title^="Copy an address"]');
    const word = new URLSearchParams(new URL(await page.evaluate(() => globalThis.shared)).hash.slice(1)).get('x');
    demand(Buffer.from(word, 'base64url').toString().endsWith('# é\nensemble mine 20\nprobe mine\nensemble more 10\n'), 'it shares another text');
  }));

await browser.close();
