"""``export``: a network as a model that reads as if it had been written by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import nengo
import numpy as np
from nengo.builder import Model

from .._binary import binary
from .._given import real
from . import arrays
from .context import FILE
from .convert import convert
from .drawn import Drawn
from .layout import Readable, scopes
from .names import Names, identifier
from .tables import Tabled
from .text import seconds as written_time

_KINDS = (nengo.Ensemble, nengo.Node, nengo.Connection, nengo.Probe, nengo.Network)


def export(network: nengo.Network, path: str | os.PathLike[str], freeze: bool = False, seconds: float = 1.0, dt: float = 0.001) -> str:
    """Writes a network as a model, and returns its text.

    Names are labels, and variables of the caller. What parameters are drawn from stands in the
    text, so nefc draws others of the same distributions; functions are expressions, or what they
    are at points. What runs in Python still does: a comment says which nodes a session has to be
    given (:class:`nefc.Session`, ``external``).

    Parameters
    ----------
    network : what is to be written
    path : of the model; arrays, if there are any, go into an ``.npz`` beside it
    freeze : keep the numbers that Nengo draws and solves instead, in that file; values of processes
        and functions of time are tables then, as long as the run; later they hold their last row
    seconds : how long the model runs (s)
    dt : its time step (s)

    Raises
    ------
    Unsupported
        Something has no counterpart; it says what, and where.
    """
    if not isinstance(network, nengo.Network):
        raise TypeError(f"export writes a nengo.Network, not {network!r}")
    return written(network, path, freeze, real("seconds", seconds), real("dt", dt), named(network, sys._getframe(1).f_locals))


def named(network: nengo.Network, space: dict[str, Any]) -> dict[int, str]:
    """What objects are called in a name space, and as attributes of networks."""
    out: dict[int, str] = {}
    for names in (space, *(vars(net) for net in [network, *network.all_networks])):
        for name, obj in names.items():
            if isinstance(obj, _KINDS) and not name.startswith("_") and identifier(name):
                out.setdefault(id(obj), name)
    return out


def written(network: nengo.Network, path: Any, freeze: bool, lasts: float, dt: float, variables: dict[int, str]) -> str:
    """Writes the files of :func:`export`."""
    folder, file = os.path.split(os.path.abspath(os.fspath(path)))
    stem = os.path.splitext(file)[0]
    ctx = frozen(network, variables, dt, lasts) if freeze else readable(network, variables, dt)
    ctx.labels = False
    if ctx.arrays:
        np.savez_compressed(os.path.join(folder, f"{stem}.npz"), **ctx.arrays)
    tables = isinstance(ctx.numbers, Tabled) and ctx.numbers.holds
    text = ctx.text(_top(network, freeze, written_time(lasts) if tables else "")).replace(f'"{FILE}:', f'"{stem}.npz:')
    text += f"\nrun {written_time(lasts)}{'' if dt == 0.001 else f' dt {written_time(dt)}'}\n"
    whole = os.path.join(folder, file)
    with open(whole, "w", encoding="utf-8") as f:
        f.write(text)
    subprocess.run([binary(), "fmt", whole], check=True, stdout=subprocess.DEVNULL)
    with open(whole, encoding="utf-8") as f:
        return f.read()


def _top(network: nengo.Network, freeze: bool, tables: str) -> str:
    """What stands at the top; ``tables`` is how long those are that there are."""
    label = f"# {' '.join(network.label.split())}\n" if network.label else ""
    how = "# Nengo's network with Nengo's neurons and weights\n" if freeze else ""
    how += f"# What depends on time is in tables of {tables}: in a longer run each holds its last row from then on\n" if tables else ""
    return f"{label}{how}seed {network.seed or 0}"


def readable(network: nengo.Network, variables: dict[int, str], dt: float) -> Readable:
    """A network as statements that say what it is drawn from; each probe has its label."""
    ctx = Readable(Names(), Drawn(), short=True, variables=variables, dt=dt, labels=True)
    _write(ctx, network, network.all_connections, network.all_probes, {})
    return ctx


def frozen(network: nengo.Network, variables: dict[int, str], dt: float, lasts: float) -> Readable:
    """A network as statements, with the numbers that Nengo found."""
    model = Model(dt=dt)
    model.build(network)
    numbers = Tabled(model, (network.seed or 0) + 1, round(lasts / dt))
    ctx = Readable(Names(), numbers, short=True, variables=variables, dt=dt)
    _write(ctx, network, [c for c in network.all_connections if c in model.params], model.probes, numbers.own())
    return ctx


def _write(ctx: Readable, network: nengo.Network, inside: list, probes: list, own: dict) -> None:
    ctx.arrays_of = arrays.found(network) if isinstance(ctx.numbers, Drawn) else []
    ctx.scopes = scopes(network, ctx.own_label, ctx.names, {a.net for a in ctx.arrays_of})
    for array in ctx.arrays_of:
        arrays.name(ctx, array, ctx.names[array.net])
    convert(ctx, network, inside, probes, own)
