// Verdicts: the page goes on at once, the save follows; what is not saved comes back with its words.

import { post } from "./api.js";
import { $, alarm, el, fill, plural, say, toast } from "./dom.js";
import { list, select, update } from "./list.js";
import * as unit from "./unit.js";
import { visible } from "./text.js";

const { now, drafts } = unit;
export const state = { pending: 0, saved: 0, onsaved: () => {}, ongone: () => {} };

const RANK = { error: 3, warning: 2, info: 1 };

export function rowOf(u) {
  const worst = u.findings.map((f) => f.severity).sort((a, b) => RANK[b] - RANK[a])[0] || "";
  return {
    id: u.id, state: u.state, origin: u.origin, waits: u.waits, clean: u.waits && u.clean && !u.comments.length,
    stale: u.stale, draft: drafts.has(u.id), proposal: !!u.proposal, talk: u.comments.length, severity: worst,
    market: u.market, key: u.key, saving: false, failed: false,
    target: Object.values(u.target).join(" | ").slice(0, 160),
  };
}

const waiting = [];
let sending = false;
let flushing = Promise.resolve();

// Verdicts that are given while others are being saved go out together.
function send(body, mine) {
  state.pending++;
  update({ id: body.id, saving: true, failed: false });
  waiting.push([body, mine]);
  if (!sending) flushing = flush();
}

async function flush() {
  sending = true;
  while (waiting.length) {
    const some = waiting.splice(0, 100);
    let said = null;
    try {
      said = await post("decide", { asks: some.map(([body]) => body) });
    } catch (error) {
      for (const [body, mine] of some) lost(body, mine, error);
    }
    state.pending -= some.length;
    if (!waiting.length) sending = false;
    said?.answers.forEach((answer, n) => settle(...some[n], answer));
    if (said) state.onsaved(said);
  }
}

function settle(body, mine, answer) {
  if (answer.unit) unit.keep(answer.unit);
  if (answer.fault) failed(body, mine, answer);
  else done(body, mine, answer);
}

function lost(body, mine, error) {
  update({ id: body.id, saving: false, failed: true });
  if (body.act === "save") drafts.set(body.id, { ...drafts.get(body.id), forms: mine, seen: body.seen });
  toast(error.status ? error.message : "Not saved: the board does not answer. Is locakit review still running?",
    { bad: true, label: "Try again", act: () => send(body, mine), id: body.id });
  alarm("Not saved.");
}

function done(body, mine, answer) {
  state.saved++;
  const draft = drafts.get(body.id);
  // Words of one's own outlive a rejection of others.
  if (body.act !== "reject" || !draft || unit.alike(draft.forms, mine)) drafts.delete(body.id);
  else if (answer.unit) drafts.set(body.id, { ...draft, seen: answer.unit.seen });
  if (answer.unit) update(rowOf(answer.unit));
  $("undo").disabled = false;
  if (now.unit && now.id === body.id && answer.unit) {
    const typed = unit.texts();
    if (body.act !== "reject" && JSON.stringify(typed) !== JSON.stringify(mine)) drafts.set(body.id, { forms: typed, seen: answer.unit.seen });
    const focused = document.activeElement.closest("#card");
    unit.draw(answer.unit);
    if (focused) $("list").focus();
  }
}

function failed(body, mine, answer) {
  update({ ...(answer.unit ? rowOf(answer.unit) : { id: body.id, saving: false }), failed: true });
  const name = visible(answer.unit?.key || "");
  if (body.act !== "reject") drafts.set(body.id, { forms: mine, seen: body.seen, conflict: answer.fault === "conflict" });
  const label = answer.fault === "busy" ? "Try again" : answer.fault === "gone" ? "" : "Show";
  toast(`${name}: ${visible(answer.message)}`, {
    bad: true, label, id: body.id, act: () => (answer.fault === "busy" ? send(body, mine) : show(body.id)),
  });
  alarm(`Not saved. ${name}: ${answer.message}`);
  const known = unit.cache.get(body.id);
  if (now.unit && now.id === body.id && known?.seen) unit.draw(known);
}

export async function show(id) {
  const index = list.where.get(id);
  if (index !== undefined) await select(index, { quiet: true });
  document.body.dataset.pane = "unit";
  await unit.open(id);
}

