"""Nodes of a model that are computed here, once a step."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

_HEAD = struct.Struct("<ddII")  # of a question: time, time step, steps, nodes
_ONE = struct.Struct("<d")
_NODE = struct.Struct("<II")  # of a node in it: its number, how many numbers it reads

Function = Callable[..., Any]


class Externals:
    """Answers what a server asks.

    Args:
        functions: by the names that the model gives them: ``f(t)`` or ``f(t, a, b)`` with
            the time in s and what the node reads, each ``(dims,)``. They return the node's
            numbers, or one for all.
    """

    def __init__(self, functions: Mapping[str, Function]):
        for name, f in functions.items():
            if not callable(f):
                raise TypeError(f"external {name} is a function, not {f!r}")
        self._functions = functions
        self._nodes: list[tuple[str, Function, list[slice], int]] = []

    @property
    def names(self) -> list[str]:
        """The names that there are functions for."""
        return list(self._functions)

    def tell(self, nodes: Sequence[Mapping[str, Any]]) -> None:
        """Take which nodes the model has, as ``open`` tells them."""
        self._nodes = []
        for node in nodes:
            ends = np.cumsum([0, *node["inputs"]])
            parts = [slice(int(a), int(b)) for a, b in zip(ends, ends[1:])]
            self._nodes.append((node["node"], self._functions[node["name"]], parts, node["dims"]))

    def answer(self, question: memoryview) -> bytes:
        """The answer to a question: the numbers of each node, step by step."""
        t, dt, steps, nodes = _HEAD.unpack_from(question)
        at, out = _HEAD.size, []
        for _ in range(nodes):
            number, size = _NODE.unpack_from(question, at)
            at += _NODE.size
            name, f, parts, dims = self._nodes[number]
            if parts:
                x = np.frombuffer(question, np.float64, size, at).copy()
                at += 8 * size
                y = f(t, x) if len(parts) == 1 else f(t, *[x[part] for part in parts])
                out.append(_numbers(y, dims, name))
                continue
            first = round(t / dt)
            out += [_numbers(f(k * dt), dims, name) for k in range(first, first + steps)]
        return b"".join(out)


def _numbers(y: Any, dims: int, name: str) -> bytes:
    """What a function returned, as ``dims`` numbers."""
    if dims == 1 and type(y) is float:
        return _ONE.pack(y)
    if type(y) is np.ndarray and y.dtype == np.float64 and y.shape == (dims,):
        return y.tobytes()
    try:
        return np.broadcast_to(np.asarray(y if y is not None else "", np.float64), (dims,)).tobytes()
    except (TypeError, ValueError):
        wanted = "a number" if dims == 1 else f"{dims} numbers"
        raise ValueError(f"the function of node {name} returned {y!r}, which is not {wanted}") from None
