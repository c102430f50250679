"""How a report looks, on a screen and on paper; colours of the charts are those of the page, light and dark."""

STYLE = """\
:root{--ink:currentColor;--grid:#8883;--final:#0b3d66;--reviewed:#2a78b8;--translated:#8fc1e6;--initial:#d4d4d4;
--l1:#0b6bcb;--l2:#c5221f;--l3:#1a7f37;--l4:#8250df;--l5:#9a6700;--l6:#57606a}
@media(prefers-color-scheme:dark){:root{--grid:#fff2;--final:#cfe6f8;--reviewed:#69b1e8;--translated:#2d6799;
--initial:#454545;--l1:#7ab7ff;--l2:#ff8a80;--l3:#6fdd8b;--l4:#c8a6ff;--l5:#f2c14e;--l6:#b0b8c0}}
html{background:Canvas;color:CanvasText}
h2{font-size:1.15rem;margin:2.2rem 0 .4rem;border-top:1px solid var(--line);padding-top:.8rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem}p,li{max-width:46rem}nav ul{list-style:none;display:flex;flex-wrap:wrap;
gap:.2rem 1rem;padding:0}a{color:var(--info)}.quiet{color:var(--quiet)}
.wide,figure{overflow-x:auto}table{margin:.6rem 0}caption{text-align:start;color:var(--quiet);padding:.2rem 0}
caption span{display:inline-block;position:sticky;inset-inline-start:0;max-width:calc(100vw - 2rem)}
th[scope=row]{font-weight:400;border-bottom:0}th,td{white-space:nowrap}
th.n{text-align:end}tbody tr:nth-child(even){background:#8881}
td.long,th.long{white-space:normal;min-width:10rem;max-width:26rem;overflow-wrap:anywhere}
figure{margin:.8rem 0}figure svg{display:block;width:100%;min-width:30rem;max-width:42rem;height:auto}
dl.sum{display:flex;flex-wrap:wrap;gap:.6rem 2.2rem;margin:1rem 0}dl.sum div{display:flex;flex-direction:column-reverse}
dl.sum dd{font-size:1.5rem;font-variant-numeric:tabular-nums}
@media print{@page{margin:15mm}.wide,figure{overflow:visible}nav{display:none}h2,h3,caption{break-after:avoid}
thead{display:table-header-group}tr,figure{break-inside:avoid}th,td{padding-inline-end:.5rem}body{padding:0}
th,td{white-space:normal;overflow-wrap:break-word}td.n{white-space:nowrap}
table{font-size:8pt;max-width:100%}td.long,th.long{min-width:0}caption span{max-width:none}
figure svg{min-width:0;max-width:16cm;print-color-adjust:exact}
a{color:inherit;text-decoration:none}}
@media print and (prefers-color-scheme:dark){:root{color-scheme:light;--final:#0b3d66;--reviewed:#2a78b8;
--translated:#8fc1e6;--initial:#d4d4d4;--quiet:#737373;--error:#c5221f;--warning:#9a6700;--info:#0b6bcb;--l1:#0b6bcb;
--l2:#c5221f;--l3:#1a7f37;--l4:#8250df;--l5:#9a6700;--l6:#57606a}}
"""
