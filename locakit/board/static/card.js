// One unit on the page: where it stands, its source, its forms to edit, and what helps to judge them.

import { button, el, fill } from "./dom.js";
import { Editor } from "./editor.js";
import { inside } from "./marks.js";
import { diff, known, shown, visible } from "./text.js";

const STATES = { initial: "to do", translated: "translated", reviewed: "reviewed", final: "final" };

export function head(unit) {
  const facts = [
    STATES[unit.state], [unit.origin, unit.engine].filter(Boolean).join(" "), unit.by && `by ${unit.by}`,
    unit.at && unit.at.replace("T", " ").replace("Z", " UTC"),
  ].filter(Boolean);
  return el("header", { class: "head" },
    el("h2", {}, el("bdi", { text: visible(unit.key) })),
    el("p", { class: "where" }, el("span", { text: `${unit.marketName} · ` }), el("bdi", { text: visible(unit.resource) })),
    el("p", { class: "facts" },
      ...facts.map((text) => el("span", { class: "fact", text: visible(text) })),
      unit.stale && el("span", { class: "tag stale", text: "stale: the source has changed" }),
      ...unit.why.map((why) => el("span", { class: "tag note", text: `look at: ${why}` }))));
}

export function source(unit) {
  const single = Object.keys(unit.source).length === 1;
  const texts = Object.entries(unit.source).map(([name, pieces]) => el("div", { class: "form" },
    !single && el("h4", { text: name }), shown(pieces, unit.sourceLang, unit.sourceDir)));
  const notes = [["Note", unit.note], ["Context", unit.context], ["Used", unit.about],
    ["Flags", unit.flags.join(", ")]].filter(([, text]) => text);
  return el("section", { class: "source", "aria-labelledby": "source-title" },
    el("h3", { id: "source-title", text: `Source, ${unit.sourceLang}` }),
    el("div", { id: "before" }), ...texts,
    notes.length + unit.links.length > 0 && el("dl", { class: "notes" },
      ...notes.flatMap(([name, text]) => [el("dt", { text: name }), el("dd", { dir: "auto", text: visible(text) })]),
      unit.links.length > 0 && el("dt", { text: "Links" }),
      ...unit.links.map((href) => el("dd", {},
        el("a", { href, target: "_blank", rel: "noopener noreferrer", text: visible(href) })))));
}

export function before(unit, found) {
  const place = document.getElementById("before");
  if (!place) return;
  if (!found) { fill(place, el("p", { class: "hint", text: "The text it was translated from is not known any more." })); return; }
  fill(place, el("h4", { text: "What has changed" }), diff(found.marked, unit.sourceLang, unit.sourceDir));
}

export function forms(unit, drafts, hooks) {
  const editors = new Map();
  const chips = Object.values(unit.source).flat();
  const mine = [...Object.values(unit.pieces).flat(), ...(unit.proposal ? Object.values(unit.proposal.pieces).flat() : [])];
  const words = known([chips, mine]);
  const single = unit.forms.length === 1;
  const boxes = unit.forms.map(({ name, samples }) => {
    const [label, about] = [`form-${name}`, `faults-${name}`];
    const text = drafts?.[name] ?? unit.target[name] ?? "";
    const given = text === unit.target[name] ? unit.pieces[name] : null;
    const editor = new Editor({
      form: name, text, lang: unit.lang, dir: unit.dir, label: single ? "target-title" : label, about, known: words,
      list: given, onchange: hooks.changed, onkey: hooks.key,
    });
    editors.set(name, editor);
    return el("div", { class: "form" },
      !single && el("h4", { id: label }, el("span", { text: name }),
        samples.length > 0 && el("span", { class: "samples", text: ` ${samples.join(", ")}` })),
      editor.root,
      editor.closed && el("p", { class: "hint", text: "This text is too long to be edited here." }),
      el("div", { class: "counters", data: { form: name } }),
      el("ul", { class: "faults", id: about, data: { form: name }, "aria-label": single ? "Findings" : `Findings, ${name}` }));
  });
  const tray = el("div", { class: "tray", id: "tray", role: "group", "aria-label": "Placeholders of the source" });
  const node = el("section", { class: "target", "aria-labelledby": "target-title" },
    el("h3", { id: "target-title", text: `${unit.marketName}` }), ...boxes, tray);
  return { node, editors, chips: unique(chips) };
}

function unique(pieces) {
  const seen = new Map();
  for (const [kind, text] of pieces) if (kind) seen.set(text, kind);
  return [...seen];
}

// The source's placeholders to put in; those that are missing somewhere are told apart.
export function tray(chips, editors, insert) {
  const place = document.getElementById("tray");
  if (!place) return;
  const there = [...editors.values()].map((e) => e.chips());
  fill(place, ...chips.map(([text, kind], n) => {
    const missing = kind !== "icu" && kind !== "quoted" && there.every((some) => !some.includes(text));
    return el("button", {
      type: "button", class: missing ? "put missing" : "put", onclick: () => insert(text),
      "aria-label": `Insert ${visible(text)}${missing ? ", missing" : ""}`, "aria-keyshortcuts": n < 9 ? `Alt+${n + 1}` : null,
    }, el("bdi", { dir: "ltr", text: visible(text) }), missing && el("span", { class: "lack", text: "missing" }));
  }));
}

