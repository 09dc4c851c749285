"""Models and params as the command takes them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Union

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


def settings(params: Mapping[str, Any]) -> list[str]:
    """The flags that give params other values."""
    return [word for name, value in params.items() for word in ("--set", f"{name}={written(value)}")]