async function next() {
  const moved = await select(list.at + 1);
  if (!moved) say("This was the last unit of the queue.");
  $("list").focus({ preventScroll: true });
}

export async function approve() {
  const u = now.unit;
  if (!u) return;
  const forms = unit.texts();
  const changed = unit.dirty();
  if (!Object.values(forms).some((t) => t.trim())) return alarm("There are no words to approve.");
  if (drafts.get(u.id)?.conflict) return alarm("Somebody else changed this unit: choose a text first.");
  if (changed) {
    const key = JSON.stringify(forms);
    state.pending++;
    if (now.checked?.key !== key) await unit.check();
    state.pending--;
    if (now.id !== u.id) return;
    if (now.checked?.key === key && now.checked.blocked.length) {
      refuse(now.checked.blocked);
      return;
    }
  }
  const body = { id: u.id, act: changed ? "save" : "approve", seen: u.seen, ...(changed ? { forms } : {}) };
  if (changed) drafts.set(u.id, { forms, seen: u.seen });
  now.unit = null;
  send(body, forms);
  if (list.at + 1 < list.total) await next();
  else { now.unit = u; say("This was the last unit of the queue."); $("list").focus(); }
}

function refuse(messages) {
  const text = `Not saved: ${messages.map(visible).join("; ")}`;
  toast(text, { bad: true });
  alarm(text);
}

export async function reject() {
  const u = now.unit;
  if (!u) return;
  unit.stash();
  send({ id: u.id, act: "reject", seen: u.seen }, u.proposal?.forms ?? u.target);
  if (list.at + 1 < list.total) await next();
}

export function take() {
  if (!now.unit?.proposal) return alarm("There is no proposal.");
  unit.put(now.unit.proposal.forms);
  now.editors.values().next().value?.focus();
  say("The proposal stands in the field; save it to take it.");
}

const verdicts = (n) => plural(n, "verdict", "verdicts");

export async function undo() {
  await flushing;
  const { answers } = await post("undo");
  if (!answers.length) { $("undo").disabled = true; return say("There is nothing to undo."); }
  for (const answer of answers) if (answer.unit) { unit.keep(answer.unit); update(rowOf(answer.unit)); }
  const bad = answers.filter((a) => a.fault);
  if (bad.length) toast(`${verdicts(bad.length)} could not be undone: ${visible(bad[0].message)}`, { bad: true });
  const good = answers.filter((a) => !a.fault);
  if (good.length) {
    const one = good.length === 1 && good[0].unit;
    const text = one ? `Undone: ${visible(one.key)}` : `${verdicts(good.length)} undone`;
    toast(text);
    if (good.length === 1) await show(good[0].id);
  }
  state.onsaved();
}

export async function comment(text) {
  const u = now.unit;
  if (!u || !text.trim()) return;
  try {
    const made = await post("comment", { id: u.id, text });
    if (unit.remarks.get(u.id) === text) unit.remarks.delete(u.id);
    unit.refreshed(made);
    update(rowOf(made));
    say("The comment is saved.");
    if (now.id === u.id) $("list").focus();
  } catch (error) {
    toast(`Not saved: ${error.message}`, { bad: true });
  }
}

export function bulk(count, view) {
  const dialog = $("sure");
  fill(dialog, el("h2", { id: "sure-title", text: `Approve ${plural(count, "unit", "units")}?` }),
    el("p", { text: "These are the units of this list that are fresh and whole, with no error, no warning, no mark and no "
      + "comment. Undo takes all of them back." }),
    el("form", { method: "dialog", class: "row" },
      el("button", { value: "yes", class: "primary", text: "Approve" }), el("button", { value: "no", text: "Cancel" })));
  dialog.returnValue = "no";
  dialog.onclose = async () => {
    $("list").focus();
    if (dialog.returnValue !== "yes") return;
    state.pending++;
    try {
      await flushing;
      const said = await post("approve", { view });
      toast(`${plural(said.approved, "unit", "units")} approved`);
      const [fault] = said.faults;
      if (fault) toast(`${plural(said.faults.length, "unit", "units")} not approved: ${visible(fault.message)}`, { bad: true });
      $("undo").disabled = false;
    } catch (error) {
      toast(`Not approved: ${error.message}`, { bad: true });
      if (error.status === 410) state.ongone();
    }
    state.pending--;
    unit.cache.clear();
    state.onsaved();
  };
  dialog.showModal();
}
