"""Ensembles."""

from __future__ import annotations

import nengo

from . import neurons
from .context import Context
from .text import number

# States of neurons that have an option of their own.
STATES = ("voltage", "refractory_time", "adaptation", "recovery", "rate_out")


def write(ctx: Context, ens: nengo.Ensemble) -> None:
    """Writes an ensemble, and the noise that it gets."""
    name = ctx.names[ens]
    options: dict[str, str | None] = {"dims": str(ens.dimensions), "radius": number(ens.radius), "neurons": neurons.written(ens.neuron_type, ens, ctx.short)}
    if not direct(ens):
        options |= ctx.numbers.ensemble(ctx, ens, name)
    if neurons.draws(ens.neuron_type):
        ctx.drawn.append(ens)
    if ens.noise is not None:
        options |= ctx.numbers.noise(ctx, ens, name)
    ctx.add(f"ensemble {name} {ens.n_neurons}", **options)


def decoded(obj: object) -> bool:
    """Whether an object is an ensemble that has neurons."""
    return isinstance(obj, nengo.Ensemble) and not direct(obj)


def full(conn: nengo.Connection) -> bool:
    """Whether a connection has a solved matrix of weights from neurons to neurons, which are currents."""
    return conn.solver.weights and decoded(conn.pre_obj) and decoded(conn.post_obj)


def direct(obj: object) -> bool:
    """Whether an object is an ensemble whose values are exact."""
    return isinstance(obj, nengo.Ensemble) and isinstance(obj.neuron_type, nengo.Direct)
