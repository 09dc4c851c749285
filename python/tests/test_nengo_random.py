"""Networks drawn at random have Nengo's numbers. NEFC_RANDOM is how many are tried, 30 without it;
NEFC_RANDOM_FROM is the first seed. Without Nengo this is left out."""

import os
import sys

import pytest

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])
nengo = pytest.importorskip("nengo", reason="Nengo is not installed, and NENGO_SRC does not name its sources")

from nengo.exceptions import SimulationError  # noqa: E402

import nefc  # noqa: E402
from random_networks import Draw  # noqa: E402

FIRST = int(os.environ.get("NEFC_RANDOM_FROM", "0"))
STEPS = 100
NEAR = 1e-11  # of the largest number of a probe: sums are made in another order
FAR = 1e-3
BLOWN = 1e9  # a current that a network without bounds has come to


@pytest.mark.parametrize("seed", range(FIRST, FIRST + int(os.environ.get("NEFC_RANDOM", "30"))))
@pytest.mark.filterwarnings("ignore")
def test_a_random_network(seed):
    net = Draw(seed).network()
    try:
        found = nefc.compare(net, seconds=STEPS * 0.001)
    except nefc.NotFinite:  # in Nengo, too, and it says so: of a function that it calls by another error
        with nengo.Simulator(net, progress_bar=False) as theirs, pytest.raises((FloatingPointError, SimulationError)):
            theirs.run_steps(STEPS)
        return
    assert len(found) > 2
    blown = max(x.largest for x in found) > BLOWN  # and a voltage is what is left of it when spikes are taken off
    found[:] = [x for x in found if not (blown and state(x.probe))]
    far = [x for x in found if x.relative > (FAR if izhikevich(x.probe) else NEAR)]
    assert not far, "\n".join(f"{x.relative:.2g} {x.probe} {x.probe.attr} {x.shape} {x.spike}" for x in far)
    assert not [x for x in found if x.spike], "spikes differ"


def state(probe):
    """Whether a probe sees a state of neurons."""
    return isinstance(probe.obj, nengo.ensemble.Neurons) and probe.attr in ("voltage", "recovery")


def izhikevich(probe):
    """Whether a probe sees the state of neurons that multiply a difference several times in each step of a spike's rise."""
    return state(probe) and isinstance(probe.obj.ensemble.neuron_type, nengo.Izhikevich)
