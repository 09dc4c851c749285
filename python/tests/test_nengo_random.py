"""Networks drawn at random have Nengo's numbers. NEFC_RANDOM is how many are tried, 30 without it;
NEFC_RANDOM_FROM is the first seed. Without Nengo this is left out."""

import os
import sys

import pytest

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])
nengo = pytest.importorskip("nengo", reason="Nengo is not installed, and NENGO_SRC does not name its sources")

import nefc  # noqa: E402
from random_networks import Draw  # noqa: E402

FIRST = int(os.environ.get("NEFC_RANDOM_FROM", "0"))
STEPS = 100
NEAR = 1e-11  # of the largest number of a probe: sums are made in another order
FAR = 1e-4


@pytest.mark.parametrize("seed", range(FIRST, FIRST + int(os.environ.get("NEFC_RANDOM", "30"))))
@pytest.mark.filterwarnings("ignore")
def test_a_random_network(seed):
    net = Draw(seed).network()
    try:
        found = nefc.compare(net, seconds=STEPS * 0.001)
    except nefc.NotFinite:  # in Nengo, too, and it says so
        with nengo.Simulator(net, progress_bar=False) as theirs, pytest.raises(FloatingPointError):
            theirs.run_steps(STEPS)
        return
    assert len(found) > 2
    far = [x for x in found if x.relative > (FAR if izhikevich(x.probe) else NEAR)]
    assert not far, "\n".join(f"{x.relative:.2g} {x.probe} {x.probe.attr} {x.shape} {x.spike}" for x in far)
    assert not [x for x in found if x.spike], "spikes differ"


def izhikevich(probe):
    """Whether a probe sees the state of neurons that multiply a difference several times in each step of a spike's rise."""
    neurons = probe.obj
    return isinstance(neurons, nengo.ensemble.Neurons) and isinstance(neurons.ensemble.neuron_type, nengo.Izhikevich) and probe.attr in ("voltage", "recovery")
