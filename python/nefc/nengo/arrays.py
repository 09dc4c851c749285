"""Arrays of ensembles, as one statement."""

from __future__ import annotations

from dataclasses import dataclass, field

import nengo
import numpy as np
from nengo.ensemble import Neurons
from nengo.networks import EnsembleArray

from . import neurons, synapses
from .context import Context
from .functions import expressions
from .text import number


@dataclass
class Array:
    """An ``EnsembleArray`` whose members are alike.

    ``outputs`` are the connections of each of its further outputs, one of each member; ``into`` is
    the node for the currents of all neurons.
    """

    net: EnsembleArray
    outputs: dict[nengo.Node, list[nengo.Connection]] = field(default_factory=dict)
    into: nengo.Node | None = None

    @property
    def parts(self) -> list[object]:
        """What needs no statement of its own."""
        return [*self.net.ea_ensembles, self.net.input, self.net.output, *self.net.connections]


def found(network: nengo.Network) -> list[Array]:
    """The arrays in a network that one statement can say."""
    arrays = [a for net in dict.fromkeys(network.all_networks) if isinstance(net, EnsembleArray) and (a := _array(net)) is not None]
    return [a for a in arrays if a.net.dimensions_per_ensemble == 1 or not _picked(a, network)]


def _picked(a: Array, network: nengo.Network) -> bool:
    """Whether something outside refers to the value of one member, whose name is that of a dimension."""
    own, members = set(a.net.connections), set(a.net.ea_ensembles)
    outer = [c for c in network.all_connections if c not in own]
    return any(end in members for c in outer for end in (c.pre_obj, c.post_obj)) or any(p.obj in members for p in network.all_probes)


def _array(net: EnsembleArray) -> Array | None:
    members = net.ea_ensembles
    if len(net.ensembles) != len(members) or net.networks or len({_like(e) for e in members}) != 1:
        return None
    if any(e.seed is not None for e in members):
        return None
    a, d = Array(net), members[0].dimensions
    at = {e: slice(k * d, (k + 1) * d) for k, e in enumerate(members)}
    source, target, currents = net.input, net.output, net.neuron_input
    for c in net.connections:
        pre, post = c.pre_obj, c.post_obj
        if pre is source and post in at:
            if not _is(c.pre_slice, at[post]) or not _plain(c, c.post_slice):
                return None
        elif pre in at and post is target:
            if not _is(c.post_slice, at[pre]) or not _plain(c, c.pre_slice) or c.function is not None:
                return None
        elif pre is currents and isinstance(post, Neurons):
            k, n = members.index(post.ensemble), members[0].n_neurons
            if not _is(c.pre_slice, slice(k * n, (k + 1) * n)) or not _plain(c, c.post_slice):
                return None
            a.into = currents
        elif pre in at and isinstance(post, nengo.Node):
            a.outputs.setdefault(post, []).append(c)
        else:
            return None
    return a if all(_each(a, list_) for list_ in a.outputs.values()) else None


def _like(e: nengo.Ensemble) -> str:
    """What two members have in common that are alike."""
    options = ("encoders", "max_rates", "intercepts", "gain", "bias", "eval_points", "n_eval_points", "noise", "normalize_encoders")
    return repr([e.n_neurons, e.dimensions, e.radius, e.neuron_type, e.neuron_type.initial_state, *(_key(getattr(e, o)) for o in options)])


def _key(value: object) -> object:
    return (value.shape, value.tobytes()) if isinstance(value, np.ndarray) else value


def _is(part: object, wanted: slice) -> bool:
    """Whether what an index picks is a slice; arrays, which compare by element, are none."""
    return isinstance(part, slice) and part == wanted


def _plain(c: nengo.Connection, part: object) -> bool:
    return isinstance(c.transform, nengo.transforms.NoTransform) and c.synapse is None and _is(part, slice(None)) and not c.learning_rule_type


def _each(a: Array, wires: list[nengo.Connection]) -> bool:
    """Whether connections apply one function to each member, and put the results behind each other."""
    size = wires[0].size_out
    ends = [_is(c.post_slice, slice(k * size, (k + 1) * size)) for k, c in enumerate(wires)]
    alike = {(repr(c.solver), c.function, c.size_out) for c in wires}
    in_order = [c.pre_obj for c in wires] == list(a.net.ea_ensembles)
    f, d = wires[0].function, wires[0].size_in
    says = f is None or callable(f) and expressions(f, [f"x[{k}]" for k in range(d)], wires[0].size_mid) is not None
    return says and len(alike) == 1 and in_order and all(ends) and all(_plain(c, c.pre_slice) for c in wires)


def name(ctx: Context, a: Array, given: str) -> None:
    """Lets its parts be reached under the name of the array."""
    for end in (a.net.input, a.net.output):
        ctx.names.set(end, given)
    for k, e in enumerate(a.net.ea_ensembles):
        ctx.names.set(e, f"{given}[{k}]")


def write(ctx: Context, a: Array) -> None:
    """Writes an array."""
    e, given = a.net.ea_ensembles[0], ctx.names[a.net.input]
    options: dict[str, str | None] = {"dims": str(e.dimensions), "radius": number(e.radius), "neurons": neurons.written(e.neuron_type, e, ctx.short)}
    options |= ctx.numbers.ensemble(ctx, e, given)
    if e.noise is not None:
        options |= ctx.numbers.noise(ctx, e, given)
    ctx.add(f"array {given} {len(a.net.ea_ensembles)} of {e.n_neurons}", **options)


def wires(ctx: Context, a: Array) -> None:
    """Writes its further outputs, which are nodes."""
    for node, of in a.outputs.items():
        first = of[0]
        how = ctx.numbers.decoded(ctx, first, f"{ctx.names[node]}_of")[1]
        label = _label(ctx, first, node)
        ctx.add(f"connect {label}: {ctx.names[a.net.input]} -> {ctx.names[node]}", **how, synapse=synapses.written(first.synapse, first))
    if a.into is not None:
        label = _label(ctx, (a.net, "into"), a.into)
        ctx.add(f"connect {label}: {ctx.names[a.into]} -> {ctx.names[a.net.input]}.neurons", units="gain", synapse="none")


def _label(ctx: Context, key: object, end: nengo.Node) -> str:
    """A name for a connection, in the network of one of its ends."""
    return ctx.names.give(key, ctx.names[end].rpartition(".")[0] + ".", "c")
