"""Numbers that are given to the package, so that a wrong one is named."""

from __future__ import annotations

import math
import operator
from typing import Any

from ._errors import NefcError


def whole(name: str, value: Any) -> int:
    """An argument that is a whole number.

    Raises:
        TypeError: it is none.
    """
    try:
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} is a whole number, not {value!r}") from None


def real(name: str, value: Any) -> float:
    """An argument that is a finite number.

    Raises:
        TypeError: it is none.
        NefcError: it is nan or inf.
    """
    try:
        number = float(value) if not isinstance(value, str) else None
    except (TypeError, ValueError):
        number = None
    if number is None:
        raise TypeError(f"{name} is a number, not {value!r}")
    if not math.isfinite(number):
        raise NefcError(f"{name} is {number}: nan and inf are no numbers that a session takes")
    return number
