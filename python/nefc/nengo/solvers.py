"""Solvers."""

from __future__ import annotations

from nengo import solvers

from .errors import Unsupported
from .text import number


def written(solver: solvers.Solver, place: object) -> dict[str, str | None]:
    """A solver as options of a connection; nothing for the one that there is without any."""
    kind = type(solver)
    if kind is solvers.NoSolver:
        if solver.values is not None:
            raise Unsupported(place, "a solver that has the weights already: they belong to Nengo's neurons, so freeze=True keeps both")
        return {"solve": "none"}
    if kind not in _WRITERS:
        raise Unsupported(place, f"the solver {kind.__name__} is written in Python; freeze=True keeps what it found")
    how = _WRITERS[kind](solver)
    reg = getattr(solver, "reg", 0.0 if kind is solvers.Nnls else None)
    return {"solve": None if how == "l2" else how, "reg": None if reg is None or reg == 0.1 else number(reg)}


_WRITERS = {
    solvers.Lstsq: lambda s: "lstsq" if s.rcond == 0.01 else f"lstsq(rcond={number(s.rcond)})",
    solvers.LstsqL2: lambda s: "l2",
    solvers.LstsqL2nz: lambda s: "l2nz",
    solvers.LstsqNoise: lambda s: f"noise({number(s.noise)})",
    solvers.LstsqMultNoise: lambda s: f"mult_noise({number(s.noise)})",
    solvers.LstsqL1: lambda s: f"l1(l1={number(s.l1)}, l2={number(s.l2)})",
    solvers.LstsqDrop: lambda s: f"drop({number(s.drop)})",
    solvers.Nnls: lambda s: "nnls",
    solvers.NnlsL2: lambda s: "nnls_gram",
    solvers.NnlsL2nz: lambda s: "nnls_gram(nz=yes)",
}
