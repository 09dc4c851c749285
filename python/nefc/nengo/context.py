"""What the parts of a network are written into: a text, its arrays, what stays in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import nengo
import numpy as np

if TYPE_CHECKING:
    from .arrays import Array

from .functions import expressions, obstacle, outside, why_not
from .names import Names

FILE = "params.npz"  # of the arrays that a text names


@dataclass
class PythonNode:
    """A node that is computed in Python, once a step.

    Attributes
    ----------
    name : in the model
    begin : makes the function to call, at the start and at each reset: ``f(t)``, or ``f(t, x)`` if there are inputs
    inputs : numbers in ``x``; 0 for a function of time alone
    size : numbers that it returns
    """

    name: str
    begin: Callable[[], Callable]
    inputs: int
    size: int


@dataclass
class Recorded:
    """A probe of the network, as the model records it.

    Attributes
    ----------
    label : of the probe in the model; ``""`` for what never changes
    shape : of a sample; ``None`` for that which nefc gives it
    constant : the sample, of what never changes
    """

    label: str
    shape: tuple[int, ...] | None
    constant: np.ndarray | None = None


@dataclass
class Context:
    """A network as it is being written.

    ``names`` are those that objects have in the model, ``numbers`` says where its parameters come from.
    """

    names: Names
    numbers: "Numbers"
    lines: list[str] = field(default_factory=lambda: ["seed 0"])
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    python: list[PythonNode] = field(default_factory=list)
    probes: dict[object, Recorded] = field(default_factory=dict)
    drawn: list[object] = field(default_factory=list)  # ensembles whose spikes nefc draws itself
    arrays_of: list["Array"] = field(default_factory=list)  # ensembles that are written as one
    kept: bool = False  # some function of the network may write what another reads
    traced: list[tuple[str, Callable, dict[str, object]]] = field(default_factory=list)  # expressions: where, of what, what it read
    why: Callable[[], str] | None = None  # why the last function is no expression, if nobody has said that yet
    dt: float = 0.001  # s, the time step
    short: bool = False  # components are written without what they have by default

    def add(self, head: str, **options: str | None) -> None:
        """Adds a statement, with the options that are not ``None``."""
        self.lines.append(statement(head, options))

    def expressions(self, f: Callable, inputs: Sequence[str], size: int, place: str, time: bool = False) -> list[str] | None:
        """A function as expressions (:func:`functions.expressions`); ``None`` if it has to stay one of Python."""
        read = outside(f)
        shared = self.kept and bool(read)
        out = None if shared else expressions(f, inputs, size, time)
        self.why = None
        if out is None:
            written = f"it reads `{next(iter(read))}`, which another function may write" if shared else ""
            self.why = lambda: obstacle(f) or written or why_not(f, inputs, size, time)
        if out is not None and read:
            self.traced.append((place, f, read))
        return out

    def label(self, obj: Any) -> str | None:
        """What an object should be called."""
        return obj.label and obj.label.replace(".", "_")

    def note(self, text: str) -> None:
        """Says something of the next statement to those who read the model."""

    def reason(self) -> str:
        """What a note says of why a function is no expression."""
        return ""

    def array(self, name: str, values: np.ndarray) -> str:
        """Keeps an array and returns how an option names it."""
        self.arrays[name] = np.ascontiguousarray(values, dtype=np.float64)
        return f'from "{FILE}:{name}"'

    def compute(self, node: PythonNode, source: str | None) -> None:
        """Adds a node of Python, which reads ``source``."""
        reads = f", {source}" if source else ""
        self.add(f'node {node.name} = external("{node.name}"{reads})', dims=str(node.size))
        self.python.append(node)


def statement(head: str, options: Mapping[str, str | None]) -> str:
    """A statement as a line."""
    return " ".join([head, *(f"{name} {value}" for name, value in options.items() if value is not None)])


class Numbers(Protocol):
    """Where the parameters of a network come from: what Nengo's builder found, or what it would have drawn from."""

    def ensemble(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        """The options of a population that say what its neurons are like."""

    def full(self, ctx: Context, conn: nengo.Connection, name: str) -> dict[str, str | None]:
        """Those of a connection whose weights from neurons to neurons are solved."""

    def decoded(self, ctx: Context, conn: nengo.Connection, name: str) -> tuple[str, dict[str, str | None]]:
        """What a connection reads of a population, and its options."""

    def transform(self, ctx: Context, conn: nengo.Connection) -> Any:
        """The weights of a transform as they are sampled, or what they are drawn from."""

    def noise(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        """The options for the noise of a population."""

    def process(self, ctx: Context, node: nengo.Node, name: str, source: str | None) -> None:
        """Writes a node that is a process."""

    def of_time(self, ctx: Context, f: Callable, name: str, size: int) -> None:
        """Writes a node that is a function of time alone."""

    def probe(self, ctx: Context, probe: nengo.Probe) -> nengo.Connection | None:
        """The connection that a probe is at the end of, if it is."""

    def shape(self, probe: nengo.Probe) -> tuple[int, ...] | None:
        """The shape of its samples; ``None`` if nothing is known before it is built."""

    def constant(self, probe: nengo.Probe) -> np.ndarray | None:
        """What it records, if that never changes."""
