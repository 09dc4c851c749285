"""A network as a model with the parameters that Nengo's builder found."""

from __future__ import annotations

import nengo
from nengo.builder import Model
from nengo.connection import LearningRule

from . import connections, ensembles, learning, nodes, probes, processes
from .context import Context
from .names import Names


def convert(network: nengo.Network, built: Model, seed: int) -> Context:
    """Writes a network.

    Parameters
    ----------
    network : as it was given
    built : what Nengo's builder made of it: its signals, operators and parameters
    seed : of the simulator, from which processes begin that have none of their own

    Raises
    ------
    Unsupported
        Something has no counterpart; it says what, and where.
    """
    ctx = Context(built, Names(), seeds=processes.seeds(built, seed))
    known = set(built.params)
    inside = [c for c in network.all_connections if c in known]
    own = {c.post_obj: c for c in known if isinstance(c, nengo.Connection) and isinstance(c.post_obj, nengo.Probe)}
    _name(ctx, network, inside, own)
    for ens in network.all_ensembles:
        ensembles.write(ctx, ens)
    for node in network.all_nodes:
        nodes.write(ctx, node)
    for conn in inside:
        connections.write(ctx, conn)
    driven = {c.post_obj for c in inside if isinstance(c.post_obj, LearningRule)}
    for conn in inside:
        learning.write(ctx, conn, driven)
    for probe in built.probes:
        probes.write(ctx, probe, own)
    return ctx


def _name(ctx: Context, network: nengo.Network, inside: list, own: dict) -> None:
    """Names everything, before anything refers to it."""
    for kind, objects in (("a", network.all_ensembles), ("u", network.all_nodes), ("c", inside), ("p", ctx.built.probes)):
        for obj in objects:
            ctx.names.give(obj, obj.label, kind)
    for conn in inside:
        learning.name(ctx, conn)
    for conn in own.values():
        ctx.names.give(conn, f"{ctx.names[conn.post_obj]}_decoded", "c")
