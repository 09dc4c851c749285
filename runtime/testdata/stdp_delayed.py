"""Weights after every step by Brian2 2.5.1 (Debian's python3-brian): rules of spikes on a sparse connection, with a delay
of each synapse. Writes stdp_delayed.npz. No spike of the source arrives at a synapse in a step in which its target
fires, which Brian2 counts as a pair and nefc does not."""
import os
import warnings

warnings.filterwarnings("ignore")
import brian2 as b2
import numpy as np
from brian2 import ms, second

b2.prefs.codegen.target = "numpy"
STEPS, N, M, LONGEST = 300, 9, 7, 6
TRACES = {
    "pair": ("dx/dt = -x/(20*ms) : 1 (event-driven)\ndy/dt = -y/(20*ms) : 1 (event-driven)",
             "w = clip(w - 0.00525*y, 0, 1)\nx += 1", "w = clip(w + 0.005*x, 0, 1)\ny += 1"),
    "pair.nearest": ("dx/dt = -x/(20*ms) : 1 (event-driven)\ndy/dt = -y/(20*ms) : 1 (event-driven)",
                     "w = clip(w - 0.00525*y, 0, 1)\nx = 1", "w = clip(w + 0.005*x, 0, 1)\ny = 1"),
    "pair.multiplicative": ("dx/dt = -x/(20*ms) : 1 (event-driven)\ndy/dt = -y/(20*ms) : 1 (event-driven)",
                            "w = clip(w - 0.00525*w*y, 0, 1)\nx += 1", "w = clip(w + 0.005*(1 - w)*x, 0, 1)\ny += 1"),
    "triplet": ("dr1/dt = -r1/(16.8*ms) : 1 (event-driven)\ndr2/dt = -r2/(101*ms) : 1 (event-driven)\n"
                "do1/dt = -o1/(33.7*ms) : 1 (event-driven)\ndo2/dt = -o2/(125*ms) : 1 (event-driven)",
                "w = clip(w - o1*(7e-3 + 2.3e-4*r2), 0, 1)\nr1 += 1\nr2 += 1",
                "w = clip(w + r1*(5e-10 + 6.2e-3*o2), 0, 1)\no1 += 1\no2 += 1"),
    "inhibitory": ("dx/dt = -x/(20*ms) : 1 (event-driven)\ndy/dt = -y/(20*ms) : 1 (event-driven)",
                   "w = clip(w + 0.01*(y - 0.2), 0, 1)\nx += 1", "w = clip(w + 0.01*x, 0, 1)\ny += 1"),
}


def events(spikes):
    step, neuron = np.nonzero(spikes)
    return neuron, step


def weights(rule, pre, post, source, target, delay, w0):
    b2.start_scope()
    b2.defaultclock.dt = 1 * ms
    groups = []
    for spikes in (pre, post):
        neuron, step = events(spikes)
        groups.append(b2.SpikeGeneratorGroup(spikes.shape[1], neuron, step * ms))
    traces, on_pre, on_post = TRACES[rule]
    s = b2.Synapses(*groups, "w : 1\n" + traces, on_pre=on_pre, on_post=on_post)
    s.connect(i=source, j=target)
    s.pre.delay = delay * ms
    s.w = w0
    monitor = b2.StateMonitor(s, "w", record=True, when="end")
    net = b2.Network(*groups, s, monitor)
    net.run(STEPS * ms)
    return np.asarray(monitor.w).T


def main():
    rng = np.random.RandomState(5)
    exists = rng.rand(M, N) < 0.35
    target, source = np.nonzero(exists)
    delay = rng.randint(0, LONGEST + 1, len(source))
    pre, post = rng.rand(STEPS, N) < 0.05, rng.rand(STEPS, M) < 0.06
    for i, j, d in zip(target, source, delay):
        arrives = np.zeros(STEPS, bool)
        arrives[d:] = pre[:STEPS - d, j]
        post[:, i] &= ~arrives
    w0 = rng.uniform(0.2, 0.8, len(source))
    out = {"pre": pre.astype(np.int8), "post": post.astype(np.int8), "source": source, "target": target, "delay": delay, "w0": w0}
    for rule in TRACES:
        out[rule + ".weights"] = weights(rule, pre, post, source, target, delay, w0)
        print(rule, int(pre.sum()), int(post.sum()), np.abs(out[rule + ".weights"][-1] - w0).max())
    np.savez_compressed(os.path.dirname(os.path.abspath(__file__)) + "/stdp_delayed.npz", **out)


main()
