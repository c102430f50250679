// The keyboard: single keys outside of fields, a few with Control inside them, and the page that lists them.

import { $, el, fill } from "./dom.js";
import { list, page, select } from "./list.js";
import { store, stored } from "./theme.js";
import { insert, now } from "./unit.js";

const KEYS = [
  ["j, ↓", "next unit"], ["k, ↑", "previous unit"], ["a", "approve; in a field Ctrl + Enter saves and approves"],
  ["e, Enter", "edit the target"], ["Escape", "leave a field"], ["r", "reject: the proposal, the approval, or a machine’s words"],
  ["p", "take the proposal into the field"], ["c", "comment"], ["u", "undo the last verdict; in a field Ctrl + Z undoes typing"],
  ["Alt + 1 … 9", "in a field: insert a placeholder of the source"], ["Shift + A", "approve all clean units of the list"],
  ["/", "search"], ["?", "this page"],
];

let single = stored("locakit-keys") !== "off";

export function begin(acts) {
  const move = (by) => select(Math.max(0, Math.min(list.at + by, list.total - 1)));
  const singles = {
    j: () => move(1), k: () => move(-1), a: acts.approve, e: edit, r: acts.reject, p: acts.take, c: remark, u: acts.undo,
    A: acts.bulk, "/": () => { $("words").focus(); $("words").select(); }, "?": () => help(),
  };
  const moves = {
    ArrowDown: () => move(1), ArrowUp: () => move(-1), Home: () => move(-list.total), End: () => move(list.total),
    PageDown: () => move(page()), PageUp: () => move(-page()), Enter: edit,
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, textarea, select, [contenteditable=true], [contenteditable=plaintext-only]");
    if (field) {
      if (event.key === "Escape") { event.preventDefault(); $("list").focus(); }
      if (event.key === "Enter" && field.id === "words") { event.preventDefault(); $("list").focus(); }
      return;
    }
    const act = (single && singles[event.key]) || (event.target === $("list") && moves[event.key])
      || (event.target === document.body && /^Arrow(Up|Down)$/.test(event.key) && moves[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "remark" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      acts.comment(event.target.value);
    }
  });
  $("help").addEventListener("click", help);
}

export function inField(event, acts) {
  if (event.key === "Escape") { event.preventDefault(); $("list").focus(); return; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); acts.approve(); return; }
  if (event.altKey && !event.ctrlKey && !event.metaKey && /^Digit[1-9]$/.test(event.code)) {
    const chip = now.chips[Number(event.code.slice(5)) - 1];
    if (chip) { event.preventDefault(); insert(chip[0]); }
  }
}

export function edit() {
  document.body.dataset.pane = "unit";
  now.editors.values().next().value?.focus();
}

function remark() {
  document.body.dataset.pane = "unit";
  $("remark")?.focus();
}

function help() {
  const box = el("input", { type: "checkbox", id: "single", checked: single });
  box.addEventListener("change", () => { single = box.checked; store("locakit-keys", single ? "on" : "off"); });
  fill($("keys"), el("h2", { id: "keys-title", text: "Keys" }),
    el("dl", { class: "keys" }, ...KEYS.flatMap(([key, what]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text: what })])),
    el("p", {}, box, el("label", { for: "single", text: " single keys are on" })),
    el("form", { method: "dialog" }, el("button", { text: "Close" })));
  $("keys").onclose = () => $("list").focus();
  $("keys").showModal();
}
