"""The models of bench/models/*.nef as Nengo scripts, by the same names.

Where NENGO_SRC names a checkout of Nengo, they run on it; without, on the NumPy
calls of reference.py.
"""

import os
import sys
import time

import numpy as np

WHOLE = "NENGO_SRC" in os.environ
if WHOLE:
    sys.path.insert(0, os.environ["NENGO_SRC"])
    import nengo

    nengo.rc["decoder_cache"]["enabled"] = "False"
    NAME = "Nengo " + nengo.__version__
else:
    import reference as nengo

    NAME = "NumPy"

Uniform = nengo.dists.Uniform


def wave(t):
    return np.sin(6 * t)


def doubling():
    rates = Uniform(50, 100)
    pre = nengo.Ensemble(101, 1, radius=2, max_rates=rates)
    post = nengo.Ensemble(102, 1, radius=2, max_rates=rates)
    ramp = nengo.Node(wave)
    nengo.Connection(ramp, pre)
    c = nengo.Connection(pre.neurons, post.neurons, transform=np.zeros((102, 101)), learning_rule_type=nengo.PES(1e-3))
    err = nengo.Node(size_in=1)
    nengo.Connection(post, err)
    nengo.Connection(pre, err, function=lambda x: x * x, transform=-1)
    nengo.Connection(err, c.learning_rule)
    for target in (ramp, pre, post, err):
        nengo.Probe(target, synapse=0.1)


def channel(n):
    u = nengo.Node(wave)
    a = nengo.Ensemble(n, 1, n_eval_points=500)
    b = nengo.Ensemble(n, 1, n_eval_points=500)
    nengo.Connection(u, a)
    nengo.Connection(a, b)
    nengo.Probe(b, synapse=0.01)


def integrator():
    u = nengo.Node(wave)
    x = nengo.Ensemble(1000, 1)
    nengo.Connection(u, x, transform=0.1, synapse=0.1)
    nengo.Connection(x, x, synapse=0.1)
    nengo.Probe(x, synapse=0.01)


def lorenz():
    x = nengo.Ensemble(2000, 3, radius=60, n_eval_points=500)

    def feedback(x):
        dx = 10 * (x[1] - x[0]), -x[0] * x[2] - x[1], x[0] * x[1] - 8 / 3 * (x[2] + 28) - 28
        return [x[i] + 0.1 * dx[i] for i in range(3)]

    nengo.Connection(x, x, function=feedback, synapse=0.1)
    nengo.Probe(x, synapse=0.01)


def circular_convolution(d):
    rng = np.random.RandomState(1)
    a = nengo.Node(rng.randn(d) / np.sqrt(d))
    b = nengo.Node(rng.randn(d) / np.sqrt(d))
    c = nengo.networks.CircularConvolution(200, dimensions=d)
    nengo.Connection(a, c.input_a)
    nengo.Connection(b, c.input_b)
    nengo.Probe(c.output, synapse=0.01)


def full_weights(n):
    u = nengo.Node(wave)
    a = nengo.Ensemble(n, 1, n_eval_points=500)
    b = nengo.Ensemble(n, 1, n_eval_points=500)
    nengo.Connection(u, a)
    c = nengo.Connection(a.neurons, b.neurons, transform=np.full((n, n), 1e-6), learning_rule_type=nengo.PES())
    err = nengo.Node(size_in=1)
    nengo.Connection(b, err)
    nengo.Connection(a, err, transform=-1)
    nengo.Connection(err, c.learning_rule)


def basal_ganglia():
    u = nengo.Node(0.5 + np.arange(10) / 20)
    bg, th = nengo.networks.BasalGanglia(10), nengo.networks.Thalamus(10)
    nengo.Connection(u, bg.input)
    nengo.Connection(bg.output, th.input)
    nengo.Probe(th.output, synapse=0.01)


def unsupervised(rule):
    u = nengo.Node(wave)
    a, b = nengo.Ensemble(500, 1), nengo.Ensemble(500, 1)
    nengo.Connection(u, a)
    nengo.Connection(a.neurons, b.neurons, transform=np.full((500, 500), 1e-5), learning_rule_type=rule)


def voja():
    u = nengo.Node(lambda t: [np.sin(6 * t), np.cos(6 * t)])
    a, b = nengo.Ensemble(500, 2), nengo.Ensemble(500, 2)
    nengo.Connection(u, a)
    nengo.Connection(a, b, learning_rule_type=nengo.Voja())


def rls():
    u = nengo.Node(wave)
    a, b = nengo.Ensemble(500, 1), nengo.Ensemble(500, 1)
    nengo.Connection(u, a)
    c = nengo.Connection(a, b, learning_rule_type=nengo.RLS())
    err = nengo.Node(size_in=1)
    nengo.Connection(b, err)
    nengo.Connection(a, err, transform=-1)
    nengo.Connection(err, c.learning_rule)


def one(neurons):
    u = nengo.Node(wave)
    n = 10000
    a = nengo.Ensemble(n, 1, neuron_type=neurons, gain=np.full(n, 2.0), bias=np.ones(n), n_eval_points=100)
    nengo.Connection(u, a)


def populations(count, n):
    """Some that decode a sine each."""
    u = nengo.Node(wave)
    for _ in range(count):
        a = nengo.Ensemble(n, 1)
        nengo.Connection(u, a)
        nengo.Connection(a, nengo.Node(size_in=1))


# The script of each model, and how many steps take long enough to be measured.
MODELS = {
    "doubling_pes": (doubling, 5000),
    "doubling_dale": (doubling, 5000),  # without Dale: Nengo cannot keep it
    "channel_1000": (lambda: channel(500), 5000),
    "channel_10000": (lambda: channel(5000), 1000),
    "integrator_1000": (integrator, 5000),
    "lorenz_2000": (lorenz, 3000),
    "circular_convolution_64": (lambda: circular_convolution(64), 500),
    "circular_convolution_128": (lambda: circular_convolution(128), 300),
    "full_weights_1000": (lambda: full_weights(1000), 200),
    "full_weights_10000": (lambda: full_weights(10000), 3),
    "basal_ganglia_10": (basal_ganglia, 1000),
    "bcm_500": (lambda: unsupervised(nengo.BCM()), 500),
    "oja_500": (lambda: unsupervised(nengo.Oja()), 500),
    "voja_500": (voja, 3000),
    "rls_500": (rls, 500),
    "alif_10000": (lambda: one(nengo.AdaptiveLIF()), 1000),
    "izhikevich_10000": (lambda: one(nengo.Izhikevich()), 1000),
    "lif_rate_10000": (lambda: one(nengo.LIFRate()), 1000),
}


def simulator(name):
    return built(MODELS[name][0])[0]


def built(script, *args):
    """The simulator of a script, and the seconds that Nengo takes to make it."""
    with nengo.Network(seed=1) as model:
        script(*args)
    start = time.perf_counter()
    sim = nengo.Simulator(model, progress_bar=False)
    return sim, time.perf_counter() - start
