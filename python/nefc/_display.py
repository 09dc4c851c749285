"""How results look in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ._result import Result

_MOST_PLOTS = 12
_MOST_ROWS = 60


def html(result: Result) -> str:
    """Expectations as a table, below them the plots that the run drew."""
    if result.cells:
        rows = [[r.cell, "yes" if r.ok else "no"] for r in result.cells]
        return table(["cell", "all expectations met"], rows)
    parts = [f"<p><b>{escape(str(result.summary['experiment']))}</b>, seed {result.seed}</p>"]
    expectations = [[x.outcome, x.text, "" if x.value is None else f"{x.value:.4g}", x.because] for x in result.expectations]
    if expectations:
        parts.append(table(["", "expectation", "value", "because"], expectations))
    drawings = [path for path in result.files if path.suffix == ".svg"][:_MOST_PLOTS]
    parts += [f"<div style='display:inline-block'>{result._of.own(path).read_text('utf-8')}</div>" for path in drawings]
    return "\n".join(parts)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """An HTML table; of long ones the first rows, and how many follow."""
    lines = ["<table><tr>" + "".join(f"<th>{escape(h)}</th>" for h in head) + "</tr>"]
    for row in rows[:_MOST_ROWS]:
        lines.append("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>")
    lines.append("</table>")
    if len(rows) > _MOST_ROWS:
        lines.append(f"<p>and {len(rows) - _MOST_ROWS} more</p>")
    return "\n".join(lines)
