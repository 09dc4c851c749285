// The page of a report.

import { h, note } from './dom.js';
import { Axis } from './axis.js';
import { nextTheme, startTheme } from './theme.js';
import { readReport } from './file.js';
import { views } from './views/views.js';
import { againSection } from './views/again.js';
import { differenceSection } from './views/difference.js';
import { Pictures, textSection } from './views/text.js';

/** @typedef {import('./types.js').Report} Report @typedef {import('./types.js').Experiment} Experiment @typedef {import('./file.js').Arrays} Arrays */

/**
 * An experiment: those views that have something to show.
 * @param {Experiment} experiment @param {Arrays} arrays @param {Pictures} pictures @param {string} prefix
 */
function experimentSections(experiment, arrays, pictures, prefix) {
  const phases = experiment.runs.flatMap(r => r.phases),
    axis = new Axis(Math.max(...phases.map(p => p.seconds), 1e-3));
  const context = {
    experiment,
    arrays,
    axis,
    prefix,
    start: (/** @type {string} */ name) => phases.find(p => p.name === name)?.from ?? 0,
    seconds: (/** @type {string} */ name) => Math.max(...phases.filter(p => p.name === name).map(p => p.seconds), 1e-3),
    pictured: (/** @type {string} */ name, /** @type {string} */ what, /** @type {string} */ id) => pictures.add(name, what, id),
    toLine: (/** @type {number} */ line) => (line > 0 ? h('a', { class: 'line noprint', href: `#line-0-${line}` }, `line ${line}`) : null),
  };
  return views.map(v => {
    const runs = v.detail && experiment.runs.length > 1 ? experiment.runs : [null];
    const parts = runs
      .flatMap(run => {
        if (!run) return v.draw(context);
        const own = v.draw({ ...context, experiment: { ...experiment, runs: [run] }, prefix: `${prefix}${run.label}-` });
        return own.length === 0 ? [] : [h('p', { class: 'run' }, run.label), ...own];
      })
      .filter(Boolean);
    return parts.length === 0
      ? null
      : h(
          'section',
          { id: prefix + v.id, class: 'part' },
          v.title &&
            h('h3', {}, v.title, (v.detail || v.id === 'signals') && experiment.table && h('small', {}, ` of ${experiment.shown}`)),
          ...parts,
        );
  });
}

/** Numbers parts that have the same label, so that those who hear the page tell them apart. @param {HTMLElement} main */
function distinguish(main) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (const e of main.querySelectorAll('[role=region], section[aria-label]')) {
    const label = e.getAttribute('aria-label') || '',
      n = (seen.get(label) || 0) + 1;
    seen.set(label, n);
    if (n > 1) e.setAttribute('aria-label', `${label}, ${n}`);
  }
}

/** Links to all parts of the page. @param {HTMLElement} main */
function contents(main) {
  const parts = [...main.querySelectorAll('section.part')].filter(s => s.querySelector('h2, h3'));
  return h(
    'nav',
    { class: 'noprint', 'aria-label': 'Parts of the report' },
    ...parts.map(s => {
      const title = /** @type {HTMLElement} */ (s.querySelector('h2, h3'));
      return h('a', { href: '#' + s.id, class: title.tagName.toLowerCase() }, title.firstChild?.textContent || '');
    }),
  );
}

/** @param {Report} report */
function header(report) {
  const theme = h('button', { class: 'framed', onclick: () => nextTheme() }, '◐ theme');
  const print = h('button', { class: 'framed', onclick: () => window.print() }, 'print');
  return h(
    'header',
    { class: 'top' },
    h('div', {}, h('h1', {}, report.title), report.about && h('p', { class: 'lead' }, report.about)),
    h('div', { class: 'noprint buttons' }, theme, print),
  );
}

async function showReport() {
  startTheme();
  const page = /** @type {HTMLElement} */ (document.getElementById('page'));
  try {
    const { report, arrays } = await readReport(),
      pictures = new Pictures(),
      main = h('main', {});
    main.append(header(report), ...report.notes.map(note));
    const difference = differenceSection(report);
    if (difference) main.append(difference);
    report.experiments.forEach((e, i) => main.append(...experimentSections(e, arrays, pictures, `e${i}-`).filter(s => s !== null)));
    const model = textSection(report, pictures);
    if (model) main.append(model);
    main.append(
      againSection(report),
      h('footer', { class: 'hint' }, `Made by nefc ${report.nefc}. This page asks nothing of any other computer.`),
    );
    distinguish(main);
    page.replaceChildren(contents(main), main);
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => (document.documentElement.dataset.ready = String(Math.round(performance.now())))),
    );
  } catch (problem) {
    page.replaceChildren(h('p', { class: 'note' }, `The report cannot be shown: ${problem}. A browser of 2023 or later is needed.`));
    throw problem;
  }
}

showReport();
