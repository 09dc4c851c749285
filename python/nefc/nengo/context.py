"""What the parts of a network are written into: a text, its arrays, what stays in Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

import numpy as np
from nengo.builder import Model

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
    label : of the probe in the model; ``None`` for what never changes
    shape : of a sample
    constant : the sample, of what never changes
    """

    label: str | None
    shape: tuple[int, ...]
    constant: np.ndarray | None = None


@dataclass
class Context:
    """A network as it is being written.

    ``built`` is what Nengo's builder made of it, ``order`` the numbers with which its processes begin.
    """

    built: Model
    names: Names
    lines: list[str] = field(default_factory=lambda: ["seed 0"])
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    python: list[PythonNode] = field(default_factory=list)
    probes: dict[object, Recorded] = field(default_factory=dict)
    drawn: list[object] = field(default_factory=list)  # ensembles whose spikes nefc draws itself
    seeds: dict[object, int] = field(default_factory=dict)  # of processes, by their operators

    def add(self, line: str) -> None:
        """Adds a statement."""
        self.lines.append(line)

    def array(self, name: str, values: np.ndarray) -> str:
        """Keeps an array and returns how an option names it."""
        self.arrays[name] = np.ascontiguousarray(values, dtype=np.float64)
        return f'from "{FILE}:{name}"'

    def compute(self, node: PythonNode, source: str | None) -> None:
        """Adds a node of Python, which reads ``source``."""
        reads = f", {source}" if source else ""
        self.add(f'node {node.name} = external("{node.name}"{reads}) dims {node.size}')
        self.python.append(node)
