"""Processes: Nengo's own sequences, drawn by Nengo's own code."""

from __future__ import annotations

import math
from typing import Any, Callable

import nengo
import numpy as np
from nengo.builder import Model
from nengo.builder.processes import SimProcess
from nengo.utils.graphs import toposort
from nengo.utils.numpy import maxint
from nengo.utils.simulator import operator_dependency_graph

from .context import PythonNode


def seeds(built: Model, seed: int) -> dict[SimProcess, int]:
    """The seed with which each process begins in a simulator of a seed.

    Those that have none of their own draw one, in the order in which a simulator makes its operators.
    """
    rng = np.random.RandomState(seed)
    out = {}
    for op in toposort(operator_dependency_graph(built.operators)):
        if isinstance(op, SimProcess):
            out[op] = rng.randint(maxint) if op.process.seed is None else op.process.seed
    return out


def begun(process: nengo.Process, inputs: int, size: int, dt: float, seed: int) -> Callable:
    """The function of a process, at its beginning. Without outputs it is 0; what returns nothing all the same is nan, as in Nengo."""
    state = process.make_state((inputs,), (size,), dt, dtype=np.float64)
    step = process.make_step((inputs,), (size,), dt, np.random.RandomState(seed), state)

    def values(*args: Any) -> Any:
        y = step(*args)
        if not size:
            return 0.0
        return math.nan if y is None else y

    return values


def node(built: Model, seeds: dict[SimProcess, int], name: str, process: nengo.Process, output, size: int, inputs: int = 0) -> PythonNode:
    """A node that steps a process, whose operator ends in the signal ``output``."""
    op = next(op for op in built.operators if isinstance(op, SimProcess) and op.process is process and op.output is output)

    return PythonNode(name, lambda: begun(process, inputs, size, built.dt, seeds[op]), inputs, max(1, size))
