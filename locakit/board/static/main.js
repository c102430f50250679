// The board: the queue beside the unit, filters above it, and a look now and then at what others did.

import { get, start } from "./api.js";
import { $, el, fill, plural, say, toast } from "./dom.js";
import * as keys from "./keys.js";
import * as list from "./list.js";
import { visible } from "./text.js";
import { theme } from "./theme.js";
import * as unit from "./unit.js";
import * as verdicts from "./verdicts.js";

const EVERY = 2500;
const CHOICES = {
  state: [["waiting", "to review"], ["clean", "to review, clean"], ["stale", "stale"], ["proposal", "with a proposal"],
    ["comments", "with comments"], ["initial", "to do"], ["translated", "translated"], ["reviewed", "reviewed"],
    ["final", "final"], ["all", "all"]],
  severity: [["", "any or none"], ["error", "errors"], ["warning", "warnings"], ["info", "notes"], ["any", "some"],
    ["none", "none"]],
  origin: [["", "all"], ["machine", "machine"], ["memory", "memory"], ["human", "person"], ["imported", "imported"]],
  order: [["files", "as in the files"], ["trouble", "trouble first"]],
};
const ANEW = "The board was started anew, and this page is of the one before. Copy what is not saved, and reload the page.";
const info = { version: 0, board: "", clean: 0, view: "", trouble: "" };
const acts = {
  approve: verdicts.approve, reject: verdicts.reject, take: verdicts.take, undo: () => verdicts.undo().catch(lost), comment: verdicts.comment,
  bulk: () => info.clean && verdicts.bulk(info.clean, info.view), back: () => back(),
  key: (event) => keys.inField(event, acts),
};

function back() {
  document.body.dataset.pane = "queue";
  $("list").focus();
}

function options(name, pairs) {
  fill($(name), ...pairs.map(([value, text]) => el("option", { value, text })));
}

function left(count) {
  $("left").textContent = `${plural(count, "unit", "units")} to review`;
}

async function load(ready = null) {
  const form = new FormData($("filters"));
  const query = Object.fromEntries([...form].filter(([, value]) => value));
  const mine = ++load.count;
  const said = await (ready || get("queue", query));
  if (mine !== load.count) return;
  unit.stash();
  unit.now.unit = null;
  Object.assign(info, { view: said.view, clean: said.clean });
  if (said.first) unit.keep(said.first);
  list.load(said);
  $("total").textContent = plural(said.total, "unit", "units")
    + (said.total > list.list.total ? `, the first ${list.list.total.toLocaleString("en")} are listed` : "");
  $("bulk").hidden = !said.clean;
  $("bulk").textContent = `Approve ${said.clean.toLocaleString("en")} clean …`;
  if (said.total) await list.select(0);
  else unit.nothing("No unit fits. Change the filter to see others.");
}
load.count = 0;

let timer = 0;
function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => load().catch(lost), wait);
}

function lost(error) {
  const said = $("toasts").querySelector(".lost");
  const text = error.status ? error.message : "The board does not answer. Is locakit review still running?";
  if (said?.querySelector("p").textContent === text) return;
  said?.remove();
  toast(text, { bad: true }).classList.add("lost");
}

async function look() {
  try {
    const said = await get("changes", { since: info.version });
    if (said.board !== info.board) return lost(Object.assign(new Error(ANEW), { status: 403 }));
    $("toasts").querySelector(".lost")?.remove();
    left(said.waits);
    if (said.trouble && said.trouble !== info.trouble) toast(visible(said.trouble), { bad: true });
    info.trouble = said.trouble;
    if (said.version !== info.version) await changed(said);
    info.version = said.version;
  } catch (error) { lost(error); }
}

async function changed(said) {
  if (!list.list.total && said.rows.some((row) => row.waits)) return load();
  if (said.all) { unit.cache.clear(); list.again(); }
  for (const row of said.rows) {
    list.update(row);
    if (row.id !== unit.now.id) unit.cache.delete(row.id);
  }
  const id = unit.now.id;
  if (id === null || !unit.now.unit || verdicts.state.pending || !(said.all || said.rows.some((r) => r.id === id))) return;
  if (said.rows.some((r) => r.id === id && r.gone)) return gone(id);
  try {
    const fresh = await get("unit", { id });
    if (unit.now.id === id && !verdicts.state.pending) unit.refreshed(fresh);
  } catch (error) {
    if (error.status !== 404) throw error;
    gone(id);
  }
}

// Its words, where some were written, wait for its return.
function gone(id) {
  if (unit.now.id !== id) return;
  unit.stash();
  unit.nothing("This unit is gone: its file, key or market is not there any more, or cannot be read.");
}

async function watch() {
  if (!document.hidden) await look();
  setTimeout(watch, EVERY);
}

async function begin() {
  theme();
  const queue = get("queue");
  const said = await start();
  Object.assign(info, { version: said.version, board: said.board, trouble: said.trouble || said.broken.slice(0, 3).join("\n") });
  $("project").textContent = visible(said.project);
  $("by").textContent = visible(said.by);
  for (const [name, pairs] of Object.entries(CHOICES)) options(name, pairs);
  const count = (n) => (n ? ` (${n.toLocaleString("en")})` : "");
  options("market", [["", "all"], ...said.markets.map((m) => [m.tag, `${m.name}${count(said.counts.market[m.tag])}`])]);
  const files = Object.entries(said.counts.resource);
  options("resource", [["", "all"], ...files.map(([name, n]) => [name, `${visible(name)}${count(n)}`])]);
  left(Object.values(said.counts.market).reduce((a, b) => a + b, 0));
  for (const fault of said.broken) toast(visible(fault), { bad: true });
  list.begin(new Map(said.markets.map((m) => [m.tag, m])), (row, open) => {
    if (open) document.body.dataset.pane = "unit";
    unit.open(row.id);
    if (open && !$("list").offsetParent) $("unit").focus();
  }, () => load().catch(lost));
  unit.begin(acts);
  keys.begin(acts);
  verdicts.state.ongone = () => load().catch(lost);
  verdicts.state.onsaved = (said) => { if (said) left(said.waits); else look(); };
  $("undo").addEventListener("click", acts.undo);
  $("bulk").addEventListener("click", acts.bulk);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("input", (event) => later(event.target.id === "words" ? 120 : 0));
  addEventListener("beforeunload", (event) => {
    unit.stash();
    if (verdicts.state.pending || unit.drafts.size || unit.remarks.size) event.preventDefault();
  });
  await load(queue);
  if (matchMedia("(min-width: 60rem)").matches) $("list").focus({ preventScroll: true });
  document.documentElement.dataset.ready = "yes";
  setTimeout(watch, EVERY);
}

begin().catch((error) => { $("total").textContent = error.message; say(error.message); });
