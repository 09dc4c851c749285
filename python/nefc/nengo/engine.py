"""A written network, stepped by a session of nefc."""

from __future__ import annotations

import os
import weakref

import numpy as np

from .. import _servers
from .._errors import NefcError
from .._session import Session
from .context import FILE, Context
from .errors import NotFinite
from .text import seconds

_MODEL = "model.nef"
_SHORT = 100_000  # characters of a text that a request has room for; a longer one is written to a file


class Engine:
    """Steps a network.

    Parameters
    ----------
    ctx : what was written of it
    text : its statements
    dt : s, the time step
    """

    def __init__(self, ctx: Context, text: str, dt: float) -> None:
        self._ctx, self._text = ctx, f"{text}\nrun 1s dt {seconds(dt)}\n"
        self._server = _servers.take()
        self._end = weakref.finalize(self, self._server.close)
        try:
            self._write()
            self._session = self._begin()
        except BaseException:
            self._end()
            raise

    def _write(self) -> None:
        """Writes the model and its arrays where its server opens it."""
        if self._ctx.arrays:
            np.savez(os.path.join(self._server.folder, FILE), **self._ctx.arrays)
        if len(self._text) > _SHORT:
            with open(os.path.join(self._server.folder, _MODEL), "w", encoding="utf-8") as f:
                f.write(self._text)

    def _begin(self) -> Session:
        """A session at the beginning, with functions of Python that have not been called."""
        model = self._text if len(self._text) <= _SHORT else _MODEL
        external = {node.name: node.begin() for node in self._ctx.python}
        return Session(model, folder=self._server.folder, external=external, _process=self._server.process)

    def step(self, n: int) -> None:
        """Makes n steps."""
        try:
            self._session.step(n, progress=False)
        except NefcError as e:
            if "became" in str(e):
                raise NotFinite(str(e)) from e
            raise

    @property
    def steps(self) -> int:
        """The number of steps made since the beginning."""
        return self._session.steps

    def samples(self, label: str) -> np.ndarray:
        """What a probe recorded since the beginning: samples first."""
        return self._session[label]

    def reset(self) -> None:
        """Goes back to the beginning."""
        self._session._leave()
        self._session = self._begin()

    def close(self) -> None:
        """Ends the session, and lets its server wait for the next; what was recorded can still be read."""
        if not self._end.alive:
            return
        try:
            self._session._leave()
        except NefcError:  # it has ended already
            self._end()
            return
        self._end.detach()
        _servers.give(self._server)
