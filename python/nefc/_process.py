"""Servers, ``nefc serve --stdio``, as processes at the other end of two pipes."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import weakref
from typing import Any

from ._binary import binary
from ._errors import NefcError

_HEAD = struct.Struct("<IB")  # of a message: length, kind
_ROOM = 1 << 16  # bytes that are read at once
_PATIENCE = 5.0  # s in which a server ends whose input has ended


class Gone(NefcError):
    """The server ended."""


class Process:
    """A server, and the messages to and from it.

    Args:
        folder: whose models it opens.

    Attributes:
        program: the path of the command.
        greeted: whether somebody has said hello.
    """

    def __init__(self, folder: str):
        self.program = binary()
        self.greeted = False
        self._complaints = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [self.program, "serve", "--stdio"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
            **_APART,
        )
        assert self._process.stdin and self._process.stdout
        self._to = self._process.stdin
        self._from = self._process.stdout
        self._buffer = bytearray(_ROOM)
        self._view = memoryview(self._buffer)
        self._start = self._end = 0
        self._ended = "the session is closed"
        _all.add(self)

    @property
    def runs(self) -> bool:
        """Whether it is there and answers."""
        return not self._to.closed and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number that the system gave it."""
        return self._process.pid

    def send(self, kind: int, payload: bytes) -> None:
        """Send a message."""
        view = memoryview(_HEAD.pack(len(payload), kind) + payload)
        try:
            while view:
                view = view[os.write(self._to.fileno(), view) :]
        except (ValueError, OSError) as error:
            raise self._gone() from error

    def receive(self) -> tuple[int, memoryview]:
        """The next message: its kind, and its bytes, which hold until the next call."""
        if self._end - self._start < _HEAD.size:
            self._fill(_HEAD.size)
        length, kind = _HEAD.unpack_from(self._buffer, self._start)
        self._start += _HEAD.size
        if self._end - self._start < length:
            self._fill(length)
        at = self._start
        self._start += length
        return kind, self._view[at : self._start]

    def _fill(self, need: int) -> None:
        """Read until so many bytes are there."""
        rest = self._end - self._start
        if self._start + need > len(self._buffer):
            old = self._view[self._start : self._end]
            if need > len(self._buffer):
                self._buffer = bytearray(need + _ROOM)
            view = memoryview(self._buffer)
            view[:rest] = bytes(old)
            self._view, self._start, self._end = view, 0, rest
        elif not rest:
            self._start = self._end = 0
        while self._end - self._start < need:
            try:
                n = self._from.readinto(self._view[self._end :])  # type: ignore[attr-defined]
            except ValueError as error:  # closed
                raise self._gone() from error
            if not n:
                raise self._gone()
            self._end += n

    def _gone(self) -> Gone:
        """Says why the server ended."""
        if self._to.closed:
            return Gone(self._ended)
        code = self._process.wait()
        self._complaints.seek(0)
        text = self._complaints.read().decode(errors="replace").strip()
        return Gone(text or f"nefc ended with exit code {code}: begin another session or simulator")

    def close(self, patience: float = _PATIENCE) -> None:
        """End the server, by force if it has not ended after a time (s)."""
        if self._to.closed:
            return
        self._to.close()
        self._from.close()
        self._complaints.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:  # whoever was forked holds the pipe, or it hangs
            self._process.kill()
            self._process.wait()

    def _forget(self) -> None:
        """Leave the server to the process that started it: this one was forked from it."""
        self._to.close()
        self._from.close()
        self._complaints.close()
        self._process.returncode = 0  # nobody waits for it here
        self._ended = "the session belongs to the process that this one was forked from"


# Ctrl-C is for Python, which ends a stretch between two steps.
_APART: dict[str, Any] = {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}

_all: weakref.WeakSet[Process] = weakref.WeakSet()


def _forked() -> None:
    for process in list(_all):
        process._forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
