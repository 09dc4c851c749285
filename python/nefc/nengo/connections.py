"""Connections, with the decoders and weights that Nengo's builder solved."""

from __future__ import annotations

import nengo
import numpy as np
from nengo.connection import LearningRule
from nengo.ensemble import Neurons

from . import ensembles, nodes, synapses, transforms
from .context import Context
from .errors import Unsupported
from .text import index


def write(ctx: Context, conn: nengo.Connection) -> None:
    """Writes a connection, under its name."""
    name, built = ctx.names[conn], ctx.built.params[conn]
    synapse = synapses.written(conn.synapse, conn)
    if full(conn):
        weights = ctx.array(f"{name}.weights", built.weights)
        ctx.add(f"connect {name}: {ctx.names[conn.pre_obj]}.neurons -> {ctx.names[conn.post_obj]}.neurons weights {weights} synapse {synapse}")
        return
    target, units = _target(ctx, conn)
    if decoded(conn.pre_obj):
        source, how = ctx.names[conn.pre_obj], f" decoders {ctx.array(f'{name}.decoders', built.weights)}"
    else:
        source = _source(ctx, conn, name)
        how = transforms.written(ctx, name, conn.transform, built.weights, conn)
        if not how and isinstance(conn.pre_obj, Neurons):
            how = " transform 1"  # activities are values only through a transform
    ctx.add(f"connect {name}: {source} -> {target}{how}{units} synapse {synapse}")


def decoded(obj: object) -> bool:
    """Whether an object is an ensemble that has neurons."""
    return isinstance(obj, nengo.Ensemble) and not ensembles.direct(obj)


def full(conn: nengo.Connection) -> bool:
    """Whether a connection has a solved matrix of weights from neurons to neurons, which are currents."""
    return conn.solver.weights and decoded(conn.pre_obj) and decoded(conn.post_obj)


def _source(ctx: Context, conn: nengo.Connection, name: str) -> str:
    """What a connection reads that is not decoded: a value, activities, or a function of a value."""
    pre = conn.pre_obj
    if isinstance(pre, Neurons):
        return f"{ctx.names[pre.ensemble]}.neurons{index(conn.pre_slice, pre.size_out)}"
    source = f"{ctx.names[pre]}{index(conn.pre_slice, pre.size_out)}"
    if conn.function is None:
        return source
    size = conn.pre.size_out
    if source != ctx.names[pre] or ensembles.direct(pre):
        part = ctx.names.give((conn, "part"), f"{name}_of", "node")
        ctx.add(f"node {part} dims {size}")
        ctx.add(f"connect {source} -> {part} synapse none")
        source = part
    value = ctx.names.give((conn, "function"), f"{name}_f", "node")
    nodes.function(ctx, value, conn.function, source, size, conn.size_mid, time=False)
    return value


def _target(ctx: Context, conn: nengo.Connection) -> tuple[str, str]:
    """What a connection ends in, and the units of what arrives."""
    post = conn.post_obj
    part = None if isinstance(post, nengo.Probe) else _part(conn)
    if isinstance(post, Neurons):
        return f"{ctx.names[post.ensemble]}.neurons{part}", " units gain"
    if isinstance(post, LearningRule):
        return f"{ctx.names[(post, 'in')]}{part}", ""
    if isinstance(post, nengo.Node):
        return f"{nodes.target(ctx, post)}{part}", ""
    if isinstance(post, nengo.Probe):
        return ctx.names[(post, "in")], ""
    return f"{ctx.names[post]}{part}", ""


def _part(conn: nengo.Connection) -> str:
    size = conn.post_obj.size_in
    chosen = np.arange(size)[conn.post_slice]
    if len(np.unique(chosen)) != np.size(chosen):
        raise Unsupported(conn, "a slice of the target that names an element twice, of which only the last would arrive")
    return index(conn.post_slice, size)
