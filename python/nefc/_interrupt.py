"""Ctrl-C that waits until what is under way is whole."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any, Optional


class Later:
    """While it holds, the first Ctrl-C is noted and raised at the end; the second is
    raised at once. In other threads than the main one there is nothing to hold."""

    def __init__(self) -> None:
        self._before: Any = None
        self._noted = False

    def __enter__(self) -> Later:
        self._noted = False
        if threading.current_thread() is threading.main_thread():
            before = signal.getsignal(signal.SIGINT)
            if callable(before):
                self._before = before
                signal.signal(signal.SIGINT, self._note)
        return self

    def _note(self, number: int, frame: Optional[FrameType]) -> None:
        if self._noted:
            self._before(number, frame)
        self._noted = True

    def __exit__(self, kind: object, *_: object) -> None:
        before, self._before = self._before, None
        if before is None:
            return
        signal.signal(signal.SIGINT, before)
        if self._noted and kind is None:
            before(signal.SIGINT, None)

    def paused(self) -> Now:
        """A while in which Ctrl-C is raised at once, as before."""
        return Now(self)


class Now:
    """A pause of :class:`Later`."""

    def __init__(self, later: Later):
        self._later = later

    def __enter__(self) -> None:
        if self._later._before is not None:
            signal.signal(signal.SIGINT, self._later._before)

    def __exit__(self, *_: object) -> None:
        if self._later._before is not None:
            signal.signal(signal.SIGINT, self._later._note)
