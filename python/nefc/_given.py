"""Numbers that are given to the package, so that a wrong one is named."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ._errors import Diagnostic, NefcError

V = TypeVar("V")


def whole(name: str, value: Any) -> int:
    """An argument that is a whole number.

    Raises:
        TypeError: it is none.
    """
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is a whole number, not {value!r}") from None


def real(name: str, value: Any) -> float:
    """An argument that is a finite number.

    Raises:
        TypeError: it is none.
        NefcError: it is nan or inf.
    """
    try:
        number = float(value) if not isinstance(value, str) else None
    except (TypeError, ValueError):
        number = None
    if number is None:
        raise TypeError(f"{name} is a number, not {value!r}")
    if not math.isfinite(number):
        raise NefcError(f"{name} is {number}: nan and inf are no numbers that a session takes")
    return number


class Named(dict[str, V]):
    """Things by name, which say what there is where something else is asked for."""

    def __init__(self, kind: str, things: Iterable[tuple[str, V]] = ()):
        super().__init__(things)
        self.kind = kind

    def __missing__(self, name: object) -> V:
        raise KeyError(f"no {self.kind} is called {name!r}; there are {', '.join(self)}")

    def __reduce__(self) -> Any:
        return Named, (self.kind, list(self.items()))


def explained(found: Iterable[Diagnostic], ways: Mapping[str, str]) -> list[Diagnostic]:
    """Diagnostics, of which those of arguments that are no params say what was probably meant.

    Args:
        found: of the model.
        ways: by the names of such arguments.
    """
    heads = {f"--set {name}: `{name}` is not a `param`": way for name, way in ways.items()}
    return helped(found, lambda d: next((way for head, way in heads.items() if d.message.startswith(head)), ""))


def helped(found: Iterable[Diagnostic], way: Callable[[Diagnostic], str]) -> list[Diagnostic]:
    """Diagnostics with another way out, where there is one."""
    return [_helped(d, way(d)) for d in found]


def _helped(d: Diagnostic, text: str) -> Diagnostic:
    if not text:
        return d
    lines = d.rendered.rstrip("\n").split("\n")
    margin = next((line.index("=") for line in lines if line.lstrip().startswith("= ")), 2)
    lines = [line for line in lines if not line.lstrip().startswith("= help: ")]
    return replace(d, help=text, rendered="\n".join([*lines, " " * margin + f"= help: {text}"]) + "\n")
