// Light, dark, or what the system says.

import { $ } from "./dom.js";

const WAYS = ["system", "light", "dark"];

function stored(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

export function store(name, value) {
  try { localStorage.setItem(name, value); } catch { /* a browser without storage forgets it */ }
}

export { stored };

function show(way) {
  if (way === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = way;
  $("theme").textContent = `Theme: ${way}`;
}

export function theme() {
  let way = WAYS.includes(stored("locakit-theme")) ? stored("locakit-theme") : "system";
  show(way);
  $("theme").addEventListener("click", () => {
    way = WAYS[(WAYS.indexOf(way) + 1) % WAYS.length];
    store("locakit-theme", way);
    show(way);
  });
}
