"""One HTML page for a browser, a mail or paper: no script, no network, nothing in a text has an effect."""

from __future__ import annotations

from collections.abc import Iterable

_STYLE = """\
:root{color-scheme:light dark;--line:#8884;--mark:#ffd54f;--quiet:#737373;--error:#c5221f;--warning:#9a6700;
--info:#0b6bcb}
@media(prefers-color-scheme:dark){:root{--quiet:#a3a3a3;--error:#ff8a80;--warning:#f2c14e;--info:#7ab7ff;--mark:#7a5c00}}
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}summary{cursor:pointer;font-weight:600;padding:.5rem 0;overflow-wrap:anywhere}
table{border-collapse:collapse;margin:1rem 0}th,td{text-align:start;padding:.2rem 1.5rem .2rem 0;vertical-align:top}
td.n{text-align:end;font-variant-numeric:tabular-nums}th{font-weight:600;border-bottom:1px solid var(--line)}
article{border-top:1px solid var(--line);padding:.6rem 0}p{margin:.2rem 0}
.error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}b{font-weight:600}
code,.at,small{color:var(--quiet)}code{font-size:.9em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.3rem 0 0}dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}mark{background:var(--mark);color:inherit}
ins{background:#1a7f3733}del{background:#c5221f2b}
mark:empty{border-inline-start:2px solid var(--error)}
@media print{body{margin:0;max-width:none;font-size:10pt}article{break-inside:avoid}
mark,ins,del{outline:1px solid;print-color-adjust:exact}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def sheet(project: str, body: Iterable[str], style: str = "") -> str:
    """The page around lines that are HTML already, as is the project's name; ``style`` is CSS of its own."""
    title = " · ".join(filter(None, ("locakit", project)))
    return "\n".join([
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>", f"<style>\n{_STYLE}{style}</style>\n</head>\n<body>", *body, "</body>\n</html>", "",
    ])  # fmt: skip
