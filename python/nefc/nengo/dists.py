"""Distributions, and numbers that may stand in a line."""

from __future__ import annotations

from typing import Any

import nengo
import numpy as np
from nengo import dists

from .context import Context
from .errors import Unsupported
from .text import matrix, number, vector

_INLINE = 16  # numbers that a line has room for


def values(ctx: Context, name: str, given: np.ndarray) -> str:
    """Numbers as the value of an option: in the line if they are few, else in the file of the model."""
    given = np.asarray(given, dtype=float)
    if given.ndim == 0:
        return number(given)
    if given.size <= _INLINE and given.ndim <= 2 and given.size:
        return vector(given) if given.ndim == 1 else matrix(given)
    return ctx.array(name, given)


def written(ctx: Context, name: str, given: Any, place: object) -> str:
    """A distribution, or an array, as the value of an option."""
    if not isinstance(given, dists.Distribution):
        return values(ctx, name, given)
    kind = type(given)
    if kind not in _WRITERS:
        raise Unsupported(place, f"the distribution {kind.__name__} is written in Python; freeze=True keeps what it drew")
    return _WRITERS[kind](ctx, name, given)


def _uniform(_ctx: Context, _name: str, d: dists.Uniform) -> str:
    if d.integer:
        return f"uniform({number(d.low)}, {number(d.high)}, integer=yes)"
    return f"{number(d.low)}..{number(d.high)}"


def _exponential(_ctx: Context, _name: str, d: dists.Exponential) -> str:
    high = "" if np.isinf(d.high) else f", {number(d.high)}"
    shift = f", {number(d.shift)}" if high or d.shift else ""
    return f"exponential({number(d.scale)}{shift}{high})"


def _sphere(_ctx: Context, _name: str, d: dists.UniformHypersphere) -> str:
    if d.surface:
        return "uniform_sphere"
    return f"uniform_ball(min_magnitude={number(d.min_magnitude)})" if d.min_magnitude else "uniform_ball"


def _scattered(_ctx: Context, _name: str, d: dists.ScatteredHypersphere) -> str:
    args = [f"min_magnitude={number(d.min_magnitude)}"] if d.min_magnitude and not d.surface else []
    if isinstance(d.base, dists.QuasirandomSequence):
        pass
    elif isinstance(d.base, dists.Uniform) and (d.base.low, d.base.high) == (0, 1):
        args.append("base=0..1")
    else:
        raise Unsupported(d, "a base of scattered points other than Uniform(0, 1)")
    return ("sphere" if d.surface else "ball") + (f"({', '.join(args)})" if args else "")


def _choice(_ctx: Context, _name: str, d: dists.Choice) -> str:
    options = np.asarray(d.options, dtype=float)
    weights = "" if d.weights is None else f", weights={vector(d.weights)}"
    return f"choice({vector(options) if options.ndim == 1 else matrix(options)}{weights})"


def _samples(ctx: Context, name: str, d: dists.Samples) -> str:
    return values(ctx, name, d.samples)


_WRITERS = {
    dists.Uniform: _uniform,
    dists.Gaussian: lambda _ctx, _name, d: f"normal({number(d.mean)}, {number(d.std)})",
    dists.Exponential: _exponential,
    dists.UniformHypersphere: _sphere,
    dists.ScatteredHypersphere: _scattered,
    dists.Choice: _choice,
    dists.Samples: _samples,
    dists.PDF: lambda _ctx, _name, d: f"pdf({vector(d.x)}, {vector(d.p)})",
    dists.QuasirandomSequence: lambda _ctx, _name, d: "quasirandom",
    dists.SqrtBeta: lambda _ctx, _name, d: f"sqrtbeta({number(d.n)}, {number(d.m)})",
    dists.SubvectorLength: lambda _ctx, _name, d: f"subvector({number(d.dimensions)}, {number(d.subdimensions)})",
    dists.CosineSimilarity: lambda _ctx, _name, d: f"cosine({number(d.dimensions)})",
}


def usual(option: str, given: Any) -> bool:
    """Whether an option of an ensemble has the value that it has without being written."""
    default = getattr(nengo.Ensemble, option).default
    return type(given) is type(default) and given == default
