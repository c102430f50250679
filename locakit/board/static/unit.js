// The unit on the page: fetched beforehand, drawn at once, checked while it is written; drafts outlive a look elsewhere.

import { get, post } from "./api.js";
import * as card from "./card.js";
import { $, alarm, button, el, fill, say } from "./dom.js";
import { ahead, row, update } from "./list.js";
import { clear, underline } from "./marks.js";
import { shown, visible } from "./text.js";

const KEPT = 80;
const PAUSE = 160;
export const cache = new Map();
export const drafts = new Map();
export const remarks = new Map();
export const now = { id: null, unit: null, editors: new Map(), chips: [], checked: null, worst: 0 };
let hooks = {};
let timer = 0;
let aidTimer = 0;

export function begin(found) { hooks = found; }

export async function fetched(id) {
  if (cache.has(id)) {
    const known = await cache.get(id);
    if (known) return known;
  }
  const asking = get("unit", { id });
  cache.set(id, asking);
  while (cache.size > KEPT) cache.delete(cache.keys().next().value);
  try { return keep(await asking); } catch (error) { cache.delete(id); throw error; }
}

export function keep(unit) {
  cache.set(unit.id, unit);
  return unit;
}

export async function open(id) {
  stash();
  now.id = id;
  let unit = cache.get(id);
  if (!unit || unit instanceof Promise) {
    // Until the unit is there, nothing may be done to the one that is still seen.
    now.unit = null;
    $("card").inert = true;
    try { unit = await fetched(id); } catch (error) { if (now.id === id) nothing(error.message); return; }
    if (now.id !== id) return;
  }
  draw(unit);
  prefetch();
}

// The next few units, asked for together, so that going on needs no wait.
async function prefetch() {
  const ids = ahead(12).filter((id) => !cache.has(id));
  if (ids.length < 4 && ahead(3).every((id) => cache.has(id))) return;
  const asking = get("units", { ids: ids.join(",") }).then(({ units }) => new Map(units.map((u) => [u.id, u])));
  for (const id of ids) cache.set(id, asking.then((found) => found.get(id)));
  try {
    const found = await asking;
    for (const id of ids) if (cache.get(id) instanceof Promise) cache.delete(id);
    for (const unit of found.values()) if (!cache.has(unit.id)) keep(unit);
  } catch { for (const id of ids) cache.delete(id); }
}

export function nothing(text) {
  Object.assign(now, { id: null, unit: null, editors: new Map() });
  $("card").hidden = true;
  $("card").inert = false;
  $("nothing").hidden = false;
  $("nothing").textContent = text;
  clear();
}

export function texts() {
  const out = {};
  for (const [name, editor] of now.editors) if (editor.text || now.unit.target[name] !== undefined) out[name] = editor.text;
  return out;
}

export function dirty() {
  return !!now.unit && [...now.editors].some(([name, e]) => e.text !== (now.unit.target[name] ?? ""));
}

// What was written and not saved stays with its unit.
export function stash() {
  if (!now.unit) return;
  const { id } = now.unit;
  if (dirty()) drafts.set(id, { seen: now.unit.seen, ...drafts.get(id), forms: texts() });
  else if (!drafts.get(id)?.conflict) drafts.delete(id);
  if (drafts.has(id) !== !!row(id)?.draft) update({ id, draft: drafts.has(id) });
}

function noted(id, text) {
  if (text.trim()) remarks.set(id, text);
  else remarks.delete(id);
}

export const alike = (a, b) => Object.keys({ ...a, ...b }).every((name) => (a?.[name] ?? "") === (b?.[name] ?? ""));

// The words that were written for this unit; where it has changed since, they stand beside it.
function drafted(unit) {
  const draft = drafts.get(unit.id);
  if (!draft || draft.conflict || alike(draft.seen, unit.seen)) return draft;
  if (!alike(draft.forms, unit.target)) return Object.assign(draft, { conflict: true });
  drafts.delete(unit.id);
  return undefined;
}

export function draw(unit) {
  const draft = drafted(unit);
  clearTimeout(timer);
  clear();
  now.unit = unit;
  $("card").inert = false;
  now.checked = null;
  now.worst = unit.findings.filter((f) => f.severity !== "info").length;
  const { node, editors, chips } = card.forms(unit, draft?.conflict ? null : draft?.forms, { changed, key: hooks.key });
  Object.assign(now, { editors, chips });
  const aids = el("div", { class: "aids" },
    card.proposal(unit, () => hooks.take()), el("div", { id: "terms" }),
    el("section", { class: "aid", "aria-labelledby": "memory-title" }, el("h3", { id: "memory-title", text: "Memory" }),
      el("div", { id: "memory" }, el("p", { class: "hint", text: "…" }))),
    card.comments(unit, remarks.get(unit.id), (text) => hooks.comment(text), (text) => noted(unit.id, text)), card.near(unit));
  const inside = $("card").contains(document.activeElement);
  fill($("card"),
    button("← Queue", () => hooks.back(), { class: "back" }), card.head(unit), conflict(unit, draft),
    el("div", { class: "pair" }, card.source(unit), node), actions(unit), aids);
  $("card").hidden = false;
  $("nothing").hidden = true;
  $("unit").scrollTop = 0;
  if (inside) $($("list").offsetParent ? "list" : "unit").focus({ preventScroll: true });
  tell(unit);
  if (dirty()) check();
  clearTimeout(aidTimer);
  aidTimer = setTimeout(help, 200, unit.id);
  document.title = `${visible(unit.key)} – locakit`;
}

