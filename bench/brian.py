"""What Brian2 makes of a network, as compiled C++: prints the seconds a step takes, without
building and compiling.

    brian.py doubling   the two-population experiment: LIF neurons, integrated exactly; all-to-all
                        synapses; decoded values as synapses onto three filtered numbers; the change
                        by PES of every weight at every step; the numbers recorded behind a filter
    brian.py lif        10,000 LIF neurons, driven by a sine through their encoders
"""

import sys
import tempfile
import warnings

warnings.filterwarnings("ignore")

import brian2 as b2
import numpy as np
from brian2 import ms

rng = np.random.RandomState(7)


def population(n):
    rates, intercepts = rng.uniform(50, 100, n), rng.uniform(-1, 0.9, n)
    z = 1 / (1 - np.exp((0.002 - 1 / rates) / 0.02))
    gain = (1 - z) / (intercepts - 1)
    equations = """
    dv/dt = (bias + scaled*x + current - v)/(20*ms) : 1 (unless refractory)
    dcurrent/dt = -current/(5*ms) : 1
    drate/dt = -rate/(5*ms) : 1
    bias : 1
    scaled : 1
    x : 1
    error : 1
    """
    group = b2.NeuronGroup(n, equations, threshold="v > 1", reset="v = 0; rate += 200", refractory=2 * ms, method="exact")
    group.bias, group.scaled = 1 - gain * intercepts, gain * rng.choice([-1.0, 1.0], n) / 2
    group.v = rng.uniform(size=n)
    return group


def lif():
    group = population(10000)
    group.run_regularly("x = sin(6*t/second)", dt=1 * ms)
    return [group]


def doubling():
    pre, post = population(101), population(102)
    pre.run_regularly("x = sin(6*t/second)", dt=1 * ms)
    values = b2.NeuronGroup(3, "dx/dt = -x/(5*ms) : 1\ndfiltered/dt = (x - filtered)/(100*ms) : 1", method="exact")
    net = [pre, post, values]
    for k, source in enumerate((pre, pre, post)):  # pre, pre squared, post
        decoders = b2.Synapses(source, values, "d : 1", on_pre="x_post += d")
        decoders.connect(j=str(k))
        decoders.d = "0.1*randn()"
        net.append(decoders)
    error = b2.Synapses(values, post, "part : 1\nerror_post = part*x_pre : 1 (summed)")
    error.connect(condition="i > 0")
    error.part = "2*i - 3"
    weights = b2.Synapses(pre, post, "w : 1", on_pre="current_post += 0.2*w")
    weights.connect()
    weights.run_regularly("w -= 1e-3*0.001/101*scaled_post*error_post*rate_pre", dt=1 * ms)
    return [*net, error, weights, b2.StateMonitor(values, "filtered", record=True)]


def main(network, steps):
    folder = tempfile.mkdtemp()
    b2.set_device("cpp_standalone", directory=folder, build_on_run=False)
    b2.defaultclock.dt = 1 * ms
    b2.Network(*network()).run(steps * ms)
    b2.device.build(directory=folder, compile=True, run=True, debug=False)
    print(b2.device._last_run_time / steps)


main(*{"doubling": (doubling, 20000), "lif": (lif, 5000)}[sys.argv[1]])
