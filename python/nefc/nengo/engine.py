"""A written network, stepped by a session of nefc."""

from __future__ import annotations

import os
import tempfile

import numpy as np

from .._errors import NefcError
from .._session import Session
from .context import FILE, Context
from .errors import NotFinite
from .text import seconds

_MODEL = "model.nef"


class Engine:
    """Steps a network. Its files lie in a folder that is gone when it is closed.

    Parameters
    ----------
    ctx : what was written of it
    text : its statements
    dt : s, the time step
    """

    def __init__(self, ctx: Context, text: str, dt: float) -> None:
        self._ctx, self._folder = ctx, tempfile.TemporaryDirectory(prefix="nefc-")
        self._path = os.path.join(self._folder.name, _MODEL)
        if ctx.arrays:
            np.savez(os.path.join(self._folder.name, FILE), **ctx.arrays)
        with open(self._path, "w", encoding="utf-8") as f:
            f.write(f"{text}\nrun 1s dt {seconds(dt)}\n")
        self._session = self._begin()

    def _begin(self) -> Session:
        """A session at the beginning, with functions of Python that have not been called."""
        return Session(self._path, external={node.name: node.begin() for node in self._ctx.python})

    def step(self, n: int) -> None:
        """Makes n steps."""
        try:
            self._session.step(n, progress=False)
        except NefcError as e:
            if "became" in str(e):
                raise NotFinite(str(e)) from e
            raise

    def samples(self, label: str) -> np.ndarray:
        """What a probe recorded since the beginning: samples first."""
        return self._session[label]

    def reset(self) -> None:
        """Goes back to the beginning."""
        self._session.close()
        self._session = self._begin()

    def close(self) -> None:
        """Ends the session; what was recorded can still be read."""
        self._session.close()
        self._folder.cleanup()