function actions(unit) {
  return el("div", { class: "actions", role: "toolbar", "aria-label": "Verdict" },
    el("button", { type: "button", class: "primary", id: "approve", onclick: () => hooks.approve() }),
    button("Reject", () => hooks.reject(), { id: "reject", "aria-keyshortcuts": "r" }),
    unit.proposal && button("Take the proposal", () => hooks.take(), { "aria-keyshortcuts": "p" }),
    button("Start over", reset, { id: "reset" }),
    button("Plain text", plain, { id: "plain", "aria-pressed": "false" }));
}

function buttons() {
  const changed = dirty();
  fill($("approve"), changed ? "Save and approve " : "Approve ", el("kbd", { text: changed ? "Ctrl ↵" : "a" }));
  $("reset").disabled = !changed;
  $("plain").setAttribute("aria-pressed", String([...now.editors.values()].some((e) => e.plain)));
}

export function reset() {
  drafts.delete(now.id);
  draw(now.unit);
}

function plain() {
  for (const editor of now.editors.values()) {
    editor.plain = !editor.plain;
    editor.list = null;
    editor.draw();
  }
  say(`Placeholders are ${[...now.editors.values()][0].plain ? "plain text" : "chips"} now.`);
  buttons();
}

// --- what the rules say

function tell(said) {
  const root = $("card");
  const present = said.present;
  card.faults(root, now.unit, said.findings, now.editors, { show, fix });
  card.counters(root, said.counters);
  card.tray(now.chips, now.editors, insert);
  fill($("terms"), card.terms(now.unit, present, insert));
  underline(now.editors, said.findings);
  buttons();
}

function changed() {
  clear();
  card.tray(now.chips, now.editors, insert);
  buttons();
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

export async function check() {
  const [id, forms] = [now.id, texts()];
  const key = JSON.stringify(forms);
  if (!Object.keys(forms).length) return null;
  clearTimeout(timer);
  try {
    const said = await post("check", { id, forms });
    if (now.id !== id || JSON.stringify(texts()) !== key) return said;
    now.checked = { key, blocked: said.blocked };
    for (const [name, editor] of now.editors) if (said.pieces[name]) editor.learn(said.pieces[name]);
    tell(said);
    const worst = said.findings.filter((f) => f.severity !== "info").length;
    if (worst !== now.worst) say(worst ? `${worst} ${worst === 1 ? "finding" : "findings"}` : "no findings");
    now.worst = worst;
    return said;
  } catch (error) {
    if (now.id === id) alarm(`Not checked: ${error.message}`);
    return null;
  }
}

function show(finding) {
  const editor = now.editors.get(finding.form);
  if (!editor) return;
  editor.root.focus();
  const size = editor.text.length;
  editor.select(Math.min(finding.span[0], size), Math.min(finding.span[1], size));
}

function fix(finding) {
  const editor = now.editors.get(finding.form);
  if (!editor || editor.text !== finding.target) return;
  const [a, b] = finding.fix.span;
  editor.root.focus();
  editor.replace(a, b, finding.fix.text);
}

let last = null;
document.addEventListener("focusin", (event) => {
  const form = event.target.dataset?.form;
  if (form && event.target.getAttribute("role") === "textbox") last = form;
});

export function insert(text) {
  const editor = now.editors.get(last) || now.editors.values().next().value;
  editor?.insert(text);
}

export function put(forms) {
  for (const [name, editor] of now.editors) {
    const text = forms[name] ?? (now.editors.size === 1 ? forms.other ?? Object.values(forms)[0] : undefined);
    if (text !== undefined && text !== editor.text) editor.set(text);
  }
}

// --- what takes time, and what others did

async function help(id) {
  try {
    const said = await get("aids", { id });
    if (now.id !== id || !now.unit) return;
    fill($("memory"), ...card.memory(now.unit, said.memory, put));
    if (now.unit.stale) card.before(now.unit, said.before);
  } catch {
    if (now.id === id && $("memory")) fill($("memory"), el("p", { class: "hint", text: "The memory does not answer." }));
  }
}

function conflict(unit, draft) {
  if (!draft?.conflict) return null;
  const words = (forms) => Object.entries(forms).flatMap(([name, text]) => [
    Object.keys(forms).length > 1 && el("h4", { text: name }), shown([["", text]], unit.lang, unit.dir)]);
  return el("section", { class: "conflict", "aria-labelledby": "conflict-title" },
    el("h3", { id: "conflict-title", text: "Somebody else changed this unit" }),
    el("div", { class: "sides" },
      el("div", {}, el("h4", { text: "Yours, not saved" }), ...words(draft.forms)),
      el("div", {}, el("h4", { text: unit.by ? `Now, by ${visible(unit.by)}` : "Now" }), ...words(unit.target))),
    button("Keep what is there now", () => { drafts.delete(unit.id); draw(unit); }),
    button("Edit mine", () => {
      const mine = draft.forms;
      drafts.set(unit.id, { forms: mine, seen: unit.seen });
      draw(unit);
      now.editors.values().next().value?.focus();
    }));
}

// The unit as somebody else left it. What was being written here is kept and shown beside it.
export function refreshed(unit) {
  const old = now.unit;
  keep(unit);
  if (!old || old.id !== unit.id) return;
  const same = ({ version, near, ...rest }) => JSON.stringify(rest);
  if (same(old) === same(unit)) return;
  if (dirty() && !alike(old.seen, unit.seen)) {
    drafts.set(unit.id, { forms: texts(), seen: old.seen, conflict: true });
    alarm("Somebody else changed this unit. Your words are kept beside theirs.");
  } else stash();
  const focused = document.activeElement?.closest?.("#card") && document.activeElement;
  const form = focused?.dataset.form;
  draw(unit);
  if (form && now.editors.has(form)) now.editors.get(form).focus();
  else if (focused) ($(focused.id) || $("unit")).focus();
}
