"""Ensembles, with the neurons that Nengo's builder drew."""

from __future__ import annotations

import nengo

from . import neurons, processes
from .context import Context
from .text import number

# States of neurons that have an option of their own.
_STATES = ("voltage", "refractory_time", "adaptation", "recovery", "rate_out")


def write(ctx: Context, ens: nengo.Ensemble) -> None:
    """Writes an ensemble, and the noise that it gets."""
    name, built = ctx.names[ens], ctx.built.params[ens]
    line = f"ensemble {name} {ens.n_neurons} dims {ens.dimensions} radius {number(ens.radius)}"
    line += f" neurons {neurons.written(ens.neuron_type, ens)}"
    if isinstance(ens.neuron_type, nengo.Direct):
        ctx.add(line)
    else:
        ctx.add(f"{line} normalize no" + _drawn(ctx, ens, name, built))
    if neurons.draws(ens.neuron_type):
        ctx.drawn.append(ens)
    if ens.noise is not None:
        _noise(ctx, ens, name)


def _drawn(ctx: Context, ens: nengo.Ensemble, name: str, built) -> str:
    """The options with numbers of each neuron."""
    out = ""
    for option, values in (("encoders", built.encoders), ("gain", built.gain), ("bias", built.bias)):
        out += f" {option} {ctx.array(f'{name}.{option}', values)}"
    signals = ctx.built.sig[ens.neurons]
    for state in _STATES:
        if state in signals and state in ens.neuron_type.state:
            out += f" {state} {ctx.array(f'{name}.{state}', signals[state].initial_value)}"
    return out


def _noise(ctx: Context, ens: nengo.Ensemble, name: str) -> None:
    """Adds the noise of an ensemble to the current of its neurons."""
    size = ens.dimensions if isinstance(ens.neuron_type, nengo.Direct) else ens.n_neurons
    source = ctx.names.give((ens, "noise"), f"{name}_noise", "node")
    ctx.compute(processes.node(ctx, source, ens.noise, ctx.built.sig[ens.neurons]["in"], size), None)
    target = name if isinstance(ens.neuron_type, nengo.Direct) else f"{name}.neurons"
    ctx.add(f"connect {source} -> {target} synapse none")


def decoded(obj: object) -> bool:
    """Whether an object is an ensemble that has neurons."""
    return isinstance(obj, nengo.Ensemble) and not direct(obj)


def full(conn: nengo.Connection) -> bool:
    """Whether a connection has a solved matrix of weights from neurons to neurons, which are currents."""
    return conn.solver.weights and decoded(conn.pre_obj) and decoded(conn.post_obj)


def direct(obj: object) -> bool:
    """Whether an object is an ensemble whose values are exact."""
    return isinstance(obj, nengo.Ensemble) and isinstance(obj.neuron_type, nengo.Direct)


