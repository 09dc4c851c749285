"""Functions of time as tables of what they are in each step."""

from __future__ import annotations

import itertools
import os

import numpy as np

from .context import PythonNode
from .errors import Unsupported
from .text import seconds

_AHEAD = 1000  # steps that are computed at once of what nobody can see being computed
_numbers = itertools.count()


class Tables:
    """What nodes of Python are in each step so far.

    All are called step by step, in order, at the times at which Nengo calls them.
    """

    def __init__(self, nodes: list[PythonNode], dt: float, folder: str) -> None:
        for node in nodes:
            if node.inputs:
                raise Unsupported(node.name, "a function of Python that reads something")
        self._nodes, self._dt, self._folder = nodes, dt, folder
        self._step = [node.begin() for node in nodes]
        self._rows: list[list[np.ndarray]] = [[] for _ in nodes]
        self._made = self._asked = 0
        self._file = ""

    def reach(self, n: int) -> bool:
        """Makes tables long enough for n more steps; reports whether they were not."""
        self._asked += n
        if not self._nodes or self._asked <= self._made:
            return False
        until = self._asked
        if all(node.pure for node in self._nodes):
            until = max(until, self._made + _AHEAD)
        for k in range(self._made + 1, until + 1):
            for node, f, rows in zip(self._nodes, self._step, self._rows):
                rows.append(np.broadcast_to(np.asarray(f(k * self._dt), dtype=float), (node.size,)).copy())
        self._made = until
        self._file = f"tables{next(_numbers)}.npz"
        np.savez(os.path.join(self._folder, self._file), **{node.name: np.array(rows) for node, rows in zip(self._nodes, self._rows)})
        return True

    def line(self, line: str) -> str:
        """A statement with the table instead of the node of Python that it declares."""
        if " = external(" not in line:
            return line
        name = line.split()[1]
        return f'node {name} = npy("{self._file}:{name}", hold={seconds(self._dt)}){line[line.index(" dims "):]}'
