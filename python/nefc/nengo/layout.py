"""A network as a text that people read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import nengo

from .context import Context, statement
from .names import Names, identifier

# What options are without being written.
_USUAL = {
    "ensemble": {"dims": "1", "radius": "1", "neurons": "lif"},
    "array": {"dims": "1", "radius": "1", "neurons": "lif"},
    "connect": {"synapse": "5ms"},
    "probe": {"synapse": "none"},
    "learn": {"pre_synapse": "5ms", "post_synapse": "5ms", "theta_synapse": "1s", "beta": "1"},
}
_FOLDED = ("ensemble", "connect", "probe")  # whose options may become those of a line `defaults`
_FEW = 3  # statements that are not worth such a line
_DECLARES = re.compile(r"(\w+) (?:([\w.]+)(?=[ :]|$))?")
_ORDER = ("vocab", "node", "ensemble", "array", "network", "connect", "learn", "probe")


@dataclass
class Line:
    """A statement: what it begins with, its options, and what is said of it."""

    head: str
    options: dict[str, str]
    note: str = ""

    @cached_property
    def kind(self) -> str:
        """The word that it begins with."""
        return self.head.split()[0]

    @cached_property
    def name(self) -> str:
        """What it declares; ``""`` for a connection or probe without a label."""
        match = _DECLARES.match(self.head)
        name = match[2] if match and match[2] else ""
        return name if self.kind in ("node", "ensemble", "array") or f"{self.kind} {name}:" in self.head else ""


@dataclass
class Readable(Context):
    """A network that is written for people.

    ``variables`` are what objects are called in the program that made them, ``scopes`` the networks
    that they belong to.
    """

    statements: list[Line] = field(default_factory=list)
    variables: dict[int, str] = field(default_factory=dict)
    scopes: dict[int, str] = field(default_factory=dict)
    labels: bool = False  # whether each probe has its label
    _note: str = ""

    def add(self, head: str, **options: str | None) -> None:
        self.statements.append(Line(head, {k: v for k, v in options.items() if v is not None}, self._note))
        self._note = ""

    def note(self, text: str) -> None:
        self._note = text

    def compute(self, node, source) -> None:
        self.note(f'in Python{self.reason()}; nefc.Session(model, external={{"{node.name}": f}}) computes it')
        super().compute(node, source)

    def reason(self) -> str:
        """Why the function that is spoken of is no expression; nothing of a process."""
        why, self.why = self.why, None
        return f", as {' '.join(why().split())}" if why else ""

    def label(self, obj: Any) -> str | None:
        own = self.own_label(obj)
        scope = self.scopes.get(id(obj), "")
        return f"{scope}{own or ''}" if scope else own

    def own_label(self, obj: object) -> str | None:
        """The label of an object, or the variable that it is kept in."""
        return super().label(obj) or self.variables.get(id(obj))

    def text(self, top: str) -> str:
        """The statements, one block a network, behind what stands at the top."""
        folded = {kind: self._common(kind) for kind in _FOLDED}
        lines = [top, *(statement(f"defaults {kind}", usual) for kind, usual in folded.items() if usual)]
        lines += self._block("", folded)
        return "\n".join(lines) + "\n"

    def _common(self, kind: str) -> dict[str, str]:
        """Options with which all statements of a kind agree, and which are not what they are anyhow."""
        lines = [x.options for x in self.statements if x.kind == kind]
        if len(lines) < _FEW:
            return {}
        shared = set.intersection(*(set(x.items()) for x in lines))
        each = {"dims", "seed"} | {k for k, v in shared if v.startswith("from ")}
        return {k: v for k, v in lines[0].items() if (k, v) in shared and _USUAL[kind].get(k) != v and k not in each}

    def _block(self, scope: str, folded: dict[str, dict[str, str]]) -> list[str]:
        """The statements of a network, by kind, and its networks."""
        places = [_place(x) for x in self.statements]
        own = [x for x, place in zip(self.statements, places) if place == scope]
        inner = dict.fromkeys(place[: place.index(".", len(scope)) + 1] for place in places if place.startswith(scope) and place != scope)
        out: list[str] = []
        for kind in _ORDER:
            part = [self._line(x, scope, folded) for x in own if x.kind == kind]
            for name in inner if kind == "network" else ():
                inside = ["  " + x.replace("\n", "\n  ") if x else "" for x in self._block(name, folded)[1:]]
                part += ["", f"network {name[len(scope):-1]} {{", *inside, "}"]
            if part:
                out += [""] * (part[0] != "") + part
        return out

    def _line(self, x: Line, scope: str, folded: dict[str, dict[str, str]]) -> str:
        usual = _USUAL.get(x.kind, {}) | folded.get(x.kind, {})
        head = x.head
        if x.kind in ("connect", "probe") and not self._needed(x):
            head = re.sub(rf"^{x.kind} [\w.]+: ", f"{x.kind} ", head)
        options = {k: v for k, v in x.options.items() if usual.get(k) != v and (k, v) != ("keep", "none")}
        text = statement(head, options)
        if scope:
            text = _outside_quotes(rf"(?<![\w.]){re.escape(scope)}", text)
        return f"# {x.note}\n{text}" if x.note else text

    def _needed(self, x: Line) -> bool:
        """Whether a connection or a probe needs its label: somebody chose it, or refers to it, or another is of the same."""
        short = x.name.rpartition(".")[2]
        if self.labels or not re.fullmatch(r"[cp]\d+", short):
            return True
        of = x.head.split(": ", 1)[1]
        if sum(y.kind == x.kind and y.head.split(": ", 1)[-1] == of for y in self.statements) > 1:
            return True
        word = re.compile(rf"(?<![\w.]){re.escape(x.name)}(?![\w])")
        return any(y is not x and any(word.search(part) for part in (y.head, *y.options.values())) for y in self.statements)


def _outside_quotes(pattern: str, text: str) -> str:
    """A text without what a pattern finds, but for what stands in quotes."""
    parts = re.split(r'("[^"]*")', text)
    return "".join(part if k % 2 else re.sub(pattern, "", part) for k, part in enumerate(parts))


def _place(x: Line) -> str:
    """The network that a statement belongs to, with a point behind it."""
    return x.name.rpartition(".")[0] + "." if "." in x.name else ""


def scopes(network: nengo.Network, label: Callable[[object], str | None], names: Names, whole: set[object]) -> dict[int, str]:
    """For each object the networks that it belongs to, with points behind them; those that are
    ``whole`` have a name, and hold nothing."""
    out: dict[int, str] = {}

    def visit(net: nengo.Network, scope: str) -> None:
        for obj in [*net.ensembles, *net.nodes, *net.connections]:
            out[id(obj)] = scope
        for inner in net.networks:
            if inner in names:  # it is there twice
                continue
            name = names.give(inner, scope + identifier(label(inner) or ""), "net")
            visit(inner, scope if inner in whole else f"{name}.")

    visit(network, "")
    return out
