"""Folders of results, which later runs may write over."""

from __future__ import annotations

import os
from pathlib import Path

from ._errors import NefcError

_LAST = "summary.json"  # what a run writes when all else is there


class Folder:
    """The folder of a run, and whether what is in it is still of that run.

    Nothing is read or copied for that: it remembers the summary that was there, whose file a
    later run replaces.
    """

    def __init__(self, path: Path):
        self.path = path
        self._was = _stamp(path / _LAST)

    def own(self, file: Path) -> Path:
        """A file of the run.

        Raises:
            NefcError: a later run wrote over it, or the folder is gone.
        """
        now = _stamp(self.path / _LAST)
        if now is None:
            raise NefcError(f"the results in {self.path} are not there any more")
        if now != self._was or (_stamp(file) or now)[0] > now[0]:
            raise NefcError(
                f"another run wrote over the results in {self.path}, and this one had not been read: "
                f'give each run its own folder, `nefc.run(model, out="out-1")`, read it before the next, or let `nefc.sweep` make the runs'
            )
        return file


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """What tells a file from one that replaced it; None of one that is not there."""
    try:
        found = os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
