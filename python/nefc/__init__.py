"""nefc: models of spiking neurons, from Python.

>>> import nefc
>>> r = nefc.run("model.nef", seed=3, lr=1e-3)      # a run, as the command makes it
>>> r["post"], r.t                                  # what probes recorded
>>> with nefc.Session("model.nef") as s:            # a model that is driven by hand
...     s.run(1.0)
...     s.set("lr", 0)
...     s["post"]
>>> cells = nefc.sweep("model.nef", lr=[1e-5, 1e-4], seeds=range(5))

Everything is imported when it is first used, so that ``import nefc`` takes a millisecond.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # of typing, whose import takes as long as the rest of this package

__version__ = "1.0.0"

# Where each name of the package lives.
_HOMES = {
    "run": "_run",
    "Result": "_result",
    "Session": "_session",
    "sweep": "_sweep",
    "NefcError": "_errors",
    "ModelError": "_errors",
    "ModelWarning": "_errors",
    "RunInterrupted": "_errors",
    "Diagnostic": "_errors",
    "binary": "_binary",
    "load_ipython_extension": "_magic",
    "Simulator": "nengo",
    "Unsupported": "nengo",
    "NotFinite": "nengo",
    "compare": "nengo",
    "export": "nengo",
}

__all__ = sorted(_HOMES)

if TYPE_CHECKING:
    from ._binary import binary
    from ._errors import Diagnostic, ModelError, ModelWarning, NefcError, RunInterrupted
    from ._magic import load_ipython_extension
    from .nengo.compare import compare
    from .nengo.errors import NotFinite, Unsupported
    from .nengo.export import export
    from .nengo.simulator import Simulator
    from ._result import Result
    from ._run import run
    from ._session import Session
    from ._sweep import sweep


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module("." + home, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
