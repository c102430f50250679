// Texts on the page: placeables and invisible characters as chips, changes as marked words, nothing as markup.

import { el } from "./dom.js";

const NAMES = {
  0x09: "TAB", 0x0d: "CR", 0xa0: "NBSP", 0xad: "SHY", 0x61c: "ALM", 0x2007: "FIGSP", 0x200b: "ZWSP", 0x200e: "LRM",
  0x200f: "RLM", 0x2028: "LS", 0x2029: "PS", 0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF", 0x202d: "LRO", 0x202e: "RLO",
  0x202f: "NNBSP", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0xfeff: "BOM",
};
const WORDS = {
  0x09: "tab", 0xa0: "no-break space", 0xad: "soft hyphen", 0x200b: "zero-width space", 0x200e: "left-to-right mark",
  0x200f: "right-to-left mark", 0x202f: "narrow no-break space", 0x202d: "left-to-right override",
  0x202e: "right-to-left override", 0x2060: "word joiner",
};
// Controls, direction marks, spaces that look like others, halves of characters. Joiners (U+200C, U+200D) are letters' own.
const MARKS = new RegExp(
  "[\\0-\\x09\\x0b-\\x1f\\x7f-\\xa0\\xad\\u061c\\u2007\\u200b\\u200e\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff"
  + "\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}]|\\p{Cs}", "gu");

export function markName(c) {
  const code = c.codePointAt(0);
  return NAMES[code] || `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

export function visible(text) {
  return text.replace(MARKS, (c) => (c === "\u00a0" || c === "\t" ? " " : `‹${markName(c)}›`));
}

export function chip(kind, raw) {
  const mark = kind === "mark";
  const word = mark ? WORDS[raw.codePointAt(0)] || markName(raw) : `${visible(raw)}, ${kindName(kind)}`;
  const name = mark ? "chip mark" : kind === "icu" ? "chip icu" : "chip";
  return el("span", {
    class: name, role: "img", "aria-label": word, contenteditable: "false", dir: "ltr", translate: "no",
    title: mark ? word : `${kindName(kind)}: ${visible(raw)}`, data: { raw }, text: mark ? markName(raw) : visible(raw),
  });
}

function kindName(kind) {
  if (kind === "icu") return "ICU syntax";
  if (kind === "tag") return "tag";
  if (kind === "url" || kind === "email") return "address";
  return ["code", "link", "emphasis", "entity", "quoted"].includes(kind) ? kind : "placeholder";
}

// Tokens are [kind, text] in reading order; plain text has an empty kind, an invisible character the kind "mark".
export function tokens(pieces) {
  const out = [];
  for (const [kind, text] of pieces) {
    if (kind) { out.push([kind, text]); continue; }
    let at = 0;
    for (const hit of text.matchAll(MARKS)) {
      if (hit.index > at) out.push(["", text.slice(at, hit.index)]);
      out.push(["mark", hit[0]]);
      at = hit.index + hit[0].length;
    }
    if (at < text.length) out.push(["", text.slice(at)]);
  }
  return out;
}

// Pieces of a text that is being written: the placeables that are known by their wording.
export function pieces(text, known) {
  if (!known) return [["", text]];
  const out = [];
  let at = 0;
  for (const hit of text.matchAll(known.pattern)) {
    if (hit.index > at) out.push(["", text.slice(at, hit.index)]);
    out.push([known.kinds.get(hit[0]), hit[0]]);
    at = hit.index + hit[0].length;
  }
  if (at < text.length) out.push(["", text.slice(at)]);
  return out;
}

export function known(lists) {
  const kinds = new Map();
  for (const list of lists) for (const [kind, text] of list) if (kind && text) kinds.set(text, kind);
  if (!kinds.size) return null;
  const words = [...kinds.keys()].sort((a, b) => b.length - a.length).slice(0, 500);
  return { kinds, pattern: new RegExp(words.map((w) => w.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join("|"), "g") };
}

export function nodes(list) {
  return tokens(list).map(([kind, text]) => (kind ? chip(kind, text) : document.createTextNode(text)));
}

export function shown(list, lang, dir, cls = "text") {
  return el("div", { class: cls, lang, dir }, ...nodes(list));
}

const SIDES = { gone: ["del", "removed: "], come: ["ins", "added: "] };

export function diff(marked, lang, dir) {
  const parts = marked.map(([kind, text]) => {
    const inner = nodes([["", text]]);
    if (!SIDES[kind]) return inner;
    const [tag, word] = SIDES[kind];
    return [el(tag, {}, el("span", { class: "hidden", text: word }), ...inner)];
  });
  return el("div", { class: "text diff", lang, dir }, ...parts.flat());
}

// A caret can stand only in text: where chips meet, and at the ends, there is a character that nobody sees.
export const HOLD = "\u200b";

export function held(list) {
  const out = [];
  const hold = () => Object.assign(document.createTextNode(HOLD), { holds: true });
  for (const node of nodes(list)) {
    const chip = node.nodeType !== Node.TEXT_NODE;
    if (chip && out.at(-1)?.nodeType !== Node.TEXT_NODE) out.push(hold());
    out.push(node);
  }
  if (out.length && out.at(-1).nodeType !== Node.TEXT_NODE) out.push(hold());
  return out;
}

// What a selection of chips and text says, character by character.
export function raw(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.holds ? node.data.replace(HOLD, "") : node.data;
  if (node.nodeType === Node.ELEMENT_NODE) {
    if (node.dataset.raw !== undefined) return node.dataset.raw;
    if (node.tagName === "BR") return node.dataset.end ? "" : "\n";
    if (node.classList.contains("hidden")) return "";
  }
  return [...node.childNodes].map(raw).join("");
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const field = event.target?.closest?.("input, textarea, [contenteditable]");
  if (field || !selection.rangeCount || selection.isCollapsed) return;
  const part = selection.getRangeAt(0).cloneContents();
  if (!part.querySelector(".chip")) return;
  event.clipboardData.setData("text/plain", raw(part));
  event.preventDefault();
});
