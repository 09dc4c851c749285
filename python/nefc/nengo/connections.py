"""Connections, with the decoders and weights that Nengo's builder solved."""

from __future__ import annotations

import nengo
from nengo.connection import LearningRule
from nengo.ensemble import Neurons

from . import ensembles, learning, nodes, synapses, transforms
from .context import Context
from .text import index


def write(ctx: Context, conn: nengo.Connection) -> None:
    """Writes a connection, under its name."""
    name, built = ctx.names[conn], ctx.built.params[conn]
    synapse = synapses.written(conn.synapse, conn)
    if ensembles.full(conn):
        weights = ctx.array(f"{name}.weights", built.weights)
        ctx.add(f"connect {name}: {ctx.names[conn.pre_obj]}.neurons -> {ctx.names[conn.post_obj]}.neurons weights {weights} synapse {synapse}")
        return
    target, units = _target(ctx, conn)
    if ensembles.decoded(conn.pre_obj):
        source, how = ctx.names[conn.pre_obj], f" decoders {ctx.array(f'{name}.decoders', built.weights)}"
    else:
        source = _source(ctx, conn, name)
        how = transforms.written(ctx, name, conn.transform, built.weights, conn)
        if not how and isinstance(conn.pre_obj, Neurons):
            how = " transform 1"  # activities are values only through a transform
    ctx.add(f"connect {name}: {source} -> {target}{how}{units} synapse {synapse}")


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
    if isinstance(post, nengo.Probe):
        return ctx.names[(post, "in")], ""
    if isinstance(post, LearningRule):
        return learning.target(ctx, post, conn.post_slice), ""
    whole = conn.solver.weights and ensembles.decoded(conn.pre_obj) and ensembles.direct(post)  # its weights have all dimensions
    part = "" if whole else index(conn.post_slice, post.size_in)
    if isinstance(post, Neurons):
        return f"{ctx.names[post.ensemble]}.neurons{part}", " units gain"
    if isinstance(post, nengo.Node):
        return f"{nodes.target(ctx, post)}{part}", ""
    return f"{ctx.names[post]}{part}", ""
