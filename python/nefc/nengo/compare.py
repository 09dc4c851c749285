"""``compare``: how near nefc comes to Nengo on a network."""

from __future__ import annotations

from dataclasses import dataclass

import nengo
import numpy as np
from nengo.simulator import Simulator as Theirs  # also where nengo.Simulator was made ours

from .simulator import Simulator


@dataclass(frozen=True)
class Compared:
    """A probe, recorded by both.

    Attributes
    ----------
    probe : of the network
    shape : of what was recorded, samples first
    deviation : the largest difference between two numbers
    largest : the largest number that Nengo recorded
    spike : the time (s) and the neuron of the first spike that differs; ``None`` if none does, or the
        probe records none
    """

    probe: nengo.Probe
    shape: tuple[int, ...]
    deviation: float
    largest: float
    spike: tuple[float, int] | None

    @property
    def relative(self) -> float:
        """The largest difference, as a part of the largest number."""
        return self.deviation / self.largest if self.largest else self.deviation


class Comparison(list):
    """What :func:`compare` found: one :class:`Compared` for each probe. Printed it is a table."""

    @property
    def worst(self) -> float:
        """The largest relative difference of all probes."""
        return max((x.relative for x in self), default=0.0)

    def __repr__(self) -> str:
        lines = [f"{'deviation':>10} {'largest':>10}  probe"]
        for x in self:
            spike = "" if x.spike is None else f"; first spike that differs: neuron {x.spike[1]} at {x.spike[0]:g} s"
            lines.append(f"{x.deviation:10.2g} {x.largest:10.4g}  {x.probe} {x.probe.attr} {x.shape}{spike}")
        return "\n".join(lines)


def compare(network: nengo.Network, seconds: float = 1.0, dt: float = 0.001, seed: int | None = None) -> Comparison:
    """Runs a network with nefc, and again with Nengo, and compares what each probe recorded.

    Both run what Nengo's builder made once, so a network without a seed is the same in both.
    Functions of Python are called by both, one after the other.

    Parameters
    ----------
    network : with probes
    seconds : model time (s)
    dt : time step (s)
    seed : of the simulators
    """
    with Simulator(network, dt=dt, seed=seed, progress_bar=False) as ours:
        ours.run(seconds)
    return again(ours)


def again(ours: Simulator) -> Comparison:
    """Lets Nengo make the steps of a simulator, and compares what both recorded."""
    with Theirs(None, model=ours.model, seed=ours.seed, progress_bar=False, optimize=False) as theirs:
        theirs.run_steps(ours.n_steps)
    times = {probe: ours.trange(sample_every=probe.sample_every) for probe in ours.model.probes}
    return Comparison(_compared(probe, ours.data[probe], theirs.data[probe], times[probe]) for probe in ours.model.probes)


def _compared(probe: nengo.Probe, got: np.ndarray, want: np.ndarray, times: np.ndarray) -> Compared:
    want, times = want[len(want) - len(got) :], times[len(times) - len(got) :]  # probes may have been cleared
    deviation = float(np.abs(got - want).max()) if want.size else 0.0
    spike = _first_spike(got, want, times) if _spikes(probe) else None
    return Compared(probe, want.shape, deviation, float(np.abs(want).max()) if want.size else 0.0, spike)


def _spikes(probe: nengo.Probe) -> bool:
    return isinstance(probe.obj, nengo.ensemble.Neurons) and probe.attr == "output" and probe.obj.ensemble.neuron_type.spiking


def _first_spike(got: np.ndarray, want: np.ndarray, times: np.ndarray) -> tuple[float, int] | None:
    differs = np.argwhere((got != 0) != (want != 0))
    if not len(differs):
        return None
    sample, neuron = differs[0]
    return float(times[sample]), int(neuron)
