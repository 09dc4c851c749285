"""How numbers, times and indices are written in a model."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import SupportsFloat

import numpy as np


def number(x: SupportsFloat) -> str:
    """A number with all its digits."""
    x = float(x)
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    text = repr(x)
    return text[:-2] if text.endswith(".0") else text


def seconds(x: float) -> str:
    """A time (s) with its unit: of the exact spellings the one that people would write."""
    x = float(x)
    for unit, digits in (("s", 0), ("ms", 3), ("us", 6)):
        mantissa = round(x * 10**digits, 9)
        if abs(mantissa) >= 1 and float(f"{number(mantissa)}e-{digits}") == x:
            return number(mantissa) + unit
    return number(x) + "s"


def vector(values: Iterable[float]) -> str:
    """A list of numbers."""
    return "[" + ", ".join(number(v) for v in values) + "]"


def matrix(rows: np.ndarray) -> str:
    """A list of rows."""
    return "[" + ", ".join(vector(row) for row in rows) + "]"


def index(part, size: int) -> str:
    """A slice or list of ``size`` elements as an index; nothing for all of them in order."""
    if isinstance(part, slice) and part == slice(None):
        return ""
    chosen = np.arange(size)[part].reshape(-1)
    if len(chosen) == size and np.array_equal(chosen, np.arange(size)):
        return ""
    first, last = int(chosen[0]), int(chosen[-1])
    if len(chosen) > 1 and np.array_equal(chosen, np.arange(first, last + 1)):
        return f"[{first}:{last + 1}]"
    return "[" + ", ".join(str(int(k)) for k in chosen) + "]"
