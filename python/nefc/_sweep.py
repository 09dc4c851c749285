"""Runs a model for every combination of values."""

from __future__ import annotations

import hashlib
import itertools
import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, Optional

import numpy as np

from ._errors import NefcError
from ._model import Model, is_text, written
from ._progress import Bar, watched
from ._result import Result
from ._run import run

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Cells(Mapping[str, "NDArray[Any]"]):
    """A tidy table: a row for each cell, a column for each param, for ``seed``, and for
    the value of each line ``expect``, under its text.

    Attributes:
        results: of the cells, in the order of the rows.
    """

    def __init__(self, rows: list[dict[str, Any]], results: list[Result]):
        self.results = results
        self.kept: object = None
        self._columns = {name: np.array([row[name] for row in rows]) for name in rows[0]}
        for i, x in enumerate(results[0].expectations):
            values = [r.expectations[i].value for r in results]
            self._columns[x.text] = np.array([np.nan if v is None else v for v in values])

    def __getitem__(self, column: str) -> NDArray[Any]:
        if column not in self._columns:
            ways = 'what a probe recorded is in the results, `[r["NAME"] for r in cells.results]`'
            raise KeyError(f"no column is called {column!r}; there are {', '.join(self)}; {ways}")
        return self._columns[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def frame(self) -> Any:
        """The table as a ``pandas.DataFrame``; needs pandas."""
        import pandas

        return pandas.DataFrame(dict(self))

    def __repr__(self) -> str:
        lines = ["  ".join(self)]
        lines += ["  ".join(_cell(v) for v in row) for row in zip(*self.values())]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from ._display import table

        return table(list(self), [[_cell(v) for v in row] for row in zip(*self.values())])


def _cell(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, (float, np.floating)) else str(value)


def sweep(
    model: Model,
    *,
    seeds: Optional[Iterable[int]] = None,
    out: Optional[Model] = None,
    only: Optional[str] = None,
    workers: Optional[int] = None,
    progress: Optional[bool] = None,
    set: Optional[Mapping[str, Iterable[Any]]] = None,
    **params: Iterable[Any],
) -> Cells:
    """Run a model for every combination of values of params and seeds, each as
    ``nefc.run`` would.

    Args:
        model: the path of a model, or its text.
        seeds: instead of the model's.
        out: folder for the folders of results; a temporary one, removed with the table and
            its results, without it.
        only: run only this experiment.
        workers: cells that run at a time; one a core without it.
        progress: show a bar; None where standard error is a terminal or a notebook.
        set: params whose names are those of arguments.
        **params: lists of values; quantities with their unit, ``tau=["50ms", "100ms"]``.

    Returns:
        The table of cells. The last axis that was given changes fastest.

    Raises:
        ModelError: the model has errors in a cell.
        NefcError: an axis has no values, no such file.
    """
    if "seed" in params:
        raise TypeError("the seeds of a sweep are `seeds=[1, 2]`; a param of that name is `set={'seed': [1, 2]}`")
    axes = {name: _values(name, values) for name, values in {**(set or {}), **params}.items()}
    if seeds is not None:
        axes["seed"] = _values("seeds", seeds)
    for name, values in axes.items():
        if not values:
            raise NefcError(f"there is nothing to sweep: {name} has no values")
    rows = [dict(zip(axes, values)) for values in itertools.product(*axes.values())]
    if not axes:
        raise NefcError("there is nothing to sweep: give a param a list, lr=[1e-5, 1e-4], or seeds=range(5)")
    home = tempfile.mkdtemp(prefix="nefc-") if out is None else os.fspath(out)
    source: Model = model if is_text(model) else Path(model)

    def cell(row: dict[str, Any]) -> Result:
        seed = row.get("seed") if seeds is not None else None
        values = {name: v for name, v in row.items() if seeds is None or name != "seed"}
        folder = _folder(",".join(f"{name}={written(v)}" for name, v in row.items()))
        return run(source, seed=seed, out=Path(home) / folder, only=only, workers=1, progress=False, warn=False, set=values)

    try:
        cells = Cells(rows, _all(cell, rows, workers, watched() if progress is None else progress))
    except BaseException:
        if out is None:
            rmtree(home, ignore_errors=True)
        raise
    if out is None:
        kept = _Kept()
        weakref.finalize(kept, rmtree, home, ignore_errors=True)
        cells.kept = kept
        for result in cells.results:
            result.kept = kept
    return cells


def _folder(values: str) -> str:
    """The name of a folder for values, which are told apart also where it cannot hold them."""
    name = values.replace(os.sep, "_")
    if len(name) <= _LONGEST and name == values:
        return name
    return f"{name[:_LONGEST]}~{hashlib.sha256(values.encode()).hexdigest()[:8]}"


_LONGEST = 100  # characters of a name, before what tells it apart


class _Kept:
    """Stands for a temporary folder, which goes when nobody refers to this any more."""


def _values(name: str, values: Iterable[Any]) -> list[Any]:
    """The values of an axis."""
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        raise TypeError(f"a sweep takes lists: {name}=[{values!r}]")
    out = list(values)
    texts = [written(v) for v in out]
    again = next((v for i, v in enumerate(texts) if v in texts[:i]), None)
    if again is not None:
        raise NefcError(f"{name} has {again} twice: cells with the same values are one cell")
    return out


def _all(cell: Any, rows: list[dict[str, Any]], workers: Optional[int], progress: bool) -> list[Result]:
    """The results of all rows. The first error ends the cells that have not begun."""
    bar = Bar()
    results = []
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        running = [pool.submit(cell, row) for row in rows]
        try:
            for done, future in enumerate(running, 1):
                results.append(future.result())
                if progress:
                    bar.update("sweep", "cells", done, len(rows))
        finally:
            bar.close()
            for future in running:
                future.cancel()
    return results
