"""Servers that serve one network after the other: to start one takes longer than to run a
small network. At most one waits for the next; it ends with this program."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from typing import Optional

from ._binary import binary
from ._errors import NefcError
from ._process import Process


class Server:
    """A server and a folder of its own.

    Attributes:
        process: the server.
        folder: for the files of models; gone when the server is closed, or nobody refers to it.
    """

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="nefc-")
        try:
            self.process = Process(self.folder)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.close = weakref.finalize(self, _end, self.process, self.folder, os.getpid())


def _end(process: Process, folder: str, owner: int) -> None:
    process.close()
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


class _Waiting:
    """The server that waits, and the thread that starts one."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.server: Optional[Server] = None
        self.starts: Optional[threading.Thread] = None

    def start(self) -> None:
        try:
            give(Server())
        except (NefcError, OSError):  # who needs one is told
            pass


_waiting = _Waiting()


def ahead() -> None:
    """Start a server in the background, for who will need one."""
    with _waiting.lock:
        if _waiting.server is None and _waiting.starts is None:
            _waiting.starts = threading.Thread(target=_waiting.start, daemon=True)
            _waiting.starts.start()


def take() -> Server:
    """A server that serves nobody."""
    with _waiting.lock:
        starts, _waiting.starts = _waiting.starts, None
    if starts is not None:
        starts.join()
    with _waiting.lock:
        server, _waiting.server = _waiting.server, None
    if server is None or not server.process.runs or server.process.program != binary():
        return Server()
    return server


def give(server: Server) -> None:
    """Let a server wait for the next, unless another does."""
    with _waiting.lock:
        if _waiting.server is None and server.process.runs:
            _waiting.server = server
            return
    server.close()


def _forked() -> None:
    global _waiting
    _waiting = _Waiting()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
