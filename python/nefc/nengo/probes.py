"""Probes."""

from __future__ import annotations

import nengo
import numpy as np
from nengo.connection import LearningRule
from nengo.ensemble import Neurons

from . import connections, ensembles, learning, synapses
from .context import Context, Recorded
from .errors import Unsupported
from .text import index, seconds, vector

_ENSEMBLE = {"input": "input", "scaled_encoders": "scaled_encoders"}
_NEURONS = {"output": "neurons", "spikes": "neurons", "rates": "neurons", "input": "current"}
_RULE = {"activities": "pre_filtered"}


def write(ctx: Context, probe: nengo.Probe) -> None:
    """Writes a probe."""
    label, shape = ctx.names[probe], ctx.numbers.shape(probe)
    every = None if probe.sample_every is None else seconds(probe.sample_every)
    own = ctx.numbers.probe(ctx, probe)
    if own is not None:
        node = ctx.names.give((probe, "in"), f"{label}_value", "node")
        ctx.add(f"node {node}", dims=str(int(np.prod(shape or ()))))
        connections.write(ctx, own)
        ctx.add(f"probe {label}: {node}", every=every)
        ctx.probes[probe] = Recorded(label, shape)
        return
    constant = ctx.numbers.constant(probe)
    if constant is None:
        slot = _slot(ctx, probe)
    elif probe.synapse is None:
        ctx.probes[probe] = Recorded("", shape, constant)
        return
    else:
        slot = ctx.names.give((probe, "in"), f"{label}_value", "node")
        ctx.add(f"node {slot} = {vector(np.ravel(constant))}")
    ctx.add(f"probe {label}: {slot}", synapse=synapses.written(probe.synapse, probe), every=every)
    ctx.probes[probe] = Recorded(label, shape)


def _slot(ctx: Context, probe: nengo.Probe) -> str:
    """What the model calls what is probed."""
    obj, attr = probe.obj, probe.attr
    if isinstance(obj, nengo.Ensemble):
        slot = ctx.names[obj] + ("" if attr == "decoded_output" else f".{_ENSEMBLE[attr]}")
    elif isinstance(obj, Neurons):
        slot = f"{ctx.names[obj.ensemble]}.{_NEURONS.get(attr, attr)}"
    elif isinstance(obj, nengo.Node):
        slot = ctx.names[obj]
    elif isinstance(obj, LearningRule):
        if attr == "error":
            return learning.target(ctx, obj, slice(None) if probe.slice is None else probe.slice)
        slot = f"{ctx.names[(obj, 'slots')]}.{_RULE.get(attr, attr)}"
    else:
        return _of_connection(ctx, probe)
    if probe.slice is None:
        return slot
    return slot + index(probe.slice, probe.obj.size_out)


def _of_connection(ctx: Context, probe: nengo.Probe) -> str:
    conn, attr = probe.obj, probe.attr
    name = ctx.names[conn]
    if attr == "weights":
        return f"{name}.weights"
    if attr == "output":
        return f"{name}.output"
    if attr == "input":
        pre = conn.pre_obj
        if ensembles.decoded(pre):
            return f"{ctx.names[pre]}.neurons"
        return f"{ctx.names[pre.ensemble]}.neurons" if isinstance(pre, Neurons) else ctx.names[pre]
    raise Unsupported(probe, f"the attribute {attr} of a connection")
