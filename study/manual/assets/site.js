// The manual's pages: search, dark or light, copying a model. No network, no library;
// topics.js brings `topics`, what there is to find.
"use strict";

/** @typedef {{Title: string, Path: string, Section: string, Text: string}} Topic */

const root = document.currentScript.dataset.root;
const field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
const found = document.getElementById("found");

// Dark or light: as chosen here, or else as the system has it; on paper always light.
let theme = read("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
const paper = matchMedia("print");
function dress() { document.documentElement.dataset.theme = paper.matches ? "light" : theme; }
dress();
paper.addEventListener("change", dress);
document.getElementById("theme").addEventListener("click", () => {
  theme = theme === "dark" ? "light" : "dark";
  dress();
  write("theme", theme);
});

/** Storage is refused to pages of some browsers that are opened from disk. */
function read(key) {
  try { return localStorage.getItem("nefc." + key); } catch { return null; }
}
function write(key, value) {
  try { localStorage.setItem("nefc." + key, value); } catch { /* the choice lasts as long as the page */ }
}

/**
 * How well a topic fits the words that are looked for: 0 not at all.
 * @param {Topic} topic
 * @param {string[]} words
 */
function fit(topic, words) {
  const title = topic.Title.toLowerCase(), text = (topic.Section + " " + topic.Text).toLowerCase();
  let sum = 0;
  for (const w of words) {
    if (title === w) sum += 100;
    else if (title.startsWith(w)) sum += 40;
    else if (title.includes(w)) sum += 20;
    else if (text.includes(w)) sum += 5;
    else return 0;
  }
  return sum - title.length / 100;
}

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = words.length === 0 ? [] : topics.map(t => ({ t, fit: fit(t, words) })).filter(h => h.fit > 0)
    .sort((a, b) => b.fit - a.fit).slice(0, 20);
  found.replaceChildren(...hits.map(({ t }, i) => line(t, i)));
  if (words.length > 0 && hits.length === 0) {
    const none = document.createElement("li");
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    none.textContent = `nothing is called “${field.value}”`;
    found.append(none);
  }
  show(words.length > 0);
}

function show(open) {
  found.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  announce();
}

/**
 * A line of what was found; the first is chosen.
 * @param {Topic} topic
 * @param {number} i
 */
function line(topic, i) {
  const item = document.createElement("li");
  item.setAttribute("role", "presentation");
  const link = document.createElement("a");
  link.setAttribute("role", "option");
  link.id = "found-" + i;
  link.setAttribute("aria-selected", String(i === 0));
  link.href = root + topic.Path;
  link.tabIndex = -1;
  const where = document.createElement("small");
  where.textContent = topic.Section + (topic.Text ? ": " + topic.Text.slice(0, 110) : "");
  link.append(topic.Title, document.createElement("br"), where);
  item.append(link);
  return item;
}

function announce() {
  const now = found.querySelector("[aria-selected=true]");
  if (now && !found.hidden) field.setAttribute("aria-activedescendant", now.id);
  else field.removeAttribute("aria-activedescendant");
}

/** @param {number} by */
function move(by) {
  const items = [...found.querySelectorAll("[aria-selected]")];
  const at = items.findIndex(i => i.getAttribute("aria-selected") === "true");
  const next = items[(at + by + items.length) % items.length];
  if (!next) return;
  items[at]?.setAttribute("aria-selected", "false");
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
  announce();
}

field.addEventListener("input", search);
field.addEventListener("keydown", e => {
  if (e.key === "ArrowDown") move(1);
  else if (e.key === "ArrowUp") move(-1);
  else if (e.key === "Enter") {
    const link = found.querySelector("a[aria-selected=true]");
    if (link) location.href = /** @type {HTMLAnchorElement} */ (link).href;
    show(false);
  } else if (e.key === "Escape") show(false);
  else return;
  e.preventDefault();
});
document.addEventListener("click", e => { if (!(/** @type {Element} */ (e.target)).closest(".search")) show(false); });
document.addEventListener("keydown", e => {
  if (e.key === "/" && document.activeElement !== field) {
    field.focus();
    e.preventDefault();
  }
});

for (const block of document.querySelectorAll("pre.nef")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "copy";
  button.addEventListener("click", () => copy(block.querySelector("code").textContent, button));
  block.append(button);
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "copied";
  } catch {
    button.textContent = "not allowed here";
  }
}

// The contents show where the page stands, without moving the page.
const contents = document.querySelector("nav"), here = /** @type {HTMLElement} */ (contents.querySelector("[aria-current]"));
if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
