"""A bar that says how far a run is."""

from __future__ import annotations

import sys
import time
from typing import Optional

_WIDTH = 30
_PATIENCE = 0.5  # s before a bar is shown: what is over by then needs none
_DOING = {"solved": "building", "steps": "running", "cells": "cells"}


def watched() -> bool:
    """Whether somebody sees standard error: a terminal or a notebook."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules


class Bar:
    """A bar on standard error."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._doing = ""
        self._since = self._began
        self._shown = 0

    def update(self, name: str, of: str, done: int, total: int) -> None:
        """Show that so many of something are done."""
        now = time.monotonic()
        if self._doing != name + of:
            self._doing, self._since = name + of, now
        if now - self._began < _PATIENCE or total <= 0:
            return
        full = _WIDTH * done // total
        left = self._left(done, total, now)
        rest = "" if left is None else f", {left:.0f} s left"
        text = f"{name} {_DOING.get(of, of)} [{'#' * full}{'.' * (_WIDTH - full)}] {100 * done // total} %{rest}"
        sys.stderr.write("\r" + text.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(text)

    def _left(self, done: int, total: int, now: float) -> Optional[float]:
        if done <= 0:
            return None
        return (now - self._since) / done * (total - done)

    def close(self) -> None:
        """Take the bar away."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0
