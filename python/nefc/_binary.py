"""Where the command ``nefc`` is."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Iterator, Optional

from ._errors import NefcError

_NAME = "nefc.exe" if os.name == "nt" else "nefc"
_found: Optional[str] = None


def binary() -> str:
    """The path of the command: what the variable ``NEFC`` names, else the one that was
    installed with this package, else one on the path.

    Raises:
        NefcError: there is none.
    """
    global _found
    named = os.environ.get("NEFC")
    if named:
        path = shutil.which(named)
        if path is None:
            raise NefcError(f"the variable NEFC names {named}, which is no program")
        return os.path.abspath(path)
    if _found is None:
        _found = next((path for path in _candidates() if _is_command(path)), None)
    if _found is None:
        raise NefcError(
            "the command nefc is not installed: the wheels of this package carry it; "
            "else put it on the path or name it in the variable NEFC"
        )
    return _found


def _candidates() -> Iterator[str]:
    """Places where wheels put scripts, then the path."""
    yield os.path.join(os.path.dirname(sys.executable), _NAME)
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for up in ("", "..", os.path.join("..", ".."), os.path.join("..", "..", "..")):
        for scripts in ("bin", "Scripts"):
            yield os.path.normpath(os.path.join(home, up, scripts, _NAME))
    for folder in os.get_exec_path():
        yield os.path.abspath(os.path.join(folder, _NAME))


def _is_command(path: str) -> bool:
    """Tells a program from a script that would start this package again."""
    if not os.access(path, os.X_OK) or os.path.isdir(path):
        return False
    with open(path, "rb") as file:
        return file.read(2) != b"#!"
