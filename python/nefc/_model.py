"""Models and params as the command takes them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Union

from ._errors import NefcError

Model = Union[str, "os.PathLike[str]"]


def is_text(model: Model) -> bool:
    """A string with a line break is a model's text, any other a path.

    Raises:
        TypeError: it is neither.
        NefcError: it is empty, or holds what is no text.
    """
    if not isinstance(model, (str, os.PathLike)):
        raise TypeError(f"a model is a path or a text, not {model!r}")
    if model == "":
        raise NefcError("a model is a path, or a text that has a line break; '' is neither")
    if not isinstance(model, str) or "\n" not in model:
        return False
    try:
        model.encode()
    except UnicodeEncodeError as error:
        line = model.count("\n", 0, error.start) + 1
        raise NefcError(f"line {line} of the model has {model[error.start]!r}, which is half of a character") from None
    return True


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
