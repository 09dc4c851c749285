"""Connections."""

from __future__ import annotations

import nengo
from nengo.connection import LearningRule
from nengo.ensemble import Neurons

from . import ensembles, learning, nodes, synapses, transforms
from .context import Context
from .text import index


def write(ctx: Context, conn: nengo.Connection) -> None:
    """Writes a connection, under its name."""
    name, synapse = ctx.names[conn], synapses.written(conn.synapse, conn)
    if ensembles.full(conn):
        how = ctx.numbers.full(ctx, conn, name)
        ctx.add(f"connect {name}: {ctx.names[conn.pre_obj]}.neurons -> {ctx.names[conn.post_obj]}.neurons", **how, synapse=synapse)
        return
    target, units = _target(ctx, conn)
    if ensembles.decoded(conn.pre_obj):
        source, how = ctx.numbers.decoded(ctx, conn, name)
    elif _is_large_part(conn):
        source, how = ctx.names[conn.pre_obj], {"transform": transforms.picked(ctx, name, conn)}
    else:
        source = _source(ctx, conn, name)
        transform = transforms.written(ctx, name, conn.transform, ctx.numbers.transform(ctx, conn), conn)
        if transforms.usual(transform, conn):
            transform = "1" if isinstance(conn.pre_obj, Neurons) else None  # activities are values only through one
        how = {"transform": transform}
    ctx.add(f"connect {name}: {source} -> {target}", **how, units=units, synapse=synapse)


_LARGE = 1 << 20  # numbers of a matrix that picks elements of a node


def _is_large_part(conn: nengo.Connection) -> bool:
    """Whether a connection picks many elements of a large node, for which an index would become a full matrix."""
    plain = isinstance(conn.transform, nengo.transforms.NoTransform) and conn.function is None
    return plain and isinstance(conn.pre_obj, nengo.Node) and conn.size_in < conn.pre_obj.size_out and conn.size_in * conn.pre_obj.size_out > _LARGE


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
        ctx.add(f"node {part}", dims=str(size))
        ctx.add(f"connect {source} -> {part}", synapse="none")
        source = part
    value = ctx.names.give((conn, "function"), f"{name}_f", "node")
    nodes.function(ctx, value, conn.function, source, size, conn.size_mid, time=False)
    return value


def _target(ctx: Context, conn: nengo.Connection) -> tuple[str, str | None]:
    """What a connection ends in, and the units of what arrives."""
    post = conn.post_obj
    if isinstance(post, nengo.Probe):
        return ctx.names[(post, "in")], None
    if isinstance(post, LearningRule):
        return learning.target(ctx, post, conn.post_slice), None
    whole = conn.solver.weights and ensembles.decoded(conn.pre_obj) and ensembles.direct(post)  # its weights have all dimensions
    part = "" if whole else index(conn.post_slice, post.size_in)
    if isinstance(post, Neurons):
        return f"{ctx.names[post.ensemble]}.neurons{part}", "gain"
    if isinstance(post, nengo.Node):
        return f"{nodes.target(ctx, post)}{part}", None
    return f"{ctx.names[post]}{part}", None