export function counters(card, list) {
  for (const place of card.querySelectorAll(".counters")) {
    fill(place, ...list.filter((c) => c.form === place.dataset.form).map(({ what, used, most }) => el("span", {
      class: most !== null && used > most ? "counter over" : used > most * 0.9 ? "counter near" : "counter",
      text: `${used} of ${most} ${what}`,
    })));
  }
}

export function faults(card, unit, findings, editors, act) {
  const places = [...card.querySelectorAll(".faults")];
  for (const place of places) {
    const here = (f) => f.form === place.dataset.form || (!editors.has(f.form) && place === places[0]);
    const mine = findings.filter(here);
    fill(place, ...mine.map((finding) => el("li", { class: `fault ${finding.severity}` },
      el("span", { class: `tag ${finding.severity}`, text: finding.severity }),
      el("bdi", { class: "message", text: visible(finding.message) }), el("code", { class: "rule", text: finding.rule }),
      inside(finding) && button("Show", () => act.show(finding), { class: "small" }),
      finding.fix && button("Fix", () => act.fix(finding), { class: "small" }))));
  }
}

export function terms(unit, present, insert) {
  if (!unit.terms.length) return null;
  return el("section", { class: "aid", "aria-labelledby": "terms-title" }, el("h3", { id: "terms-title", text: "Terms" }),
    el("ul", { class: "terms" }, ...unit.terms.map((term) => el("li", {},
      el("span", { class: present[term.source] ? "mark yes" : "mark no", text: present[term.source] ? "✓" : "✗",
        role: "img", "aria-label": present[term.source] ? "in the target" : "not in the target" }),
      el("bdi", { lang: unit.sourceLang, text: term.source }), " → ",
      ...term.use.map((use) => button(use, () => insert(use),
        { class: "put", lang: unit.lang, dir: unit.dir, "aria-label": `Insert ${use}` })),
      term.avoid.length > 0 && el("span", { class: "avoid" },
        "not ", el("bdi", { lang: unit.lang, text: term.avoid.join(", ") })),
      term.note && el("span", { class: "hint", text: term.note })))));
}

export function proposal(unit, take) {
  if (!unit.proposal) return null;
  const { engine, marked, at } = unit.proposal;
  return el("section", { class: "aid proposal", "aria-labelledby": "proposal-title" },
    el("h3", { id: "proposal-title", text: `Proposal by ${visible(engine)}` }),
    el("p", { class: "hint", text: `for the source as it is now, ${at.slice(0, 10)}; marked against what stands` }),
    diff(marked, unit.lang, unit.dir), button("Take the proposal", take, { "aria-keyshortcuts": "p" }));
}

export function memory(unit, matches, take) {
  if (!matches.length) return [el("p", { class: "hint", text: "The memory has nothing alike." })];
  return [el("ul", { class: "matches" }, ...matches.map((m) => el("li", {},
    el("p", { class: "facts" }, el("strong", { text: `${m.score} %` }), el("span", { class: "fact", text: m.market }),
      el("span", { class: "fact", text: m.origin })),
    diff(m.marked, unit.sourceLang, unit.sourceDir), shown(m.pieces, unit.lang, unit.dir),
    button("Use", () => take(m.forms), { class: "small" }))))];
}

export function comments(unit, written, send, note) {
  const field = el("textarea", { id: "remark", rows: "2", maxlength: "10000", dir: "auto", "aria-labelledby": "talk-title",
    oninput: (event) => note(event.target.value) });
  field.value = written || "";
  return el("section", { class: "aid", "aria-labelledby": "talk-title" }, el("h3", { id: "talk-title", text: "Comments" }),
    el("ol", { class: "talk" }, ...unit.comments.map((c) => el("li", {},
      el("p", { class: "facts" }, el("bdi", { class: "fact", text: visible(c.by) }),
        el("span", { class: "fact", text: c.at.slice(0, 16).replace("T", " ") }),
        c.earlier && el("span", { class: "tag note", text: "on an earlier text" })),
      el("p", { class: "said", dir: "auto", text: c.text.split("\n").map(visible).join("\n") })))),
    field, button("Comment", () => send(field.value), { "aria-keyshortcuts": "c" }));
}

export function near(unit) {
  if (!unit.near.length) return null;
  return el("section", { class: "aid", "aria-labelledby": "near-title" },
    el("h3", { id: "near-title", text: "Beside it" }),
    el("ul", { class: "near" }, ...unit.near.map((n) => el("li", {},
      el("p", { class: "hint" }, n.before ? "before: " : "after: ", el("bdi", { text: visible(n.key) })),
      shown(n.source, unit.sourceLang, unit.sourceDir, "text small"),
      shown(n.target, unit.lang, unit.dir, "text small")))));
}
