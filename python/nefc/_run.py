"""Runs a model as the command does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
import weakref
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Optional

from ._binary import binary
from ._errors import Diagnostic, ModelError, ModelWarning, NefcError, RunInterrupted
from ._given import Named, explained, whole
from ._model import Model, is_text, settings
from ._progress import Bar, watched
from ._result import Result

_MODEL, _USAGE, _FILES = 1, 2, 3  # exit codes: docs/json.md
_NOT_MET = "NEF072"

_AS_LONG = "how long it runs the model says, `run 1s`; a session runs as long as it is told, `nefc.Session(model).run(1.0)`"
_WAYS = {  # what an argument is called here that others know by another name
    "dt": "the time step stands in the model, `run 1s dt 2ms`",
    "seconds": _AS_LONG,
    "time": _AS_LONG,
    "t": _AS_LONG,
    "experiment": 'one experiment is run by `only="NAME"`',
    "seeds": "several seeds are a sweep, `nefc.sweep(model, seeds=range(5))`; one is `seed=1`",
    "external": 'functions for nodes are given to a session, `nefc.Session(model, external={"name": f})`',
}


def run(
    model: Model,
    *,
    seed: Optional[int] = None,
    out: Optional[Model] = None,
    only: Optional[str] = None,
    again: bool = False,
    workers: Optional[int] = None,
    report: bool = False,
    locked: bool = False,
    progress: Optional[bool] = None,
    warn: bool = True,
    set: Optional[Mapping[str, Any]] = None,
    **params: Any,
) -> Result:
    """Check, build and simulate a model, as ``nefc run`` does, with the same bytes.

    Args:
        model: the path of a model; or its text, which has a line break. Files that a text
            names are those of the current folder.
        seed: instead of the model's.
        out: folder for results; ``out`` beside the model without it, of a text one that
            is removed with the result.
        only: run only this experiment.
        again: run finished cells of seeds and sweeps once more.
        workers: cells that run at a time; one a core without it.
        report: write ``report.html`` too.
        locked: run only what ``nefc.lock`` beside the model has locked.
        progress: show a bar; None where standard error is a terminal or a notebook.
        warn: hand what is said of the model, and expectations that failed, to
            ``warnings`` as ``ModelWarning``.
        set: params whose names are those of arguments.
        **params: params of the model with other values: numbers, lists, words; quantities
            with their unit, ``tau="50ms"``.

    Returns:
        What came of the experiment: of the last one, if the model has several.

    Raises:
        ModelError: the model has errors, or a value was not finite any more.
        RunInterrupted: the run was ended from outside.
        NefcError: no such file, no such experiment, a full disk.
    """
    argv = ["run", "--json", *settings({**(set or {}), **params})]
    temporary = None
    if out is None and is_text(model):
        out = temporary = tempfile.mkdtemp(prefix="nefc-")
    numbers = {"seed": seed, "workers": workers}
    argv += [f"--{name}={whole(name, v)}" for name, v in numbers.items() if v is not None]
    texts = {"--out": out, "--only": only}
    argv += [f"{name}={os.fspath(v)}" for name, v in texts.items() if v is not None]
    argv += [name for name, on in {"--again": again, "--report": report, "--locked": locked}.items() if on]
    try:
        said, code, complaint = _talk(argv, model, watched() if progress is None else progress)
        result = _result(said, code, complaint)
    except BaseException:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
        raise
    if temporary:
        weakref.finalize(result, shutil.rmtree, temporary, ignore_errors=True)
    if warn:
        for d in result.diagnostics:
            warnings.warn("\n" + d.rendered.rstrip("\n"), ModelWarning, stacklevel=2)
    return result


def _talk(argv: list[str], model: Model, progress: bool) -> tuple[list[dict[str, Any]], int, str]:
    """Runs the command: what it said, its exit code and what it complained of."""
    text = model if is_text(model) else None
    argv = [binary(), *argv, *(["--progress"] if progress else []), "--", "-" if text else os.fspath(model)]
    bar = Bar()
    said = []
    with tempfile.TemporaryFile() as complaints:
        source = subprocess.PIPE if text else subprocess.DEVNULL
        process = subprocess.Popen(argv, stdin=source, stdout=subprocess.PIPE, stderr=complaints)
        try:
            if process.stdin:
                with suppress(BrokenPipeError), process.stdin as pipe:  # who ends without reading says why
                    pipe.write(str(text).encode())
            for line in process.stdout or ():
                object = _object(line)
                if object["kind"] == "progress":
                    bar.update(object["experiment"], object["of"], object["done"], object["total"])
                else:
                    said.append(object)
        except BaseException:  # above all KeyboardInterrupt: the run writes what it has
            process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            raise
        finally:
            bar.close()
            code = process.wait()
        complaints.seek(0)
        return said, code, complaints.read().decode(errors="replace").strip()


def _object(line: bytes) -> dict[str, Any]:
    """A line that the command says."""
    try:
        object: dict[str, Any] = json.loads(line)
        return object
    except ValueError:
        raise NefcError(f"{binary()} is another program than nefc: it says {line.decode(errors='replace').rstrip()!r}") from None


def _result(said: list[dict[str, Any]], code: int, complaint: str) -> Result:
    """The result that the objects of a run describe."""
    found = [Diagnostic.of(o) for o in said if o["kind"] == "diagnostic"]
    experiments: Named[Result] = Named("experiment")
    for o in said:
        if o["kind"] == "experiment":
            files = [Path(f).absolute() for f in o["files"]]
            experiments[o["experiment"]] = Result(_home(files), files, found)
        elif o["kind"] == "cells":
            experiments[o["experiment"]] = _cells(o, said, found)
    last = list(experiments.values())[-1] if experiments else None
    if any(d.severity == "error" and d.code != _NOT_MET for d in found):
        raise ModelError(explained(found, _WAYS), last)
    if code not in (0, _MODEL) or last is None:
        if any(o.get("interrupted") for o in said):
            raise RunInterrupted(complaint)
        raise NefcError(complaint or f"nefc ended with exit code {code}")
    for r in experiments.values():
        r.experiments = experiments
    return last


def _home(files: list[Path]) -> Path:
    """The folder of an experiment, which is that of its summary."""
    return next(f.parent for f in files if f.name == "summary.json")


def _cells(o: dict[str, Any], said: list[dict[str, Any]], found: list[Diagnostic]) -> Result:
    files = [Path(f).absolute() for f in o["files"]]
    home = next(f.parent for f in files if f.name == "cells.csv")
    result = Result(home, files, found)
    for cell in said:
        if cell["kind"] == "cell" and cell["experiment"] == o["experiment"]:
            result.cells.append(Result(home / cell["cell"], [], [], cell["cell"]))
    return result
