"""Networks of Nengo drawn at random, for comparisons with it."""

from __future__ import annotations

import nengo
import numpy as np

NEURONS = [
    nengo.LIF(),
    nengo.LIF(tau_rc=0.03, tau_ref=0.0025, amplitude=0.5, min_voltage=-1),
    nengo.LIFRate(),
    nengo.AdaptiveLIF(tau_n=0.1),
    nengo.AdaptiveLIFRate(),
    nengo.RectifiedLinear(),
    nengo.SpikingRectifiedLinear(amplitude=2),
    nengo.Sigmoid(),
    nengo.Tanh(),
    nengo.Izhikevich(),
    nengo.RegularSpiking(nengo.LIFRate()),
    nengo.Direct(),
]
SYNAPSES = [
    nengo.Lowpass(0.005),
    nengo.Lowpass(0.03),
    nengo.Alpha(0.01),
    nengo.synapses.Triangle(0.005),
    nengo.LinearFilter([1], [0.0004, 0.02, 1]),
    nengo.Lowpass(0.0),
    None,
]
FUNCTIONS = [None, lambda x: x**2, lambda x: [np.sum(x), 0.5], lambda x: np.sin(3 * x), lambda x: x[0] * x[-1]]


class Keeps:
    """A function of Python that remembers what it got; a copy of it has forgotten.

    Nengo copies no functions, so what runs second is told to forget: at the first step.
    """

    def __init__(self, size: int) -> None:
        self.size, self.sum = size, 0.0

    def __call__(self, t, x):
        if t < 0.0015:
            self.sum = 0.0
        self.sum = 0.9 * self.sum + x.sum() if t > 0.01 else self.sum
        return np.sin(self.sum + np.arange(self.size))


