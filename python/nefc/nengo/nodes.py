"""Nodes."""

from __future__ import annotations

import math
from typing import Callable

import nengo
import numpy as np
from nengo.exceptions import SimulationError
from nengo.utils.numpy import is_array_like

from .context import Context, PythonNode
from .text import vector


def write(ctx: Context, node: nengo.Node) -> None:
    """Writes a node; what arrives at one that computes is a node of its own (:func:`target`)."""
    name, output = ctx.names[node], node.output
    if is_array_like(output):
        if output.size:
            ctx.add(f"node {name} = {vector(np.ravel(output))}")
        return
    if output is None:
        if node.size_in:
            ctx.add(f"node {name}", dims=str(node.size_in))
        return
    source = None
    if node.size_in:
        source = ctx.names.give((node, "in"), f"{name}_in", "node")
        ctx.add(f"node {source}", dims=str(node.size_in))
    if isinstance(output, nengo.Process):
        ctx.numbers.process(ctx, node, name, source)
    elif not node.size_in:
        ctx.numbers.of_time(ctx, output, name, node.size_out)
    else:
        function(ctx, name, output, source, node.size_in, node.size_out, time=True)


def target(ctx: Context, node: nengo.Node) -> str:
    """The name of what connections to a node end in."""
    return ctx.names[(node, "in")] if (node, "in") in ctx.names else ctx.names[node]


def function(ctx: Context, name: str, f: Callable, source: str | None, inputs: int, size: int, time: bool) -> None:
    """Writes a node that is a function of another one: an expression, or Python."""
    if source and size:
        elements = [source] if inputs == 1 else [f"{source}[{k}]" for k in range(inputs)]
        exprs = ctx.expressions(f, elements, size, name, time)
        if exprs is not None:
            value = exprs[0] if size == 1 else f"[{', '.join(exprs)}]"
            ctx.add(f"node {name} = {value}", synapse=None if ctx.short else "none")
            return
    ctx.compute(PythonNode(name, lambda: caller(f, inputs, size, time), inputs, max(1, size)), source)


def caller(f: Callable, inputs: int, size: int, time: bool) -> Callable[..., np.ndarray | float]:
    """A function as it is called in a step: ``f(t)``, ``f(t, x)`` or ``f(x)``.

    ``x`` is the function's own. What it returns is checked as Nengo checks it; without outputs it
    is called all the same.
    """
    name = getattr(f, "__name__", type(f).__name__)

    def call(t: float, x: np.ndarray | None = None) -> np.ndarray | float:
        args = (() if not time else (t,)) + (() if x is None else (x,))
        y = f(*args)
        if type(y) is float and size == 1 and math.isfinite(y):
            return y
        out = np.zeros(max(1, size))
        if not size:
            return out
        try:
            if y is None or not np.all(np.isfinite(y)):
                raise SimulationError(f"Function '{name}' returned non-finite value")
            out[...] = y
        except (TypeError, ValueError) as e:
            raise SimulationError(f"Function '{name}' returned a value {y!r} of invalid type {type(y)!r}") from e
        return out

    return call
