"""The session in which a network runs: ``nefc serve --stdio`` at the other end of a pipe."""

from __future__ import annotations

import os
import shutil
import struct
import tempfile

import numpy as np

from .._errors import NefcError
from .._pipe import Pipe
from .context import FILE, Context
from .errors import NotFinite, Unsupported
from .text import seconds

_MODEL = "network.nef"
_FRAME = struct.Struct("<BBHIddII")  # docs/protocol.md: version, kind, stream, number, t, every, n, width and flags


class Engine:
    """Runs what a network was written as.

    Functions of time alone are called once for each step, in order, before the steps are
    made, and what they returned is a table that the model reads. More steps make another
    table, and the model is loaded anew with it; nothing else in it changes.
    """

    def __init__(self, ctx: Context) -> None:
        for node in ctx.python:
            if node.inputs:
                raise Unsupported(node.name, "computed in Python from what arrives, and no expression of it; nefc cannot call Python in a step")
        self._ctx = ctx
        self._folder = tempfile.mkdtemp(prefix="nefc-")
        if ctx.arrays:
            np.savez(os.path.join(self._folder, FILE), **ctx.arrays)
        self._pipe = Pipe(self._folder, self._frame, lambda message: None)
        self._version = 0
        self.reset()

    def reset(self) -> None:
        """Goes back to the beginning; functions begin anew."""
        if self._version:
            self._pipe.request("close")
        self._version = self._steps = 0
        self._tables = {node.name: np.zeros((0, node.size)) for node in self._ctx.python}
        self._functions = {node.name: node.begin() for node in self._ctx.python}
        self._labels: dict[int, str] = {}
        self._rows: dict[str, list[np.ndarray]] = {}

    def step(self, n: int) -> dict[str, np.ndarray]:
        """Makes n steps and returns what each probe recorded in them, a sample in a row."""
        more = self._tabulate(self._steps + n)
        if not self._version:
            self._open()
        elif more:
            self._reload()
        self._rows = {label: [] for label in self._labels.values()}
        try:
            self._pipe.request("step", n=n)
        except NefcError as error:
            if "finite" in str(error):
                raise NotFinite(str(error)) from error
            raise
        self._steps += n
        return {label: np.concatenate(rows) for label, rows in self._rows.items() if rows}

    def _tabulate(self, steps: int) -> bool:
        """Calls functions until there is a row for each of so many steps; whether any was called."""
        have = max((len(table) for table in self._tables.values()), default=steps)
        if have >= steps:
            return False
        dt = self._ctx.built.dt
        new = {node.name: np.zeros((steps - have, node.size)) for node in self._ctx.python}
        for row in range(steps - have):
            for name, function in self._functions.items():
                new[name][row] = function((have + row + 1) * dt)
        self._tables = {name: np.concatenate([table, new[name]]) for name, table in self._tables.items()}
        return True

    def _text(self) -> str:
        """The model, with the tables of this version instead of functions."""
        self._version += 1
        tables = f"tables{self._version}.npz"
        if self._tables:
            np.savez(os.path.join(self._folder, tables), **self._tables)
        dt = seconds(self._ctx.built.dt)
        lines = list(self._ctx.lines)
        for i, line in enumerate(lines):
            for node in self._ctx.python:
                if line.startswith(f"node {node.name} = external("):
                    lines[i] = f'node {node.name} = npy("{tables}:{node.name}", hold={dt}) dims {node.size}'
        return "\n".join([*lines, f"run 1s dt {dt}", ""])

    def _open(self) -> None:
        with open(os.path.join(self._folder, _MODEL), "w", encoding="utf-8") as file:
            file.write(self._text())
        self._pipe.request("open", path=_MODEL)
        for recorded in self._ctx.probes.values():
            if recorded.label is not None:
                stream = self._pipe.request("watch", what="probe", of=recorded.label)["stream"]
                self._labels[stream] = recorded.label

    def _reload(self) -> None:
        """Loads the model with longer tables; states go on."""
        text = self._text()
        answer = self._pipe.request("edit", version=self._version, text=text)
        wrong = [d["rendered"] for d in answer["diagnostics"] if d["severity"] == "error"]
        if wrong:
            raise NefcError("\n".join(wrong))
        old = os.path.join(self._folder, f"tables{self._version - 1}.npz")
        if os.path.exists(old):
            os.remove(old)

    def _frame(self, frame: memoryview) -> None:
        _, _, stream, _, _, _, n, width = _FRAME.unpack_from(frame)
        label = self._labels.get(stream)
        if label is not None:
            width &= 0xFFFFFF
            self._rows[label].append(np.frombuffer(frame, "<f8", n * width, _FRAME.size).reshape(n, width).copy())

    def close(self) -> None:
        """Ends the session."""
        self._pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)
