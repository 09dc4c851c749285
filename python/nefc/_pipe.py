"""Speaks nefc/1 with a server: docs/protocol.md describes it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Optional

from ._errors import Diagnostic, ModelError, NefcError
from ._interrupt import Later
from ._process import Gone, Process

PROTOCOL = "nefc/1"

_JSON, _QUESTION = ord("J"), ord("X")
_MOST = 1 << 20  # bytes of a request


class Pipe:
    """A session's requests and their answers.

    Args:
        process: the server.
        on_frame: is handed each frame of numbers, as a view that holds until it returns.
        on_message: is handed each notification.
        on_question: is handed each question of the server, as a view, and returns the
            answer; what it raises ends the request, and is raised by it.
    """

    def __init__(
        self,
        process: Process,
        on_frame: Callable[[memoryview], None],
        on_message: Callable[[dict[str, Any]], None],
        on_question: Callable[[memoryview], bytes],
    ):
        self._process: Optional[Process] = process
        self._later = Later()
        self._on_frame = on_frame
        self._on_question = on_question
        self._raised: BaseException | None = None
        self._on_message = on_message
        self._last = 0
        self._one = threading.RLock()
        self._waits = False
        if not process.greeted:
            self.request("hello", protocol=PROTOCOL, client="python", mode="record")
            process.greeted = True

    def request(self, method: str, **params: Any) -> Any:
        """Ask for something and wait for the answer. Frames that come before it are handed
        on. Threads ask one after the other. Ctrl-C is raised when the answer is there; of
        ``open``, and the second time, at once, which ends the server.

        Raises:
            ModelError: a model, or an expression, has errors.
            NefcError: what was asked cannot be done.
        """
        with self._one:
            if self._process is None:
                raise Gone("the session is closed")
            if self._waits:
                raise NefcError("a session can be asked nothing while it waits for a function of Python")
            self._waits = True
            try:
                wait: Any = self._later if method != "open" else nullcontext()  # no session is lost that is not open yet
                with wait:
                    answer = self._asked(self._process, method, params)
            finally:
                self._waits = False
                raised, self._raised = self._raised, None
        if raised is not None:
            raise raised
        if "error" in answer:
            raise _error(answer["error"])
        return answer["result"]

    def leave(self) -> None:
        """Close the model. The server may serve others; nothing can be asked here any more."""
        self.request("close")
        self._process = None

    def _asked(self, process: Process, method: str, params: dict[str, Any]) -> dict[str, Any]:
        """Sends a request, and takes what comes until its answer, which is returned. If that
        fails nobody knows what comes next, so the server ends."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        try:
            request = json.dumps(message, separators=(",", ":"), allow_nan=False).encode()
        except ValueError:
            raise NefcError(f"{method}: nan and inf are no numbers that a session takes") from None
        if len(request) > _MOST:
            raise NefcError(f"{method}: {len(request)} bytes are more than the {_MOST} that a request may have: name a file instead")
        try:
            process.send(_JSON, request)
            return self._taken(process)
        except BaseException:
            process.close(patience=0)
            raise

    def _taken(self, process: Process) -> dict[str, Any]:
        while True:
            kind, payload = process.receive()
            if kind == _QUESTION:
                process.send(_QUESTION, self._reply(payload))
                continue
            if kind != _JSON:
                self._on_frame(payload)
                continue
            answer: dict[str, Any] = json.loads(bytes(payload))
            if answer.get("id") == self._last:
                return answer
            self._on_message(answer)

    def _reply(self, question: memoryview) -> bytes:
        """The answer to a question; nothing if that raises something."""
        try:
            with self._later.paused():
                return self._on_question(question)
        except BaseException as raised:  # the request ends first
            self._raised = raised
            return b""


def _error(fields: dict[str, Any]) -> NefcError:
    """The exception of an error of the protocol."""
    found = [Diagnostic.of(d) for d in fields.get("diagnostics") or []]
    if found:
        return ModelError(found)
    code = fields.get("nef")
    return NefcError(fields["message"] + (f" ({code})" if code else ""))
