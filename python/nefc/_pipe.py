"""Speaks nefc/1 with ``nefc serve --stdio``: docs/protocol.md describes it."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import tempfile
from collections.abc import Callable
from typing import Any

from ._binary import binary
from ._errors import Diagnostic, ModelError, NefcError

PROTOCOL = "nefc/1"

_HEAD = struct.Struct("<IB")  # of a message: length, kind
_JSON, _QUESTION = ord("J"), ord("X")
_ROOM = 1 << 16  # bytes that are read at once


class Gone(NefcError):
    """The server ended."""


class Pipe:
    """A server of a session of its own, at the other end of two pipes.

    Args:
        folder: whose models it opens.
        on_frame: is handed each frame of numbers, as a view that holds until it returns.
        on_message: is handed each notification.
        on_question: is handed each question of the server, as a view, and returns the
            answer; what it raises ends the request, and is raised by it.
    """

    def __init__(
        self,
        folder: str,
        on_frame: Callable[[memoryview], None],
        on_message: Callable[[dict[str, Any]], None],
        on_question: Callable[[memoryview], Any] = bytes,
    ):
        self._on_frame = on_frame
        self._on_question = on_question
        self._raised: BaseException | None = None
        self._on_message = on_message
        self._complaints = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [binary(), "serve", "--stdio"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
        )
        assert self._process.stdin and self._process.stdout
        self._to = self._process.stdin.fileno()
        self._from = self._process.stdout
        self._buffer = bytearray(_ROOM)
        self._view = memoryview(self._buffer)
        self._start = self._end = 0
        self._last = 0
        self.request("hello", protocol=PROTOCOL, client="python", mode="record")

    def request(self, method: str, **params: Any) -> Any:
        """Ask for something and wait for the answer. Frames that come before it are handed
        on.

        Raises:
            ModelError: a model, or an expression, has errors.
            NefcError: what was asked cannot be done.
        """
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        self.send(_JSON, json.dumps(message, separators=(",", ":")).encode())
        try:
            answer = self._answer()
        except KeyboardInterrupt:  # what was asked for is done before anything else is
            self._answer()
            raise
        if self._raised is not None:
            raised, self._raised = self._raised, None
            raise raised
        if "error" in answer:
            raise _error(answer["error"])
        return answer["result"]

    def _answer(self) -> dict[str, Any]:
        """The answer to the last request. What comes before it is handed on."""
        while True:
            kind, payload = self.receive()
            if kind == _QUESTION:
                self._reply(payload)
                continue
            if kind != _JSON:
                self._on_frame(payload)
                continue
            answer: dict[str, Any] = json.loads(bytes(payload))
            if answer.get("id") == self._last:
                return answer
            self._on_message(answer)

    def _reply(self, question: memoryview) -> None:
        """Answer a question; with nothing if that raises something."""
        try:
            answer = self._on_question(question)
        except BaseException as raised:  # the request ends first
            self._raised, answer = raised, b""
        self.send(_QUESTION, answer)

    def send(self, kind: int, payload: bytes) -> None:
        """Send a message."""
        self.write(_HEAD.pack(len(payload), kind) + payload)

    def write(self, data: Any) -> None:
        """Write bytes to the server."""
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._to, view) :]
        except (BrokenPipeError, ValueError, OSError) as error:
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
            n = self._from.readinto(self._view[self._end :])  # type: ignore[attr-defined]
            if not n:
                raise self._gone()
            self._end += n

    def _gone(self) -> Gone:
        """Says why the server ended."""
        code = self._process.wait()
        self._complaints.seek(0)
        text = self._complaints.read().decode(errors="replace").strip()
        return Gone(text or f"nefc ended with exit code {code}")

    def close(self) -> None:
        """End the server."""
        process = self._process
        if process.stdin and not process.stdin.closed:
            process.stdin.close()
            process.stdout.close()  # type: ignore[union-attr]
            process.wait()
            self._complaints.close()


def _error(fields: dict[str, Any]) -> NefcError:
    """The exception of an error of the protocol."""
    found = [Diagnostic.of(d) for d in fields.get("diagnostics") or []]
    if found:
        return ModelError(found)
    code = fields.get("nef")
    return NefcError(fields["message"] + (f" ({code})" if code else ""))
