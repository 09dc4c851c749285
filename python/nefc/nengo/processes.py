"""Processes: Nengo's own sequences, drawn by Nengo's own code."""

from __future__ import annotations

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


def node(built: Model, seeds: dict[SimProcess, int], name: str, process: nengo.Process, output, size: int, inputs: int = 0) -> PythonNode:
    """A node that steps a process, whose operator ends in the signal ``output``."""
    op = next(op for op in built.operators if isinstance(op, SimProcess) and op.process is process and op.output is output)

    def begin():
        shape_in, shape_out, dt = (inputs,), (size,), built.dt
        state = process.make_state(shape_in, shape_out, dt, dtype=np.float64)
        return process.make_step(shape_in, shape_out, dt, np.random.RandomState(seeds[op]), state)

    return PythonNode(name, begin, inputs, size)
