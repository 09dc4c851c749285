"""A network as a model."""

from __future__ import annotations

import nengo
from nengo.connection import LearningRule

from . import arrays, connections, ensembles, learning, nodes, probes
from .built import Built
from .context import Context
from .functions import only_computes
from .names import Names


def convert(ctx: Context, network: nengo.Network, inside: list, probes_of: list, own: dict) -> None:
    """Writes a network.

    Parameters
    ----------
    ctx : what it is written into
    network : as it was given
    inside : its connections
    probes_of : its probes
    own : connections of probes, which have names too

    Raises
    ------
    Unsupported
        Something has no counterpart; it says what, and where.
    """
    made = [node.output for node in network.all_nodes if callable(node.output) or isinstance(node.output, nengo.Process)]
    ctx.kept = not all(only_computes(f) or type(f).__module__.startswith("nengo.") for f in made)
    parts = {part for array in ctx.arrays_of for part in array.parts}
    # A network may hold another twice, and so all that is in it.
    inside = [c for c in dict.fromkeys(inside) if c not in parts]
    alone = [[obj for obj in dict.fromkeys(objects) if obj not in parts] for objects in (network.all_ensembles, network.all_nodes)]
    probes_of = list(dict.fromkeys(probes_of))
    _name(ctx, [("a", alone[0]), ("u", alone[1]), ("c", inside), ("p", probes_of)], own)
    for ens in alone[0]:
        ensembles.write(ctx, ens)
    for array in ctx.arrays_of:
        arrays.write(ctx, array)
    for node in alone[1]:
        nodes.write(ctx, node)
    for array in ctx.arrays_of:
        arrays.wires(ctx, array)
    for conn in inside:
        connections.write(ctx, conn)
    driven = {c.post_obj for c in inside if isinstance(c.post_obj, LearningRule)}
    for conn in inside:
        learning.write(ctx, conn, driven)
    for probe in probes_of:
        probes.write(ctx, probe)


def exactly(network: nengo.Network, built: Built) -> Context:
    """A network with the parameters that Nengo's builder found."""
    ctx = Context(Names(), built)
    inside = [c for c in network.all_connections if c in built.model.params]
    convert(ctx, network, inside, built.model.probes, built.own())
    return ctx


def _name(ctx: Context, kinds: list[tuple[str, list]], own: dict) -> None:
    """Names everything, before anything refers to it."""
    for kind, objects in kinds:
        for obj in objects:
            ctx.names.give(obj, ctx.label(obj), kind)
    for conn in kinds[2][1]:
        learning.name(ctx, conn)
    for conn in own.values():
        ctx.names.give(conn, f"{ctx.names[conn.post_obj]}_decoded", "c")
