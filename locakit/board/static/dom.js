// Elements made without markup: everything that comes from a project enters the page as text.

export const $ = (id) => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (name === "class") node.className = value;
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function button(text, act, props = {}) {
  return el("button", { type: "button", text, onclick: act, ...props });
}

export function fill(node, ...children) {
  node.replaceChildren(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function say(text) {
  $("said").textContent = text;
}

export function alarm(text) {
  $("alarm").textContent = text;
}

export function toast(text, { bad = false, label = "", act = null, id = null } = {}) {
  const close = () => node.remove();
  const node = el("div", { class: bad ? "toast bad" : "toast", data: id === null ? {} : { unit: String(id) } },
    el("p", { text }),
    label && button(label, () => { close(); act(); }),
    button("×", close, { "aria-label": "Close this message", class: "close" }));
  $("toasts").append(node);
  while ($("toasts").children.length > 4) $("toasts").firstElementChild.remove();
  if (!bad) setTimeout(close, 6000);
  return node;
}

export const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
