// Faults underlined in the texts that are being written, without touching their elements (CSS Custom Highlight API).

const LEVELS = ["info", "warning", "error"];

export function underline(editors, findings) {
  if (!("highlights" in CSS)) return;
  for (const level of LEVELS) {
    const ranges = [];
    for (const finding of findings) {
      const editor = editors.get(finding.form);
      if (finding.severity !== level || !editor || finding.target !== editor.text || !inside(finding)) continue;
      ranges.push(editor.range(...finding.span));
    }
    if (ranges.length) CSS.highlights.set(`fault-${level}`, new Highlight(...ranges));
    else CSS.highlights.delete(`fault-${level}`);
  }
}

// A fault has a place where it is a part of the text: what is missing is missing everywhere.
export function inside({ span: [a, b], target }) {
  return b > a && b <= target.length && b - a < target.length;
}

export function clear() {
  if ("highlights" in CSS) for (const level of LEVELS) CSS.highlights.delete(`fault-${level}`);
}
