"""What can go wrong, and what the checker says of a model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional, Sequence

if TYPE_CHECKING:
    from ._result import Result

_SHOWN = 20  # diagnostics that the command prints


@dataclass(frozen=True)
class Diagnostic:
    """Something that the checker, or a run, says of a line of a model.

    Attributes:
        severity: ``"error"`` or ``"warning"``.
        code: such as ``"NEF010"``; ``nefc explain NEF010`` tells more.
        message: what is so.
        file: of the place.
        line: of the place, from 1.
        column: of the place in characters, from 1.
        help: a way out; ``""`` for none.
        rendered: all of it as the command prints it, with the line and carets.
        fields: all fields of ``--json``.
    """

    severity: str
    code: str
    message: str
    file: str
    line: int
    column: int
    help: str
    rendered: str
    fields: dict[str, Any] = field(repr=False, compare=False)

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Diagnostic:
        """The diagnostic of an object of JSON."""
        own = {k: fields.get(k, "") for k in ("severity", "code", "message", "file", "help", "rendered")}
        return cls(line=fields.get("line", 0), column=fields.get("column", 0), fields=fields, **own)

    def __str__(self) -> str:
        return self.rendered


def rendered(diagnostics: Sequence[Diagnostic]) -> str:
    """Diagnostics as the command prints them."""
    text = "\n".join(d.rendered for d in diagnostics[:_SHOWN])
    if len(diagnostics) > _SHOWN:
        text += f"\nand {len(diagnostics) - _SHOWN} more\n"
    return text


# What of a diagnostic has a colour of a terminal, which notebooks show too: as the command has them.
_COLOURS = {r"^error\[\w+\]": "1;31", r"^warning\[\w+\]": "1;33", r"^ *(-->|=|\d* \|)": "1;34", r"(?<= )\^+.*": "1;31"}


def coloured(line: str) -> str:
    """A line of a diagnostic with colours."""
    for pattern, colour in _COLOURS.items():
        line = re.sub(pattern, f"\x1b[{colour}m\\g<0>\x1b[0m", line)
    return line


class NefcError(Exception):
    """A request that was not done: files, names, values out of range."""


class ModelError(NefcError):
    """A model with errors. As text it is what the command prints, with places and ways
    out.

    Attributes:
        diagnostics: what was found, errors and warnings.
        result: what a run that failed had written until then; None of a model that did
            not run.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic], result: Optional[Result] = None):
        super().__init__(diagnostics)
        self.diagnostics = list(diagnostics)
        self.result = result

    def __str__(self) -> str:
        return "\n" + rendered(self.diagnostics).rstrip("\n")

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback: the fault is in the model."""
        return [coloured(line) for line in str(self).lstrip("\n").split("\n")]


class ModelWarning(UserWarning):
    """Something that a model probably does not mean, or an expectation that failed."""


class RunInterrupted(NefcError):
    """A run that was ended before its time; what it recorded is on disk."""
