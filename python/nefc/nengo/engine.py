"""A written network, stepped by a session of nefc."""

from __future__ import annotations

import os
import tempfile

import numpy as np

from .._errors import NefcError
from .._session import Session
from .context import FILE, Context
from .errors import NotFinite
from .tables import Tables
from .text import seconds

_MODEL = "model.nef"


class Engine:
    """Steps a network. Its files lie in a folder that is gone when it is closed.

    Functions of time are tables, which are made longer before they end: the model is read again
    then, and goes on as it was.
    """

    def __init__(self, ctx: Context) -> None:
        self._ctx, self._folder = ctx, tempfile.TemporaryDirectory(prefix="nefc-")
        self._path = os.path.join(self._folder.name, _MODEL)
        if ctx.arrays:
            np.savez(os.path.join(self._folder.name, FILE), **ctx.arrays)
        self._session: Session | None = None
        self._tables = Tables(ctx.python, ctx.built.dt, self._folder.name)
        if not ctx.python:
            self._open()

    def text(self) -> str:
        """The model as it is run."""
        lines = [self._tables.line(line) for line in self._ctx.lines]
        return "\n".join([*lines, f"run 1s dt {seconds(self._ctx.built.dt)}", ""])

    def _open(self) -> None:
        with open(self._path, "w", encoding="utf-8") as f:
            f.write(self.text())
        self._session = Session(self._path)

    def step(self, n: int) -> None:
        """Makes n steps."""
        longer = self._tables.reach(n)
        if self._session is None:
            self._open()
        elif longer:
            self._session.edit(self.text())
        try:
            self._session.step(n, progress=False)
        except NefcError as e:
            if "became" in str(e):
                raise NotFinite(str(e)) from e
            raise

    def samples(self, label: str) -> np.ndarray:
        """What a probe recorded since the beginning: samples first."""
        return np.empty((0,)) if self._session is None else self._session[label]

    def reset(self) -> None:
        """Goes back to the beginning."""
        if self._session is not None:
            self._session.close()
            self._session = None
        self._tables = Tables(self._ctx.python, self._ctx.built.dt, self._folder.name)
        if not self._ctx.python:
            self._open()

    def close(self) -> None:
        """Ends the session; what was recorded can still be read."""
        if self._session is not None:
            self._session.close()
        self._folder.cleanup()
