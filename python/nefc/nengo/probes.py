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


def write(ctx: Context, probe: nengo.Probe, own: dict[nengo.Probe, nengo.Connection]) -> None:
    """Writes a probe; ``own`` are the connections of those that have one."""
    label = ctx.names[probe]
    signal = ctx.built.sig[probe]["in"]
    every = "" if probe.sample_every is None else f" every {seconds(probe.sample_every)}"
    if probe in own:
        node = ctx.names.give((probe, "in"), f"{label}_value", "node")
        ctx.add(f"node {node} dims {signal.size}")
        connections.write(ctx, own[probe])
        ctx.add(f"probe {label}: {node}{every}")
        ctx.probes[probe] = Recorded(label, signal.shape)
        return
    slot = _slot(ctx, probe)
    if slot is None:
        slot = _constant(ctx, probe)
        if slot is None:
            return
    ctx.add(f"probe {label}: {slot} synapse {synapses.written(probe.synapse, probe)}{every}")
    ctx.probes[probe] = Recorded(label, signal.shape)


def _slot(ctx: Context, probe: nengo.Probe) -> str | None:
    """What the model calls what is probed; ``None`` for what never changes."""
    obj, attr = probe.obj, probe.attr
    if isinstance(obj, nengo.Ensemble):
        if attr == "scaled_encoders" and not _learned_encoders(ctx, obj):
            return None
        slot = f"{ctx.names[obj]}.{_ENSEMBLE[attr]}"
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


def _learned_encoders(ctx: Context, ens: nengo.Ensemble) -> bool:
    return not ensembles.direct(ens) and not ctx.built.sig[ens]["encoders"].readonly


def _of_connection(ctx: Context, probe: nengo.Probe) -> str | None:
    conn, attr = probe.obj, probe.attr
    name = ctx.names[conn]
    if attr == "weights":
        if ctx.built.sig[conn]["weights"].readonly or not conn.learning_rule:
            return None
        return f"{name}.weights"
    if attr == "output":
        return f"{name}.output"
    if attr == "input":
        pre = conn.pre_obj
        if ensembles.decoded(pre):
            return f"{ctx.names[pre]}.neurons"
        return f"{ctx.names[pre.ensemble]}.neurons" if isinstance(pre, Neurons) else ctx.names[pre]
    raise Unsupported(probe, f"the attribute {attr} of a connection")


def _constant(ctx: Context, probe: nengo.Probe) -> str | None:
    """Records what never changes: as it is, or behind the synapse of the probe."""
    signal = ctx.built.sig[probe]["in"]
    key = {"weights": "weights", "scaled_encoders": "encoders"}[probe.attr]
    value = ctx.built.sig[probe.obj][key].initial_value
    if probe.synapse is None:
        ctx.probes[probe] = Recorded(None, signal.shape, value)
        return None
    node = ctx.names.give((probe, "in"), f"{ctx.names[probe]}_value", "node")
    ctx.add(f"node {node} = {vector(np.ravel(value))}")
    return node
