// The queue as a list of any length: only the rows in sight are elements, the others are fetched when they come near.

import { get } from "./api.js";
import { $, el } from "./dom.js";
import { visible } from "./text.js";

const PAGE = 120;
const MOST = 300000; // browsers end an element at some 30 million pixels
const BEYOND = 6;

const box = $("list");
const strut = el("div", { class: "strut", role: "presentation" });
box.append(strut);

export const list = { view: "", total: 0, at: -1, rows: new Map(), where: new Map() };
const drawn = new Map();
const asked = new Map();
let markets = new Map();
let height = 64;
let onpick = () => {};
let onlost = () => {};
let frame = 0;
let wait = 0;

export function begin(known, pick, lost) {
  markets = known;
  onpick = pick;
  onlost = lost;
  box.addEventListener("scroll", () => { frame ||= requestAnimationFrame(draw); }, { passive: true });
  box.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) select(Number(row.dataset.index), { open: true });
  });
  new ResizeObserver(() => { frame ||= requestAnimationFrame(draw); }).observe(box);
}

export function load({ view, total, rows }) {
  Object.assign(list, { view, total: Math.min(total, MOST), at: -1, rows: new Map(), where: new Map() });
  asked.clear();
  take(0, rows);
  for (const node of drawn.values()) node.remove();
  drawn.clear();
  height = parseFloat(getComputedStyle(box).getPropertyValue("--row")) || 64;
  strut.style.height = `${list.total * height}px`;
  box.scrollTop = 0;
  draw();
}

function take(from, rows) {
  rows.forEach((row, n) => {
    list.rows.set(from + n, row);
    list.where.set(row.id, from + n);
  });
}

export async function need(index) {
  if (list.rows.has(index)) return list.rows.get(index);
  const page = Math.floor(index / PAGE);
  if (!asked.has(page)) {
    const view = list.view;
    asked.set(page, get("rows", { view, from: page * PAGE, count: PAGE }).then((said) => {
      if (view === list.view) { take(said.from, said.rows); frame ||= requestAnimationFrame(draw); }
    }).catch((error) => {
      asked.delete(page);
      if (error.status === 410 && view === list.view) onlost();
    }));
  }
  await asked.get(page);
  return list.rows.get(index);
}

function draw() {
  frame = 0;
  const first = Math.max(Math.floor(box.scrollTop / height) - BEYOND, 0);
  const last = Math.min(Math.ceil((box.scrollTop + box.clientHeight) / height) + BEYOND, list.total);
  for (const [index, node] of drawn) {
    if ((index < first || index >= last) && index !== list.at) {
      node.remove();
      drawn.delete(index);
    }
  }
  let missing = -1;
  for (let index = first; index < last; index++) {
    const row = list.rows.get(index);
    if (!row) missing = index;
    let node = drawn.get(index);
    if (!node) {
      node = el("div", { role: "option", id: `row-${index}`, class: "row", data: { index: String(index) } });
      node.style.transform = `translateY(${index * height}px)`;
      drawn.set(index, node);
      strut.append(node);
    }
    if (node.shows !== row) paint(node, row, index);
    const on = index === list.at;
    if ((node.getAttribute("aria-selected") === "true") !== on) node.setAttribute("aria-selected", String(on));
  }
  if (missing >= 0) { clearTimeout(wait); wait = setTimeout(() => { need(first); need(missing); }, 40); }
}

const STATES = { initial: "to do", translated: "translated", reviewed: "reviewed", final: "final" };

function paint(node, row, index) {
  node.shows = row;
  node.setAttribute("aria-setsize", list.total);
  node.setAttribute("aria-posinset", index + 1);
  node.setAttribute("aria-selected", String(index === list.at));
  if (!row || row.gone) { node.replaceChildren(el("span", { class: "key", text: row ? "gone" : "…" })); return; }
  const market = markets.get(row.market) || { dir: "ltr" };
  const tags = [
    row.saving && ["saving", "saving …"], row.draft && !row.saving && ["warning", "draft"], row.failed && ["error", "not saved"],
    row.severity && [row.severity, row.severity], row.stale && ["stale", "stale"],
    row.proposal && ["note", "proposal"], row.talk && ["note", `${row.talk} ✎`], !row.waits && ["done", STATES[row.state]],
  ].filter(Boolean);
  node.replaceChildren(
    el("span", { class: "top" },
      el("span", { class: "market", text: row.market }),
      el("bdi", { class: "key", text: visible(row.key) }),
      ...tags.map(([kind, text]) => el("span", { class: `tag ${kind}`, text }))),
    el("span", { class: "line", dir: "auto", text: visible(row.source) }),
    el("span", { class: "line words", lang: row.market, dir: market.dir, text: visible(row.target) || "—" }));
}

export async function select(index, { open = false, quiet = false } = {}) {
  if (index < 0 || index >= list.total) return false;
  list.at = index;
  const top = index * height;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
  draw();
  box.setAttribute("aria-activedescendant", `row-${index}`);
  const row = list.rows.get(index) || (await need(index));
  if (row && list.at === index && !quiet) onpick(row, open);
  return true;
}

export function ahead(count) {
  const out = [];
  for (let n = 1; n <= count; n++) { const row = list.rows.get(list.at + n); if (row && !row.gone) out.push(row.id); }
  return out;
}

export function page() {
  return Math.max(Math.floor(box.clientHeight / height) - 1, 1);
}

export function update(row) {
  const index = list.where.get(row.id);
  if (index === undefined) return;
  list.rows.set(index, { ...list.rows.get(index), gone: false, ...row });
  frame ||= requestAnimationFrame(draw);
}

// Everything may have changed: the rows are fetched anew, the order stays.
export function again() {
  list.rows.clear();
  asked.clear();
  frame ||= requestAnimationFrame(draw);
}

export function row(id) {
  return list.rows.get(list.where.get(id));
}
