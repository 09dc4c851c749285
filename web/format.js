// Numbers as people write them.

const superscript = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Ten to a power, as ×10⁻⁵. @param {number} e */
export function power(e) {
  return (
    '×10' +
    String(e)
      .replace('-', '⁻')
      .replace(/\d/g, d => superscript[Number(d)])
  );
}

/**
 * A number with so many digits that count, its minus a minus.
 * @param {number|null|undefined} v
 * @param {number} [digits]
 */
export function number(v, digits = 4) {
  if (v === null || v === undefined || Number.isNaN(v)) return '–';
  if (!Number.isFinite(v)) return v > 0 ? '∞' : '−∞';
  if (v === 0) return '0';
  const e = Math.floor(Math.log10(Math.abs(v)));
  if (e < -3 || e > 6) return minus(trim((v / 10 ** e).toPrecision(Math.max(1, digits - 1)))) + power(e);
  return minus(trim(v.toPrecision(Math.max(digits, e + 1))));
}

/** @param {string} s */
function trim(s) {
  return s.includes('.') && !s.includes('e') ? s.replace(/0+$/, '').replace(/\.$/, '') : s;
}

/** @param {string} s */
export function minus(s) {
  return s.replace(/-/g, '−');
}

/** A number with a fixed count of decimals, so that it does not jitter. @param {number} v @param {number} decimals */
export function fixed(v, decimals) {
  if (!Number.isFinite(v)) return '–';
  const s = v.toFixed(decimals);
  return Number(s) < 0 ? minus(s) : ' ' + s.replace('-', '');
}

/** Decimals that tell steps of a size apart. @param {number} step */
export function decimals(step) {
  return step > 0 && Number.isFinite(step) ? Math.min(9, Math.max(0, -Math.floor(Math.log10(step) + 1e-9))) : 0;
}

/** A number as a model writes it. @param {number} v */
export function written(v) {
  return v !== 0 && (Math.abs(v) < 1e-3 || Math.abs(v) >= 1e6) ? v.toExponential().replace('+', '') : String(v);
}

/** A share in percent. @param {number} v */
export function percent(v) {
  const p = 100 * v;
  return p === 0 ? '0 %' : p < 0.1 ? '< 0.1 %' : `${p < 10 ? p.toFixed(1) : p.toFixed(0)} %`;
}

/** A stretch of time. @param {number} s */
export function seconds(s) {
  if (s >= 120) return `${number(s / 60, 3)} min`;
  return s >= 1 ? `${number(s, 3)} s` : `${number(1000 * s, 3)} ms`;
}

/** A size of a file. @param {number} n */
export function bytes(n) {
  return n < 1000 ? `${n} B` : n < 1e6 ? `${number(n / 1e3, 3)} kB` : `${number(n / 1e6, 3)} MB`;
}

/** How many of a thing. @param {number} n @param {string} one @param {string} [many] */
export function count(n, one, many = one + 's') {
  return `${n} ${n === 1 ? one : many}`;
}

/**
 * Steps of 1, 2 or 5 times a power of ten, between two numbers.
 * @param {number} lo @param {number} hi @param {number} most
 */
export function ticks(lo, hi, most) {
  const rough = (hi - lo) / Math.max(1, most),
    p = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(m => m * p).find(s => s >= rough * 0.999) || rough;
  const out = [];
  if (!(step > 0) || !Number.isFinite(step)) return { at: [lo], step: 1 };
  for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi + step * 1e-9; k++) out.push(k * step);
  return { at: out, step };
}
