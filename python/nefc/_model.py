"""Models and params as the command takes them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Union

from ._errors import NefcError

Model = Union[str, "os.PathLike[str]"]


def is_text(model: Model) -> bool:
    """A string with a line break is a model's text, any other a path."""
    return isinstance(model, str) and "\n" in model


def written(value: Any) -> str:
    """A value of a param as a model has it: numbers, lists of numbers, words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist"):  # of NumPy
        return written(value.tolist())
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(written(v) for v in value) + "]"
    return repr(value)


_ROOM = 30_000 if os.name == "nt" else 100_000  # characters of a command, which systems limit


def settings(params: Mapping[str, Any]) -> list[str]:
    """The flags that give params other values.

    Raises:
        NefcError: they are longer than a command may be.
    """
    given = [f"{name}={written(value)}" for name, value in params.items()]
    if sum(map(len, given)) > _ROOM:
        longest = max(given, key=len)
        name = longest.partition("=")[0]
        raise NefcError(
            f"the value of {name} has {len(longest) - len(name) - 1} characters, and all params together may have {_ROOM}: "
            f"write the numbers to a file, numpy.savez('{name}.npz', {name}=...), which the model reads: `from \"{name}.npz:{name}\"`"
        )
    return [word for one in given for word in ("--set", one)]
