// What came of an experiment, and its facts.

import { h, note } from '../dom.js';
import { count, number, seconds, written } from '../format.js';

/** @typedef {import('./views.js').Context} Context */

/** What an outcome is called, and which sign stands before it. */
export const outcomes = {
  met: { class: 'good', sign: '✓', text: 'met' },
  failed: { class: 'bad', sign: '✗', text: 'failed' },
  unfinished: { class: 'bad', sign: '!', text: 'not finished' },
  none: { class: 'plain', sign: '○', text: 'nothing was expected' },
};

/** A word with a sign and a colour. @param {keyof typeof outcomes} outcome @param {string} [text] */
export function pill(outcome, text) {
  const o = outcomes[outcome] || outcomes.none;
  return h('span', { class: `pill ${o.class}` }, h('span', { 'aria-hidden': 'true' }, o.sign), ` ${text ?? o.text}`);
}

export const outcomeView = {
  id: 'outcome',
  title: '',
  /** @param {Context} c */
  draw({ experiment }) {
    const run = experiment.runs[0],
      judged = experiment.runs.flatMap(r => r.summary.expectations).filter(x => x.outcome === 'met' || x.outcome === 'failed');
    const met = judged.filter(x => x.outcome === 'met').length;
    let text;
    if (experiment.outcome === 'none') text = undefined;
    else if (experiment.table)
      text = `${experiment.table.rows.filter(r => r.outcome === 'met').length} of ${count(experiment.table.rows.length, 'cell')} met what was expected`;
    else text = `${met} of ${count(judged.length, 'expectation')} met`;
    const head = h(
      'div',
      { class: 'head' },
      h('h2', {}, experiment.name),
      pill(experiment.outcome, experiment.outcome === 'unfinished' ? 'the run did not end' : text),
    );
    /** @param {(r: import('../types.js').Run) => string} f of each run, once if they agree */
    const each = f => [...new Set(experiment.runs.map(f))].join(' / ');
    const facts = [
      ['model time', each(r => seconds(r.summary.steps * r.summary.dt))],
      ['took', each(r => seconds(r.summary.build_seconds + r.summary.simulate_seconds))],
      ['neurons', each(r => (r.neurons ? number(r.neurons, 7) : '–'))],
      ['time step', each(r => seconds(r.summary.dt))],
      experiment.table ? ['cells', String(experiment.table.rows.length)] : ['seed', each(r => String(r.summary.seed))],
      ['model', each(r => r.summary.spec_hash.slice(0, experiment.runs.length > 1 ? 6 : 12))],
    ];
    const params = Object.entries(run.summary.params || {})
      .map(([k, v]) => `${k} = ${written(v)}`)
      .join(' · ');
    return [
      head,
      h('dl', { class: 'facts' }, ...facts.map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', { class: 'num' }, v)))),
      params && experiment.runs.length === 1 && h('p', { class: 'hint num' }, params),
      ...[...new Set(experiment.runs.flatMap(r => [...r.notes, ...(r.summary.undrawn || []).map(u => 'not drawn: ' + u)]))].map(note),
    ];
  },
};
