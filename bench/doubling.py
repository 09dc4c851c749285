"""Times the learning phase of examples/doubling.nef in Python.

With NENGO_SRC naming a checkout of Nengo 4.1, the reference simulator runs the
same network: 101 and 102 LIF neurons, a full weight matrix trained by PES, the
error computed from decoded values, four filtered probes. Without it, a plain
NumPy loop does the arithmetic of one Nengo step with the fewest calls; Nengo
itself needs two to three times as long, so the ratio is a lower bound.

Prints one line: what ran, seconds of simulation for 20 s of model time.
"""

import os
import sys
import time

import numpy as np

N_PRE, N_POST, DT, STEPS = 101, 102, 0.001, 20000


def nengo_seconds():
    sys.path.insert(0, os.environ["NENGO_SRC"])
    import nengo

    with nengo.Network(seed=7) as model:
        rates = nengo.dists.Uniform(50, 100)
        pre = nengo.Ensemble(N_PRE, 1, radius=2, max_rates=rates)
        post = nengo.Ensemble(N_POST, 1, radius=2, max_rates=rates)
        ramp = nengo.Node(lambda t: t / 10 - 1)
        nengo.Connection(ramp, pre)
        learned = nengo.Connection(pre.neurons, post.neurons, transform=np.zeros((N_POST, N_PRE)))
        learned.learning_rule_type = nengo.PES(learning_rate=1e-4)
        err = nengo.Node(size_in=1)
        nengo.Connection(post, err)
        nengo.Connection(pre, err, function=lambda x: x * x, transform=-1)
        nengo.Connection(err, learned.learning_rule)
        for target in (ramp, pre, post, err):
            nengo.Probe(target, synapse=0.1)
    with nengo.Simulator(model, progress_bar=False) as sim:
        sim.run(0.1)
        start = time.perf_counter()
        sim.run_steps(STEPS)
        return time.perf_counter() - start


class Lif:
    """One population, stepped as Nengo steps it."""

    def __init__(self, n, rng):
        rates, intercepts = rng.uniform(50, 100, n), rng.uniform(-1, 0.9, n)
        z = 1 / (1 - np.exp((0.002 - 1 / rates) / 0.02))
        self.gain = (1 - z) / (intercepts - 1)
        self.bias = 1 - self.gain * intercepts
        self.scaled = self.gain * rng.choice([-1.0, 1.0], n) / 2
        self.v, self.ref, self.out = rng.uniform(size=n), np.zeros(n), np.zeros(n)

    def step(self, J):
        self.ref -= DT
        delta = (DT - self.ref).clip(0, DT)
        self.v -= (J - self.v) * np.expm1(-delta / 0.02)
        spiked = self.v > 1
        self.out[:] = spiked * (1 / DT)
        t_spike = DT + 0.02 * np.log1p(-(self.v[spiked] - 1) / (J[spiked] - 1))
        self.v[self.v < 0] = 0
        self.v[spiked] = 0
        self.ref[spiked] = 0.002 + t_spike


def numpy_seconds():
    rng = np.random.RandomState(7)
    pre, post = Lif(N_PRE, rng), Lif(N_POST, rng)
    W = np.zeros((N_POST, N_PRE))
    d_pre, d_sq, d_post = rng.randn(N_PRE) * 1e-3, rng.randn(N_PRE) * 1e-3, rng.randn(N_POST) * 1e-3
    x = np.zeros(1)
    weighted, current = np.zeros(N_POST), np.zeros(N_POST)
    act, delta = np.zeros(N_PRE), np.zeros((N_POST, N_PRE))
    filtered, probes = np.zeros(8), [[] for _ in range(4)]
    a, p = np.exp(-DT / 0.005), np.exp(-DT / 0.1)
    start = time.perf_counter()
    for k in range(1, STEPS + 1):
        W += delta
        ramp = k * DT / 10 - 1
        x[...] = filtered[0]
        pre.step(pre.bias + pre.scaled * x)
        post.step(post.bias + current)
        weighted[...] = W.dot(pre.out)
        current *= a
        current += (1 - a) * weighted
        act *= a
        act += (1 - a) * pre.out
        decoded, squared, value = d_pre.dot(pre.out), d_sq.dot(pre.out), d_post.dot(post.out)
        error = filtered[2] - filtered[1]
        delta[...] = np.outer(-1e-4 * DT / N_PRE * post.scaled * filtered[3], act)
        filtered[:4] = a * filtered[:4] + (1 - a) * np.array([ramp, squared, value, error])
        filtered[4:] = p * filtered[4:] + (1 - p) * np.array([ramp, decoded, value, error])
        for probe, v in zip(probes, filtered[4:]):
            probe.append(v.copy())
    return time.perf_counter() - start


if "NENGO_SRC" in os.environ:
    print("nengo", nengo_seconds())
else:
    print("numpy", numpy_seconds())
