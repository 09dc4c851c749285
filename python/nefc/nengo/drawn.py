"""What parameters would be drawn from: those of a model that nefc builds itself."""

from __future__ import annotations

import re
from typing import Any, Callable

import nengo
import numpy as np
from nengo.builder.ensemble import gen_eval_points
from nengo.utils.numpy import is_array_like

from . import dists, ensembles, nodes, processes, signals, solvers, transforms
from .context import Context, PythonNode
from .errors import Unsupported
from .text import index, matrix, number, vector

_OPTIONS = ("encoders", "max_rates", "intercepts", "gain", "bias", "eval_points", "n_eval_points")


class Drawn:
    """Distributions rather than numbers. What is a function of Python and no expression stays one."""

    def ensemble(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        """The options that are not as they are without being written."""
        out: dict[str, str | None] = {}
        for option in _OPTIONS:
            given = getattr(ens, option)
            if given is not None and not dists.usual(option, given):
                out[option] = dists.written(ctx, f"{name}.{option}", given, ens)
        if not ens.normalize_encoders:
            out["normalize"] = "no"
        if ens.seed is not None:
            out["seed"] = str(ens.seed)
        for state, given in (ens.neuron_type.initial_state or {}).items():
            if state in ensembles.STATES:
                out[state] = dists.written(ctx, f"{name}.{state}", given, ens)
        return out

    def full(self, ctx: Context, conn: nengo.Connection, name: str) -> dict[str, str | None]:
        """The function that the weights are solved for, of all dimensions of the source. What ends in some
        dimensions of the target is 0 in the others."""
        size = conn.pre_obj.size_out
        inputs = ["x"] if size == 1 else [f"x[{k}]" for k in np.arange(size)[conn.pre_slice]]
        placed = _placed(conn)
        whole = not index(conn.pre_slice, size) and np.array_equal(placed, np.eye(len(placed)))
        out = self._function(ctx, conn, name, inputs, None if whole else placed) | self._how(ctx, conn, name)
        return out | ({"solve": "l2"} if not out.get("solve") else {})

    def decoded(self, ctx: Context, conn: nengo.Connection, name: str) -> tuple[str, dict[str, str | None]]:
        """The function that is decoded, its transform and solver."""
        size = conn.pre.size_out
        out = self._function(ctx, conn, name, ["x"] if size == 1 else [f"x[{k}]" for k in range(size)], None)
        if conn.transform is not None:
            out["transform"] = transforms.written(ctx, name, conn.transform, self.transform(ctx, conn), conn)
        if transforms.usual(out.get("transform"), conn):
            out.pop("transform", None)
        out |= self._how(ctx, conn, name)
        if conn.solver.weights and not out.get("solve"):
            out["solve"] = "l2"
        return ctx.names[conn.pre_obj] + index(conn.pre_slice, conn.pre_obj.size_out), out

    def _how(self, ctx: Context, conn: nengo.Connection, name: str) -> dict[str, str | None]:
        """The solver, and the points at which it compares."""
        out = solvers.written(conn.solver, conn)
        if conn.eval_points is not None and f"{name}.points" not in ctx.arrays:  # those of a function of Python are there
            out["eval_points"] = dists.written(ctx, f"{name}.eval_points", conn.eval_points, conn)
            out["scale_eval_points"] = None if conn.scale_eval_points else "no"
        return out

    def _function(self, ctx: Context, conn: nengo.Connection, name: str, inputs: list[str], placed: np.ndarray | None) -> dict[str, str | None]:
        """A function of ``inputs`` as an expression, or what it is at points; then a matrix, if there is one."""
        f, within = conn.function, np.eye(conn.size_mid) if placed is None else placed
        if f is None:
            return {} if placed is None else {"function": _listed(_sums(placed, inputs))}
        if is_array_like(f):
            return {"function": ctx.array(f"{name}.function", f @ within.T)}
        exprs = ctx.expressions(f, inputs, conn.size_mid, name)
        if exprs is not None:
            return {"function": _listed(exprs if placed is None else _sums(placed, exprs))}
        ens = conn.pre_obj
        wanted = ens.eval_points if conn.eval_points is None else conn.eval_points
        points = gen_eval_points(ens, wanted, np.random.RandomState(0), conn.scale_eval_points)
        targets = np.array([np.ravel(f(x[conn.pre_slice])) for x in points], dtype=float)
        ctx.note(f"`{getattr(f, '__name__', f)}` is a function of Python{ctx.reason()}: this is what it is at {len(points)} points")
        at = ctx.array(f"{name}.points", points)
        return {"function": ctx.array(f"{name}.function", targets @ within.T), "eval_points": at, "scale_eval_points": "no"}

    def transform(self, ctx: Context, conn: nengo.Connection) -> Any:
        """The weights, or the distribution that they are drawn from."""
        transform = conn.transform
        if isinstance(transform, nengo.transforms.NoTransform):
            return None
        if isinstance(transform, nengo.Sparse):
            return transform.sample(rng=np.random.RandomState(0))
        if isinstance(transform.init, nengo.dists.Distribution):
            return dists.written(ctx, f"{ctx.names[conn]}.transform", transform.init, conn)
        init = np.asarray(transform.init, dtype=float)
        values = not isinstance(conn.pre_obj, nengo.ensemble.Neurons)
        if values and isinstance(conn.post_obj, nengo.ensemble.Neurons) and init.ndim == 2 and init.shape[1] == 1 and np.all(init == init[0, 0]):
            return number(init[0, 0])  # which fills
        if isinstance(transform, nengo.Dense) and 0 < init.size <= 16 and init.ndim in (1, 2):
            return vector(init) if init.ndim == 1 else matrix(init)
        return init

    def noise(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        """The option."""
        text = signals.written(ctx, f"{name}.noise", ens.noise, ens)
        if text is None or ensembles.direct(ens):
            raise Unsupported(ens, f"noise of type {type(ens.noise).__name__}; freeze=True keeps it")
        return {"noise": text}

    def process(self, ctx: Context, node: nengo.Node, name: str, source: str | None) -> None:
        """The process, drawn by nefc; one of Python stays one."""
        process = node.output
        text = None if source else signals.written(ctx, name, process, node)
        if text is not None:
            ctx.add(f"node {name} = {text}", dims=str(node.size_out), seed=None if process.seed is None else str(process.seed))
            return

        seed, dt = process.seed or 0, ctx.dt
        ctx.compute(PythonNode(name, lambda: processes.begun(process, node.size_in, node.size_out, dt, seed), node.size_in, max(1, node.size_out)), source)

    def of_time(self, ctx: Context, f: Callable, name: str, size: int) -> None:
        """An expression, if it is one."""
        exprs = ctx.expressions(f, [], size, name, time=True) if size else None
        if exprs is None:
            ctx.compute(PythonNode(name, lambda: nodes.caller(f, 0, size, True), 0, max(1, size)), None)
            return
        ctx.add(f"node {name} = {exprs[0] if size == 1 else '[' + ', '.join(exprs) + ']'}")

    def probe(self, ctx: Context, probe: nengo.Probe) -> nengo.Connection | None:
        """None: whatever is probed has a name."""
        return None

    def shape(self, probe: nengo.Probe) -> None:
        """None: a sample is as nefc records it."""

    def constant(self, probe: nengo.Probe) -> np.ndarray | None:
        """None: nothing is known before it is built."""
        return None


def _listed(exprs: list[str]) -> str:
    return exprs[0] if len(exprs) == 1 else f"[{', '.join(exprs)}]"


def _sums(matrix: np.ndarray, exprs: list[str]) -> list[str]:
    """A matrix times expressions."""
    out = []
    for row in matrix:
        parts = [(c, e) for c, e in zip(row, exprs) if c]
        alone = len(parts) == 1 and parts[0][0] == 1
        out.append(parts[0][1] if alone else " + ".join(_times(c, e) for c, e in parts) or "0")
    return out


def _times(factor: float, expr: str) -> str:
    part = expr if re.fullmatch(r"[\w.]+(\[\d+\])?", expr) else f"({expr})"
    return part if factor == 1 else f"{number(factor)}*{part}"


def _placed(conn: nengo.Connection) -> np.ndarray:
    """The transform of a connection into all dimensions of its target (dimensions × size of the function)."""
    transform = conn.transform
    if isinstance(transform, nengo.transforms.NoTransform):
        own = np.eye(conn.size_out)
    elif isinstance(transform, nengo.Dense) and not isinstance(transform.init, nengo.dists.Distribution):
        own = transform.init if np.ndim(transform.init) == 2 else transform.init * np.eye(conn.size_out)
    else:
        raise Unsupported(conn, "weights that are solved through a transform that is drawn, or is no matrix; freeze=True keeps them")
    out = np.zeros((conn.post_obj.size_in, conn.size_mid))
    np.add.at(out, np.arange(conn.post_obj.size_in)[conn.post_slice], own)
    return out
