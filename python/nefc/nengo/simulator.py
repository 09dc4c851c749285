"""``Simulator``: a ``nengo.Network`` run by nefc."""

from __future__ import annotations

import warnings

import nengo
import numpy as np
from nengo.builder import Model
from nengo.cache import get_default_decoder_cache
from nengo.exceptions import NengoWarning, ReadonlyError, SimulatorClosed, ValidationError
from nengo.rc import rc
from nengo.utils.numpy import maxint
from nengo.utils.progress import Progress, ProgressTracker

from .. import _servers
from .._given import real, whole
from . import processes
from .built import Built
from .context import Context
from .convert import exactly
from .data import SimulationData
from .engine import Engine
from .errors import Unsupported
from .export import readable
from .functions import changed

_servers.ahead()  # while the network is being made

_PIECE = 1000  # steps between looks at the progress bar


class Simulator:
    """Runs a network with the neurons and numbers that Nengo's builder finds.

    It has the interface of ``nengo.Simulator``. What cannot be run is refused by :class:`Unsupported`,
    which says what it is and where.

    Parameters
    ----------
    network : nengo.Network; ``None`` for that of a ``model`` that is built already
    dt : s, the time step
    seed : of processes that have none of their own; ``network.seed + 1`` without it
    model : nengo.builder.Model, with things that are built already
    progress_bar : as in Nengo
    optimize : accepted and ignored; nefc optimizes always
    build : ``"nengo"``: Nengo's builder draws and solves, so neurons and numbers are Nengo's; or
        ``"nefc"``: nefc does, much faster, from the same distributions. ``data`` has probes only then

    Attributes
    ----------
    data : mapping from a probe to its samples (n × shape of one), from other objects to what was built
    model : nengo.builder.Model
    closed : bool
    """

    def __init__(self, network, dt=0.001, seed=None, model=None, progress_bar=True, optimize=True, *, build="nengo"):
        self.closed = True  # until everything has gone well
        self.progress_bar, self.optimize = progress_bar, optimize
        if rc.float_dtype != np.float64:
            raise Unsupported("nengo.rc", f"precision of {rc.float_dtype}: nefc computes in 64 bits, `nengo.rc['precision']['bits'] = 64`")
        if build not in ("nengo", "nefc"):
            raise ValidationError(f"is 'nengo' or 'nefc', not {build!r}", attr="build")
        if not real("dt", dt) > 0:
            raise ValidationError(f"must be above 0, not {dt!r}", attr="dt")
        if not isinstance(network, (nengo.Network, type(None))):
            raise ValidationError(f"is a nengo.Network, not {network!r}", attr="network")
        if build == "nefc" and (network is None or model is not None):
            raise ValidationError("nefc builds networks, not what Nengo has built", attr="build")
        self.build = build
        if model is None:
            model = Model(dt=float(dt), label=f"{network}, dt={dt:f}", decoder_cache=get_default_decoder_cache())
        if build == "nefc":
            model.toplevel = network
        elif network is not None:
            with ProgressTracker(progress_bar, Progress("Building", "Build")) as tracker:
                model.build(network, progress=tracker.next_stage("Building", "Build"))
        if seed is None and network is not None and network.seed is not None:
            seed = network.seed + 1
        self.model = model
        self.seed = np.random.randint(maxint) if seed is None else self._seed(seed)
        self._begin()

    def _seed(self, seed) -> int:
        """A seed that was given. Nengo's processes take those of 32 bits."""
        seed = whole("seed", seed)
        if self.build == "nengo" and not 0 <= seed < 2**32:
            raise ValidationError(f"must be from 0 to 2**32 - 1, not {seed}", attr="seed")
        return seed

    def _begin(self) -> None:
        """Writes the network that was built, and stands before its first step."""
        if self.model.toplevel is None:
            raise Unsupported(self.model, "operators without a network")
        self._context: Context
        if self.build == "nefc":
            drawn = self._context = readable(self.model.toplevel, {}, self.dt)
            text = drawn.text(f"seed {self.seed}")
        else:
            self._built = Built(self.model, self.seed)
            self._context = exactly(self.model.toplevel, self._built)
            text = "\n".join(self._context.lines)
        for ens in self._context.drawn:
            warnings.warn(f"{ens}: nefc draws its spikes, from the same distribution as Nengo but other numbers", NengoWarning)
        self.recorded = self._context.probes
        self.data = SimulationData(self)
        self._n_steps = self._cleared = 0
        self._engine = Engine(self._context, text, self.dt)
        self.closed = False

    def __getstate__(self) -> dict:
        """What makes the same simulator again: what was built, and how many steps were made since."""
        kept = ("model", "build", "seed", "progress_bar", "optimize", "closed", "_n_steps", "_cleared")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, state: dict) -> None:
        """Makes the steps again that had been made."""
        self.closed = True
        self.model, self.build, self.seed = state["model"], state["build"], state["seed"]
        self.progress_bar, self.optimize = state["progress_bar"], state["optimize"]
        self._begin()
        if state["_n_steps"]:
            self._advance(state["_n_steps"])
        self._cleared = state["_cleared"]
        if state["closed"]:
            self.close()

    def __enter__(self):
        self._open("Cannot re-open after simulator is closed")
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if not getattr(self, "closed", True):
            warnings.warn(f"Simulator with model={self.model} was deallocated while open. Close it, or use `with`.", ResourceWarning)
            self.close()

    @property
    def dt(self) -> float:
        """The time step (s)."""
        return self.model.dt

    @dt.setter
    def dt(self, _):
        raise ReadonlyError(attr="dt", obj=self)

    @property
    def n_steps(self) -> int:
        """The number of steps made."""
        return self._n_steps

    @property
    def time(self) -> float:
        """The model time (s)."""
        return self._n_steps * self.dt

    def _open(self, message: str) -> None:
        if self.closed:
            raise SimulatorClosed(message)

    def run(self, time_in_seconds: float, progress_bar=None) -> None:
        """Runs for a time (s), rounded to whole steps."""
        if real("time_in_seconds", time_in_seconds) < 0:
            raise ValidationError(f"Must be positive (got {time_in_seconds:g})", attr="time_in_seconds")
        steps = int(np.round(float(time_in_seconds) / self.dt))
        if steps == 0:
            warnings.warn(f"{time_in_seconds} results in running for 0 timesteps. Simulator still at time {self.time}.")
        else:
            self.run_steps(steps, progress_bar=progress_bar)

    def run_steps(self, steps: int, progress_bar=None) -> None:
        """Makes a number of steps."""
        self._open("Simulator cannot run because it is closed.")
        steps = whole("steps", steps)
        bar = self.progress_bar if progress_bar is None else progress_bar
        with ProgressTracker(bar, Progress("Simulating", "Simulation", steps)) as tracker:
            for begin in range(0, steps, _PIECE):
                n = min(_PIECE, steps - begin)
                self._advance(n)
                tracker.total_progress.step(n)

    def step(self) -> None:
        """Makes one step."""
        self._open("Simulator cannot run because it is closed.")
        self._advance(1)

    def _advance(self, n: int) -> None:
        self._unchanged()
        try:
            self._engine.step(n)
        finally:
            self._n_steps = self._engine.steps
        self._unchanged()

    def _unchanged(self) -> None:
        """Refuses to go on with what a function read when it became an expression."""
        for place, f, read in self._context.traced:
            name = changed(f, read)
            if name is not None:
                raise Unsupported(place, f"`{name}`, which its function reads, has changed since the simulator was made: make another")

    def samples(self, probe: nengo.Probe) -> np.ndarray:
        """What a probe recorded, one sample a row; what never changes is repeated."""
        recorded = self.recorded[probe]
        due = self._due(probe.sample_every)
        if recorded.constant is not None:
            return np.broadcast_to(np.ravel(recorded.constant), (len(due), recorded.constant.size))
        rows = self._engine.samples(recorded.label)
        return rows[len(rows) - len(due) :]

    def _due(self, every: float | None) -> np.ndarray:
        """The steps, since probes were last cleared, in which a probe with an interval (s) samples."""
        period = 1 if every is None else every / self.dt
        steps = np.arange(self._cleared + 1, self._n_steps + 1)
        return steps[steps % period < 1]

    def clear_probes(self) -> None:
        """Forgets what was recorded."""
        self._cleared = self._n_steps

    def reset(self, seed: int | None = None) -> None:
        """Goes back to the beginning: weights as built, nothing recorded; processes draw from another seed if one is given."""
        self._open("Cannot reset closed Simulator.")
        if seed is not None:
            self.seed = self._seed(seed)
        if self.build == "nefc":
            self._engine.close()
            self._begin()
            return
        self._built.seeds.update(processes.seeds(self.model, self.seed))
        self._engine.reset()
        self._n_steps = self._cleared = 0

    def trange(self, dt: float | None = None, sample_every: float | None = None) -> np.ndarray:
        """The times (s) of samples: of every step, or of those of a probe with that interval (s)."""
        if dt is not None:
            if sample_every is not None:
                raise ValidationError("Cannot specify both `dt` and `sample_every`. Use `sample_every` only.", attr="dt", obj=self)
            warnings.warn("`dt` is deprecated. Use `sample_every` instead.", DeprecationWarning)
            sample_every = dt
        period = 1 if sample_every is None else sample_every / self.dt
        steps = np.arange(1, self.n_steps + 1)
        return self.dt * steps[steps % period < 1]

    def close(self) -> None:
        """Ends the simulation. What was recorded stays."""
        self.closed = True
        self._engine.close()
