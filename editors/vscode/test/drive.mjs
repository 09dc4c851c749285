// Drives VS Code in a browser, as a person would: types a mistake, takes the fix, completes, hovers, renames, runs.
// Prints "ok NAME" or "not ok NAME: why" for each thing that is to be seen. PICTURES names a folder for pictures.
//
//   node drive.mjs FOLDER_OF_MODULES CHROMIUM ADDRESS
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, executablePath, address] = process.argv.slice(2);
const { chromium } = createRequire(join(resolve(modules), "_"))("playwright-core");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
page.setDefaultTimeout(60_000);

/** Does something and says whether it came about. */
async function check(name, act) {
  try {
    await act();
    console.log(`ok ${name}`);
  } catch (error) {
    await picture(`failed-${name.replaceAll(" ", "-")}`);
    console.log(`not ok ${name}: ${String(error.message).replaceAll("\n", " ")}`);
  }
}

async function picture(name, clip) {
  if (process.env.PICTURES) {
    await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`), clip });
  }
}

/** Runs a command of VS Code by the words of its palette. */
async function command(words) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${words}`);
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Puts the cursor at a place, counted from 1. */
async function go(line, column) {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** Opens a file of the folder. */
async function open(name) {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
}

/** The text of the lines that are shown, top down. */
async function lines() {
  const found = await page.locator(".view-lines .view-line").evaluateAll((all) =>
    all.map((line) => [line.getBoundingClientRect().top, line.innerText.replaceAll("\u00a0", " ")]));
  return found.sort((a, b) => a[0] - b[0]).map(([, text]) => text);
}

/** Waits for a line that is a text, without what VS Code adds to it. */
async function line(text) {
  for (let tries = 0; tries < 200; tries++) {
    if ((await lines()).some((shown) => shown.includes(text))) {
      return;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`no line has ${text}: ${(await lines()).join(" / ")}`);
}

const squiggle = page.locator(".squiggly-error");
const shown = (selector, text) => page.locator(selector, { hasText: text }).first().waitFor();

await page.goto(address);
await check("a model is opened, with colours", async () => {
  await shown(".view-line", "ensemble left");
  await page.locator(".view-line .mtk1, .view-line .mtk6").first().waitFor();
});
await check("lenses stand above lines", async () => {
  await shown(".codelens-decoration", "tuning");
  await shown(".codelens-decoration", "run");
  await picture("whole");
});
await check("a mistake that is typed is underlined", async () => {
  await go(6, 18);
  await page.keyboard.type(" radus 1.5");
  await page.keyboard.press("Escape");
  await squiggle.first().waitFor();
  await picture("mistake");
});
await check("the fix is made", async () => {
  await go(6, 21);
  await page.keyboard.press("Control+.");
  await shown(".action-widget", "write `radius`");
  await picture("fix");
  await page.keyboard.press("Enter");
  await line("radius 1.5");
  await squiggle.first().waitFor({ state: "detached" });
});
await check("an option is completed", async () => {
  await go(9, 18);
  await page.keyboard.type(" syn");
  await page.keyboard.press("Control+Space");
  await shown(".suggest-widget .monaco-list-row", "synapse");
  await page.waitForTimeout(500);
  await picture("completion");
  await page.keyboard.press("Enter");
  await line("connect u -> left synapse");
  await page.keyboard.press("Escape");
  await page.keyboard.type("10ms");
});
await check("a population is hovered, with its curves", async () => {
  await page.locator(".view-line", { hasText: "ensemble left" }).locator("span span", { hasText: "left" }).first().hover();
  await shown(".monaco-hover", "80 neurons");
  const image = page.locator(".monaco-hover img").first();
  await image.waitFor();
  const width = await image.evaluate(async (img) => { await img.decode(); return img.naturalWidth; });
  if (width < 100) {
    throw new Error(`a picture ${width} pixels wide`);
  }
  await image.scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  await picture("hover");
});
await check("a template is renamed in both files", async () => {
  await page.keyboard.press("Escape");
  await go(8, 3);
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box input");
  await box.fill("store_of");
  await page.keyboard.press("Enter");
  await line("store_of mem");
  await command("File: Save All");
  await open("part.nef");
  await line("template store_of");
  await picture("rename");
});
await check("an experiment runs in the terminal", async () => {
  await open("model.nef");
  await line("store_of mem");
  await page.locator(".codelens-decoration a", { hasText: "run" }).first().click();
  await page.locator(".codelens-decoration", { hasText: "last run" }).first().waitFor();
  await picture("run");
});
await check("tuning curves stand in a panel", async () => {
  await page.locator(".codelens-decoration a", { hasText: "tuning" }).first().click();
  const image = page.frameLocator("iframe.webview").frameLocator("iframe").locator("img");
  await image.waitFor();
  const width = await image.evaluate(async (img) => { await img.decode(); return img.naturalWidth; });
  if (width < 100) {
    throw new Error(`a picture ${width} pixels wide`);
  }
  await picture("tuning");
});
await check("a model runs in a panel", async () => {
  await page.locator(".codelens-decoration a", { hasText: "live" }).first().click();
  const live = page.frameLocator("iframe.webview.ready >> nth=-1").frameLocator("iframe").frameLocator("iframe");
  await live.locator("#tiles canvas").first().waitFor();
  await picture("live");
});
await browser.close();
