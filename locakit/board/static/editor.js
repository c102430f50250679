// A text field whose placeables are chips: the text is the truth, the elements are drawn from it after every change.

import { alarm, el } from "./dom.js";
import { HOLD, held, pieces, raw, tokens, visible } from "./text.js";

const MANY = 20000; // characters from which on a text is not edited here
const DEPTH = 300;
const ARROWS = { ArrowLeft: "left", ArrowRight: "right" };

export class Editor {
  constructor({ form, text, lang, dir, label, about, known, list, onchange, onkey }) {
    Object.assign(this, { form, known, onchange, onkey, text, plain: false, past: [], future: [], armed: "", typed: 0 });
    this.list = list;
    this.closed = text.length > MANY;
    this.root = el("div", {
      class: "editor text", role: "textbox", "aria-multiline": "true", "aria-labelledby": label, "aria-describedby": about,
      lang, dir, spellcheck: "true", tabindex: "0", "aria-readonly": this.closed ? "true" : null,
      data: { form }, autocapitalize: "off",
    });
    if (!this.closed) this.root.contentEditable = "plaintext-only";
    if (this.root.contentEditable === "inherit" && !this.closed) this.root.contentEditable = "true";
    this.listen();
    this.draw();
  }

  listen() {
    const on = (name, act) => this.root.addEventListener(name, act);
    on("beforeinput", (event) => this.before(event));
    on("input", () => { if (this.composing) this.sync(); });
    on("compositionstart", () => { this.composing = true; this.keep(); });
    on("compositionend", () => {
      this.composing = false;
      setTimeout(() => { this.sync(); const [a, b] = this.selection(); this.draw(); this.select(a, b); this.changed(); });
    });
    on("keydown", (event) => this.key(event));
    on("paste", (event) => { event.preventDefault(); this.insert(event.clipboardData.getData("text/plain")); });
    for (const name of ["dragstart", "drop"]) on(name, (event) => event.preventDefault());
    for (const name of ["copy", "cut"]) on(name, (event) => this.copy(event, name === "cut"));
  }

  // --- the text and its elements

  draw() {
    this.root.replaceChildren(...held(this.list || this.pieces()));
    if (!this.text || this.text.endsWith("\n")) this.root.append(el("br", { data: { end: "1" } }));
  }

  pieces() {
    return pieces(this.text, this.plain || this.closed ? null : this.known);
  }

  sync() {
    this.text = raw(this.root);
    this.list = null;
  }

  set(text, list = null, at = null) {
    this.keep();
    this.text = text;
    this.list = list;
    this.draw();
    this.select(at === null ? text.length : at);
    this.changed();
  }

  // What the server found in this very text: chips that the page did not know.
  learn(list) {
    if (this.composing || this.plain) return;
    const same = JSON.stringify(tokens(list)) === JSON.stringify(tokens(this.list || this.pieces()));
    if (same) return;
    const focused = document.activeElement === this.root;
    const [a, b] = focused ? this.selection() : [0, 0];
    this.list = list;
    this.draw();
    if (focused) this.select(a, b);
  }

  chips() {
    return tokens(this.list || this.pieces()).filter(([kind]) => kind && kind !== "mark").map(([, text]) => text);
  }

  // --- places: characters of the text, and places between elements

  offset(node, at) {
    if (node === this.root) return [...node.childNodes].slice(0, at).reduce((sum, c) => sum + raw(c).length, 0);
    let top = node;
    while (top.parentNode && top.parentNode !== this.root) top = top.parentNode;
    if (top.parentNode !== this.root) return this.text.length;
    const head = [...this.root.childNodes].slice(0, [...this.root.childNodes].indexOf(top));
    const start = head.reduce((sum, c) => sum + raw(c).length, 0);
    if (top.nodeType === Node.TEXT_NODE) return start + (top.holds ? top.data.slice(0, at).replace(HOLD, "").length : at);
    return start + (at > 0 ? raw(top).length : 0);
  }

  place(at) {
    let left = at;
    const kids = [...this.root.childNodes];
    for (let n = 0; n < kids.length; n++) {
      const size = raw(kids[n]).length;
      if (kids[n].nodeType === Node.TEXT_NODE && left <= size) return [kids[n], kids[n].holds ? kids[n].data.length : left];
      if (left < size) return [this.root, left > 0 ? n + 1 : n];
      left -= size;
    }
    const end = kids.length && kids[kids.length - 1].dataset?.end ? kids.length - 1 : kids.length;
    return [this.root, end];
  }

  range(a, b) {
    const range = document.createRange();
    range.setStart(...this.place(a));
    range.setEnd(...this.place(b));
    return range;
  }

  selection() {
    const found = getSelection();
    if (!found.rangeCount || !this.root.contains(found.anchorNode)) return [this.text.length, this.text.length];
    const range = found.getRangeAt(0);
    return [this.offset(range.startContainer, range.startOffset), this.offset(range.endContainer, range.endOffset)];
  }

  select(a, b = a) {
    const found = getSelection();
    found.removeAllRanges();
    found.addRange(this.range(a, b));
  }

  focus() {
    this.root.focus();
    this.select(this.text.length);
  }

