"""Networks drawn at random have Nengo's numbers. NEFC_RANDOM is how many are tried, 30 without it;
NEFC_RANDOM_FROM is the first seed. Without Nengo this is left out."""

import os
import sys

import pytest

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])
nengo = pytest.importorskip("nengo", reason="Nengo is not installed, and NENGO_SRC does not name its sources")

import numpy as np  # noqa: E402
from nengo.ensemble import Neurons  # noqa: E402
from nengo.exceptions import SimulationError  # noqa: E402

import nefc  # noqa: E402
from nefc.nengo.compare import again  # noqa: E402
from random_networks import Draw  # noqa: E402

FIRST = int(os.environ.get("NEFC_RANDOM_FROM", "0"))
STEPS = 100
NEAR = 1e-11  # of the largest number of a probe: sums are made in another order


@pytest.mark.parametrize("seed", range(FIRST, FIRST + int(os.environ.get("NEFC_RANDOM", "30"))))
@pytest.mark.filterwarnings("ignore")
def test_a_random_network(seed):
    net = Draw(seed).network()
    try:
        with nefc.Simulator(net, progress_bar=False) as ours:
            ours.run_steps(STEPS)
    except nefc.NotFinite:  # in Nengo, too, and it says so: of a function that it calls by another error
        with nengo.Simulator(net, progress_bar=False) as theirs, pytest.raises((FloatingPointError, SimulationError)):
            theirs.run_steps(STEPS)
        return
    found = again(ours)
    assert len(found) > 2
    far = [x for x in found if x.relative > NEAR and not (state(x.probe) and follows(ours, x.probe))]
    assert not far, "\n".join(f"{x.relative:.2g} {x.probe} {x.probe.attr} {x.shape} {x.spike}" for x in far)
    assert not [x for x in found if x.spike], "spikes differ"


def state(probe):
    """Whether a probe sees a state of neurons."""
    return isinstance(probe.obj, Neurons) and probe.attr in probe.obj.ensemble.neuron_type.state


def follows(sim, probe):
    """Whether a state is what Nengo's own formula makes of the currents that nefc recorded.

    Some states make much of the last digit of a current, in Nengo as here: Izhikevich neurons, which
    multiply a difference in each step of a spike's rise, and what is left of a current of 1e13 when
    spikes are taken off. The currents themselves have to be near Nengo's, and spikes the same.
    """
    neurons, kind = probe.obj, probe.obj.ensemble.neuron_type
    currents = sim.data[next(p for p in sim.model.probes if p.obj == neurons and p.attr == "input")]
    states = {name: np.array(sim.model.sig[neurons][name].initial_value) for name in kind.state}
    output, want = np.zeros(neurons.size_out), []
    for current in currents:
        kind.step(sim.dt, current, output, **states)
        want.append(states[probe.attr].copy())
    return np.abs(sim.data[probe] - want).max() <= NEAR * np.abs(want).max()
