"""Processes, as a model has them."""

from __future__ import annotations

import nengo
import numpy as np
from nengo import processes

from . import dists, synapses
from .context import Context
from .errors import Unsupported
from .text import number, seconds, vector


def written(ctx: Context, name: str, process: nengo.Process, place: object) -> str | None:
    """A process as the value of a node, or of the option ``noise``; ``None`` for one that is written in Python."""
    writer = _WRITERS.get(type(process))
    return None if writer is None else writer(ctx, name, process, place)


def _white_signal(_ctx: Context, _name: str, p: processes.WhiteSignal, _place: object) -> str:
    y0 = "" if p.y0 is None else f", y0={number(p.y0)}"
    return f"white(high={number(p.high)}Hz, rms={number(p.rms)}, period={seconds(p.period)}{y0})"


def _white_noise(ctx: Context, name: str, p: processes.WhiteNoise, place: object) -> str:
    return f"white_noise({dists.written(ctx, name, p.dist, place)}{'' if p.scale else ', scale=no'})"


def _filtered(ctx: Context, name: str, p: processes.FilteredNoise, place: object) -> str:
    dist = dists.written(ctx, name, p.dist, place)
    return f"filtered({synapses.written(p.synapse, place)}, {dist}{'' if p.scale else ', scale=no'})"


def _present(ctx: Context, name: str, p: processes.PresentInput, _place: object) -> str:
    rows = np.asarray(p.inputs, dtype=float).reshape(len(p.inputs), -1)
    text = dists.values(ctx, name, rows)
    return f"present({text.removeprefix('from ')}, {seconds(p.presentation_time)})"


def _piecewise(_ctx: Context, _name: str, p: processes.Piecewise, place: object) -> str | None:
    if any(callable(v) for v in p.data.values()):
        return None
    if p.interpolation not in ("zero", "linear", "nearest", "slinear", "quadratic", "cubic"):
        raise Unsupported(place, f"interpolation {p.interpolation}")
    points = ", ".join(f"[{seconds(t) if t else '0s'}, {vector(np.ravel(v))[1:-1]}]" for t, v in sorted(p.data.items()))
    if p.interpolation == "zero":
        return f"steps({points})"
    return f"piecewise({points}, interpolation={p.interpolation})"


_WRITERS = {
    processes.WhiteSignal: _white_signal,
    processes.WhiteNoise: _white_noise,
    processes.FilteredNoise: _filtered,
    processes.BrownNoise: lambda ctx, name, p, place: f"brown({dists.written(ctx, name, p.dist, place)})",
    processes.PresentInput: _present,
    processes.Piecewise: _piecewise,
}