  // A range grown to the edges of every chip it touches, so that none is cut.
  whole(a, b) {
    let at = 0;
    let [from, to] = [a, b];
    for (const [kind, text] of tokens(this.list || this.pieces())) {
      const end = at + text.length;
      if (kind && at < b && end > a) { from = Math.min(from, at); to = Math.max(to, end); }
      at = end;
    }
    return [from, to];
  }

  inside(a, b) {
    let at = 0;
    const out = [];
    for (const [kind, text] of tokens(this.list || this.pieces())) {
      if (kind && kind !== "mark" && at >= a && at + text.length <= b) out.push(text);
      at += text.length;
    }
    return out;
  }

  // --- changes

  before(event) {
    if (this.composing || event.isComposing || event.inputType.startsWith("insertComposition")) return;
    event.preventDefault();
    if (this.closed || event.inputType.startsWith("format")) return;
    if (event.inputType === "historyUndo") return this.undo();
    if (event.inputType === "historyRedo") return this.redo();
    const [target] = event.getTargetRanges();
    let [a, b] = target
      ? [this.offset(target.startContainer, target.startOffset), this.offset(target.endContainer, target.endOffset)]
      : this.selection();
    if (event.inputType.startsWith("delete")) return this.remove(a, b, event.inputType);
    const line = event.inputType === "insertLineBreak" || event.inputType === "insertParagraph";
    const data = line ? "\n" : event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    this.put(...this.whole(a, b), data, event.inputType === "insertText" && a === b);
  }

  remove(a, b, type) {
    const [from, to] = this.selection();
    if (from !== to) return this.cut(...this.whole(from, to));
    if (a === b) [a, b] = type.endsWith("Forward") ? [a, this.step(a, 1)] : [this.step(a, -1), a];
    [a, b] = this.whole(a, b);
    const lost = this.inside(a, b);
    const key = `${a}:${b}:${this.text}`;
    if (lost.length && this.armed !== key) {
      this.armed = key;
      this.select(a, b);
      alarm(`${visible(lost.join(" "))} is a placeholder. Press the key again to delete it.`);
      this.root.dispatchEvent(new CustomEvent("warned", { bubbles: true, detail: lost }));
      return;
    }
    this.cut(a, b);
  }

  cut(a, b) {
    const lost = this.inside(a, b);
    this.replace(a, b, "");
    if (lost.length) alarm(`${visible(lost.join(" "))} was deleted. Control Z brings it back.`);
  }

  // Text in the place of other text: chips that it does not have are gone, and that is said.
  put(a, b, data, typing = false) {
    const lost = this.inside(a, b).filter((chip) => !data.includes(chip));
    this.replace(a, b, data, typing);
    if (lost.length) alarm(`${visible(lost.join(" "))} was deleted. Control Z brings it back.`);
  }

  step(at, way) {
    const parts = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(this.text)];
    if (way > 0) return parts.map((p) => p.index + p.segment.length).find((n) => n > at) ?? this.text.length;
    return parts.map((p) => p.index).filter((n) => n < at).pop() ?? 0;
  }

  replace(a, b, data, typing = false) {
    if (a === b && !data) return;
    const clean = data.replace(/\r\n?/g, "\n");
    const now = Date.now();
    if (!(typing && now - this.typed < 700)) this.keep();
    this.typed = typing ? now : 0;
    this.text = this.text.slice(0, a) + clean + this.text.slice(b);
    this.list = null;
    this.armed = "";
    this.draw();
    this.select(a + clean.length);
    this.changed();
  }

  insert(text) {
    if (this.closed) return;
    const inside = this.root.contains(getSelection().anchorNode);
    const [a, b] = inside ? this.whole(...this.selection()) : [this.text.length, this.text.length];
    this.root.focus();
    this.put(a, b, text);
  }

  copy(event, cut) {
    const [a, b] = this.whole(...this.selection());
    if (a === b) return;
    event.clipboardData.setData("text/plain", this.text.slice(a, b));
    event.preventDefault();
    if (cut && !this.closed) this.cut(a, b);
  }

  keep() {
    this.past.push([this.text, ...this.selection()]);
    if (this.past.length > DEPTH) this.past.shift();
    this.future = [];
  }

  undo() { this.back(this.past, this.future); }

  redo() { this.back(this.future, this.past); }

  back(from, to) {
    const found = from.pop();
    if (!found) return;
    to.push([this.text, ...this.selection()]);
    const [text, a, b] = found;
    Object.assign(this, { text, list: null, typed: 0, armed: "" });
    this.draw();
    this.select(Math.min(a, text.length), Math.min(b, text.length));
    this.changed();
  }

  changed() { this.onchange(this); }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod && !event.altKey && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) this.redo(); else this.undo();
    } else if (mod && !event.altKey && event.key.toLowerCase() === "y") {
      event.preventDefault();
      this.redo();
    } else if (ARROWS[event.key] && !mod && !event.altKey) this.arrow(event);
    else this.onkey(event, this);
  }

  // One press, one step, however many elements lie between.
  arrow(event) {
    event.preventDefault();
    this.typed = 0;
    const found = getSelection();
    const at = () => this.offset(found.focusNode, found.focusOffset);
    const [before, whole] = [at(), !found.isCollapsed && !event.shiftKey];
    for (let n = 0; n < 4; n++) {
      found.modify(event.shiftKey ? "extend" : "move", ARROWS[event.key], "character");
      if (whole || at() !== before) break;
    }
  }
}