class Draw:
    """Draws a network: a seed gives one."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.RandomState(seed)
        self.seed = seed

    def one(self, choices):
        """One of several."""
        return choices[self.rng.randint(len(choices))]

    def network(self) -> nengo.Network:
        """A network with probes on all kinds of things."""
        with nengo.Network(seed=self.seed) as net:
            values = [self.node() for _ in range(2)] + [self.keeps() for _ in range(self.rng.randint(3))] + [self.ensemble() for _ in range(self.rng.randint(2, 5))]
            if self.rng.rand() < 0.3:
                values.append(self.array())
            for _ in range(self.rng.randint(3, 8)):
                self.connect(values)
            neural = [v for v in values if isinstance(v, nengo.Ensemble) and not isinstance(v.neuron_type, nengo.Direct)]
            if neural:
                self.neurons(neural)
                self.learn(values, neural)
            self.probe(values, neural)
        return net

    def node(self) -> nengo.Node:
        kind = self.rng.randint(4)
        if kind == 0:
            return nengo.Node(self.rng.uniform(-1, 1, self.rng.randint(1, 4)))
        if kind == 1:
            return nengo.Node(lambda t: [np.sin(20 * t), np.cos(11 * t)])
        if kind == 2:
            seed = self.one([None, 3])
            return nengo.Node(nengo.processes.WhiteSignal(0.1, high=30, seed=seed), size_out=self.rng.randint(1, 3))
        return nengo.Node(nengo.processes.Piecewise({0.0: [0.0, 1.0], 0.03: [0.7, -0.5]}))

    def keeps(self) -> nengo.Node:
        size = self.rng.randint(1, 3)
        return nengo.Node(Keeps(size), size_in=self.rng.randint(1, 3), size_out=size)

    def ensemble(self) -> nengo.Ensemble:
        options = {"radius": self.one([1.0, 0.7, 2.0]), "neuron_type": self.one(NEURONS)}
        if self.rng.rand() < 0.2:
            options["noise"] = nengo.processes.WhiteNoise(nengo.dists.Gaussian(0, 0.01))
        return nengo.Ensemble(self.rng.randint(8, 20), self.rng.randint(1, 4), max_rates=nengo.dists.Uniform(210, 350), **options)

    def array(self) -> nengo.Node:
        return nengo.networks.EnsembleArray(10, 2, ens_dimensions=self.rng.randint(1, 3)).output

    def part(self, obj, size: int):
        """A slice of an object, or a list of its elements, some perhaps twice: counted from either end."""
        if self.rng.rand() < 0.5:
            return obj
        if self.rng.rand() < 0.5:
            begin = self.rng.randint(size)
            return obj[begin : self.rng.randint(begin + 1, size + 1)]
        some = list(self.rng.permutation(size)[: self.rng.randint(1, size + 1)])
        if self.rng.rand() < 0.5:
            some += [k - size for k in some[: self.rng.randint(3)]]
        return obj[some]

    def connect(self, values: list) -> None:
        """A connection between values, of some function, through some transform."""
        pre = self.one(values)
        post = self.one([v for v in values if isinstance(v, nengo.Ensemble) or isinstance(v.output, Keeps)])
        source, target = self.part(pre, pre.size_out), self.part(post, post.size_in)
        passes = isinstance(pre, nengo.Node) and pre.output is None
        function = None if passes else self.one(FUNCTIONS)
        size = source.size_out if function is None else np.size(function(np.zeros(source.size_out)))
        wanted = target.size_in
        transform = self.one([0.5, self.rng.uniform(-1, 1, wanted)]) if size == wanted else self.rng.uniform(-0.7, 0.7, (wanted, size))
        weights = isinstance(pre, nengo.Ensemble) and self.rng.rand() < 0.2
        solver = nengo.solvers.LstsqL2(weights=weights)
        nengo.Connection(source, target, function=function, transform=transform, synapse=self.one(SYNAPSES[:-1]), solver=solver)

    def neurons(self, neural: list) -> None:
        """Connections that end in neurons, or begin there."""
        a, b = self.one(neural), self.one(neural)
        source, target = self.part(a.neurons, a.n_neurons), self.part(b.neurons, b.n_neurons)
        kind = self.rng.randint(3)
        if kind == 0:
            transform = self.rng.normal(0, 1e-4, (target.size_in, source.size_out))
        elif kind == 1:
            dense = np.where(self.rng.rand(target.size_in, source.size_out) < 0.3, 1e-4, 0)
            at = np.argwhere(dense)
            if not len(at):
                return
            transform = nengo.Sparse(dense.shape, indices=at, init=dense[tuple(at.T)])
        else:
            source = nengo.Node([0.4])
            transform = self.rng.normal(0, 0.3, (target.size_in, 1))
        nengo.Connection(source, target, transform=transform, synapse=self.one(SYNAPSES[:3]))

    def learn(self, values: list, neural: list) -> None:
        """A connection that learns by some rule, or two."""
        a, b = self.one(neural), self.one(neural)
        kind = self.rng.randint(5)
        if kind == 0:
            c = nengo.Connection(a, b, function=lambda x: np.zeros(b.dimensions), learning_rule_type=nengo.PES(1e-4))
            nengo.Connection(b, c.learning_rule)
        elif kind == 1:
            weights = self.rng.normal(0, 1e-4, (b.n_neurons, a.n_neurons))
            rules = self.one([nengo.BCM(1e-9), nengo.Oja(1e-7), {"one": nengo.Oja(1e-7), "two": nengo.BCM(1e-9)}])
            c = nengo.Connection(a.neurons, b.neurons, transform=weights, learning_rule_type=rules)
        elif kind == 2:
            c = nengo.Connection(a, b, function=lambda x: np.zeros(b.dimensions), learning_rule_type=nengo.Voja(1e-2))
            nengo.Connection(nengo.Node([-0.3]), c.learning_rule)
        elif kind == 3:
            u = nengo.Node(size_in=b.dimensions)
            c = nengo.Connection(a, u, function=lambda x: np.zeros(b.dimensions), learning_rule_type=nengo.RLS(1e-3))
            nengo.Connection(u, c.learning_rule)
        else:
            weights = self.rng.normal(0, 1e-4, (b.n_neurons, a.n_neurons))
            c = nengo.Connection(a.neurons, b.neurons, transform=weights, learning_rule_type=nengo.PES(1e-6))
            nengo.Connection(b, c.learning_rule)
        rules = c.learning_rule.values() if isinstance(c.learning_rule, dict) else [c.learning_rule]
        for rule in rules:
            for attr in rule.probeable:
                nengo.Probe(rule, attr, sample_every=0.02)
        nengo.Probe(c, "weights", sample_every=0.03)
        nengo.Probe(c, synapse=self.one(SYNAPSES))

    def probe(self, values: list, neural: list) -> None:
        for v in values:
            nengo.Probe(v, synapse=self.one(SYNAPSES), sample_every=self.one([None, 0.002, 0.0035]))
        for a in neural:
            for attr in a.neurons.probeable:
                nengo.Probe(a.neurons, attr)
            nengo.Probe(a, "input")
            nengo.Probe(a.neurons[1:6:2])
