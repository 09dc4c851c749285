// What drivers of pages share: the browser, axe-core, and checks that they print a line for, "ok NAME" or "not ok NAME: why".
// browsertest.Drive calls a driver with the folder of playwright-core and axe-core, the browser, and what the test says,
// which is the argument here. ONLY in the environment is a part of the names of the checks that are wanted.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, executablePath, said] = process.argv.slice(2);
const { chromium } = createRequire(join(modules, 'x.js'))('playwright-core');

export const argument = said;
export const axe = readFileSync(join(modules, 'axe-core', 'axe.min.js'), 'utf8');
export const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** Runs a check and says what came of it. */
export async function check(name, f) {
  if (!name.includes(process.env.ONLY ?? '')) return;
  try {
    await f();
    console.log(`ok ${name}`);
  } catch (e) {
    const why = String(e.message || e).split('\n').slice(0, 4).join(' | ');
    console.log(`not ok ${name}: ${why}`);
  }
}

export function demand(truth, why) {
  if (!truth) throw new Error(why);
}
