"""The least that NumPy must do for a step, where Nengo is not at hand.

Offers the part of Nengo's interface that models.py uses, so that the same
scripts run on both. A step makes the reference simulator's calculations with as
few NumPy calls as they can be put into: the members of an array are stepped and
decoded together, nothing is checked, probes append. Nengo itself does all of
this and more, so a ratio to it is larger than the ratio to this.
"""

import types

import numpy as np

DT = 0.001
OBJECTS = []


class Uniform:
    def __init__(self, low, high):
        self.low, self.high = low, high

    def sample(self, n):
        return np.random.uniform(self.low, self.high, n)


class Choice:
    def __init__(self, options):
        self.options = options

    def sample(self, n):
        return np.full(n, float(self.options[0][0]))


dists = types.SimpleNamespace(Uniform=Uniform, Choice=Choice)


class LIF:
    tau_rc, tau_ref = 0.02, 0.002

    def gain_bias(self, rates, intercepts):
        z = 1 / (1 - np.exp((self.tau_ref - 1 / rates) / self.tau_rc))
        gain = (1 - z) / (intercepts - 1)
        return gain, 1 - gain * intercepts

    def rates(self, J):
        out = np.zeros_like(J)
        above = J > 1
        out[above] = 1 / (self.tau_ref + self.tau_rc * np.log1p(1 / (J[above] - 1)))
        return out

    def state(self, n):
        return [np.random.uniform(size=n), np.zeros(n)]

    def step(self, J, out, v, ref):
        ref -= DT
        delta = (DT - ref).clip(0, DT)
        v -= (J - v) * np.expm1(-delta / self.tau_rc)
        spiked = v > 1
        out[:] = spiked * (1 / DT)
        t = DT + self.tau_rc * np.log1p(-(v[spiked] - 1) / (J[spiked] - 1))
        v[v < 0] = 0
        v[spiked] = 0
        ref[spiked] = self.tau_ref + t


class AdaptiveLIF(LIF):
    def state(self, n):
        return [*super().state(n), np.zeros(n)]

    def step(self, J, out, v, ref, n):
        super().step(J - n, out, v, ref)
        n += DT * (0.01 * out - n)


class LIFRate(LIF):
    def state(self, n):
        return []

    def step(self, J, out):
        out[:] = 0
        above = J > 1
        out[above] = 1 / (self.tau_ref + self.tau_rc * np.log1p(1 / (J[above] - 1)))


class Izhikevich(LIF):
    def state(self, n):
        return [np.full(n, -65.0), np.full(n, -13.0)]

    def step(self, J, out, v, u):
        J = np.maximum(-30.0, J)
        v += (0.04 * v**2 + 5 * v + 140 - u + J) * 1000 * DT
        spiked = v >= 30
        out[:] = spiked * (1 / DT)
        v[spiked] = -65.0
        u += 0.02 * (0.2 * v - u) * 1000 * DT
        u[spiked] += 8.0


class Network:
    def __init__(self, seed=None):
        np.random.seed(seed)
        OBJECTS.clear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


class Sliced:
    """The part of an object that receives or sends."""

    def __init__(self, obj, key):
        self.obj, self.key = obj, key


class Object:
    def __init__(self):
        self.x = self.y = None  # what arrives, what leaves
        OBJECTS.append(self)

    def __getitem__(self, key):
        return Sliced(self, key)


class Node(Object):
    def __init__(self, output=None, size_in=0):
        super().__init__()
        self.output = output
        size = size_in if output is None else np.size(output(0.0) if callable(output) else output)
        self.x = self.y = np.zeros(size)

    def ops(self):
        if self.output is None:
            return [Op(lambda t: self.x.fill(0), sets=self.x)]
        if not callable(self.output):
            self.y[...] = self.output
            return []

        def step(t):
            self.y[...] = self.output(t)

        return [Op(step, sets=self.y)]


class EnsembleArray(Object):
    """k populations of n neurons; one of d dimensions if k is 1."""

    def __init__(self, n, k, d=1, radius=1.0, encoders=None, intercepts=Uniform(-1, 0.9), max_rates=Uniform(200, 400),
                 neuron_type=LIF(), gain=None, bias=None, n_eval_points=None):
        super().__init__()
        self.n, self.k, self.d, self.size, self.type, self.radius = n, k, d, n * k, neuron_type, radius
        e = np.random.randn(self.size, d)
        self.e = e / np.linalg.norm(e, axis=1)[:, None] if encoders is None else encoders.sample(self.size)[:, None]
        self.gain, self.bias = neuron_type.gain_bias(max_rates.sample(self.size), intercepts.sample(self.size))
        if gain is not None:
            self.gain, self.bias = np.full(self.size, float(gain[0])), np.full(self.size, float(bias[0]))
        self.scaled = self.e * self.gain[:, None] / radius
        self.m = n_eval_points or max(int(np.clip(500 * d, 750, 2500)), 2 * n)
        self.points = np.random.uniform(-1, 1, (self.m, d)) * radius
        self.x, self.J, self.out = np.zeros(k * d), np.zeros(self.size), np.zeros(self.size)
        self.states = neuron_type.state(self.size)
        self.neurons = Neurons(self)
        self.input = self.output = self

    def ops(self):
        if self.k == 1:
            def encode(t):
                np.dot(self.scaled, self.x, out=self.J)
                np.add(self.J, self.bias, out=self.J)
        else:
            column = self.scaled[:, 0]

            def encode(t):
                np.multiply(column, np.repeat(self.x, self.n), out=self.J)
                np.add(self.J, self.bias, out=self.J)
        return [
            Op(lambda t: self.x.fill(0), sets=self.x),
            Op(encode, sets=self.J, reads=(self.x, self.scaled)),
            Op(lambda t: self.type.step(self.J, self.out, *self.states), sets=self.out, reads=(self.J,)),
        ]

    def decoders(self, function):
        """Members share the decoders of the first; times do not depend on them."""
        first = slice(0, self.n)
        A = self.type.rates(self.points @ self.scaled[first].T + self.bias[first])
        Y = np.array([np.atleast_1d(function(x) if function else x) for x in self.points])
        sigma = 0.1 * A.max()
        if self.m < self.n:
            return np.linalg.solve(A @ A.T + self.m * sigma**2 * np.eye(self.m), Y).T @ A
        return np.linalg.solve(A.T @ A + self.m * sigma**2 * np.eye(self.n), A.T @ Y).T

    def decode(self, function, y_of):
        """The operator that decodes, and its output."""
        D = self.decoders(function)
        if self.k == 1:
            y = np.zeros(len(D))
            return y, Op(lambda t: np.dot(D, self.out, out=y), sets=y, reads=(self.out,))
        row = np.tile(D[0], self.k)
        y = np.zeros(self.k)
        return y, Op(lambda t: np.sum((row * self.out).reshape(self.k, self.n), axis=1, out=y), sets=y, reads=(self.out,))

    def add_output(self, name, function):
        setattr(self, name, Decoded(self, function))


class Decoded:
    def __init__(self, array, function):
        self.array, self.function = array, function


def Ensemble(n_neurons, dimensions, **options):
    return EnsembleArray(n_neurons, 1, dimensions, **options)


class Neurons:
    def __init__(self, ensemble):
        self.ensemble, self.x, self.y = ensemble, ensemble.J, ensemble.out


class PES:
    def __init__(self, learning_rate=1e-4):
        self.rate = learning_rate


class RLS:
    def __init__(self, learning_rate=0.001):
        self.rate = learning_rate


class BCM:
    rate = 1e-9


class Oja:
    rate, beta = 1e-6, 1.0


class Voja:
    rate = 1e-2


class Rule:
    def __init__(self, size):
        self.x = np.zeros(size)


class Connection(Object):
    def __init__(self, pre, post, function=None, synapse=0.005, transform=None, learning_rule_type=None):
        super().__init__()
        self.pre, self.post, self.function, self.synapse = pre, post, function, synapse
        self.transform, self.type = transform, learning_rule_type
        self.learning_rule = None
        target = post.obj if isinstance(post, Sliced) else post
        if isinstance(learning_rule_type, (PES, RLS)):
            size = target.ensemble.d if isinstance(target, Neurons) else len(target.x)
            self.learning_rule = Rule(size)

    def ops(self):
        ops, act = [], None
        pre = self.pre
        if isinstance(pre, Neurons):
            act, W = pre.y, np.array(self.transform)
            y = np.zeros(len(W))
            ops.append(Op(lambda t: np.dot(W, act, out=y), sets=y, reads=(act, W)))
        elif isinstance(pre, (EnsembleArray, Decoded)):
            array = pre.array if isinstance(pre, Decoded) else pre
            act = array.out
            if self.type is not None:
                W = array.decoders(self.function)
                y = np.zeros(len(W))
                ops.append(Op(lambda t: np.dot(W, act, out=y), sets=y, reads=(act, W)))
            else:
                y, op = array.decode(pre.function if isinstance(pre, Decoded) else self.function, None)
                ops.append(op)
        else:
            y = pre.obj.y[pre.key] if isinstance(pre, Sliced) else pre.y
            if self.function:
                x, y = y, np.zeros(np.size(self.function(y)))

                def call(t, x=x, y=y):
                    y[...] = self.function(x)

                ops.append(Op(call, sets=y, reads=(x,)))
        if self.type is not None:
            ops += self.learning(self.type, W, act)
        if self.transform is not None and not isinstance(pre, Neurons):
            T, x = self.transform, y
            if np.ndim(T) == 2:
                y = np.zeros(len(T))
                ops.append(Op(lambda t, y=y, x=x: np.dot(T, x, out=y), sets=y, reads=(x,)))
            else:
                y = np.zeros_like(x)
                ops.append(Op(lambda t, y=y, x=x: np.multiply(T, x, out=y), sets=y, reads=(x,)))
        if self.synapse is not None:
            y, op = lowpass(y, self.synapse)
            ops.append(op)
        post, key = (self.post.obj, self.post.key) if isinstance(self.post, Sliced) else (self.post, slice(None))
        target = post.x[key]

        def arrive(t, target=target, y=y):
            np.add(target, y, out=target)

        ops.append(Op(arrive, incs=post.x, reads=(y,)))
        return ops

    def learning(self, rule, W, act):
        """Rates are filtered; the change is added at the start of the next step."""
        target = self.post.ensemble if isinstance(self.post, Neurons) else self.post
        a, filter_pre = lowpass(act, 0.005)
        ops, delta = [filter_pre], np.zeros_like(W)
        if isinstance(rule, Voja):
            E = target.scaled
            delta = np.zeros_like(E)
            post, filter_post = lowpass(target.out, 0.005)
            x, scale = self.voja_input(target), (target.gain / target.radius)[:, None]

            def change(t):
                delta[...] = rule.rate * DT * (scale * np.outer(post, x) - post[:, None] * E)

            ops += [filter_post, Op(change, updates=delta, reads=(post, x, E)), added(E, delta)]
            return ops
        if isinstance(rule, PES):
            err, k = self.learning_rule.x, -rule.rate * DT / len(act)
            full = isinstance(self.post, Neurons)

            def change(t):
                np.outer(k * (target.scaled.dot(err) if full else err), a, out=delta)

            reads = (err, a)
            ops.append(Op(lambda t: err.fill(0), sets=err))
        elif isinstance(rule, RLS):
            err, P = self.learning_rule.x, np.eye(len(act)) / rule.rate

            def change(t):
                rP = a.dot(P)
                P[...] -= np.outer(P.dot(a / (1 + rP.dot(a))), rP)
                np.outer(-err, P.dot(a), out=delta)

            reads = (err, a)
            ops.append(Op(lambda t: err.fill(0), sets=err))
        else:
            post, filter_post = lowpass(target.out, 0.005)
            ops.append(filter_post)
            if isinstance(rule, BCM):
                theta, filter_theta = lowpass(post, 1.0)
                ops.append(filter_theta)

                def change(t):
                    np.outer(rule.rate * DT * post * (post - theta), a, out=delta)

                reads = (post, theta, a)
            else:

                def change(t):
                    np.outer(rule.rate * DT * post, a, out=delta)
                    delta[...] -= rule.beta * W * (rule.rate * DT * post * post)[:, None]

                reads = (post, a, W)
        return ops + [Op(change, updates=delta, reads=reads), added(W, delta)]

    def voja_input(self, target):
        return target.x


def added(W, delta):
    def add(t):
        np.add(W, delta, out=W)

    return Op(add, incs=W, reads=(delta,))


class Probe(Object):
    def __init__(self, target, synapse=None):
        super().__init__()
        self.target, self.synapse = target, synapse

    def ops(self):
        ops, data = [], []
        if isinstance(self.target, EnsembleArray):
            y, op = self.target.decode(None, None)
            ops.append(op)
        else:
            y = self.target.y
        if self.synapse:
            y, op = lowpass(y, self.synapse)
            ops.append(op)
        return [*ops, Op(lambda t: data.append(y.copy()), reads=(y,))]


def lowpass(x, tau):
    """y for the next step: y = a·y + (1-a)·x."""
    y, a = np.zeros_like(x), np.exp(-DT / tau)
    b = 1 - a

    def step(t):
        np.multiply(y, a, out=y)
        np.add(y, b * x, out=y)

    return y, Op(step, updates=y, reads=(x,))


class Op:
    def __init__(self, step, sets=None, incs=None, updates=None, reads=()):
        self.step, self.sets, self.incs, self.updates, self.reads = step, sets, incs, updates, reads


class Simulator:
    def __init__(self, model, progress_bar=False):
        ops = [op for obj in OBJECTS for op in obj.ops()]
        self.steps = [op.step for op in ordered(ops)]
        self.n = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run_steps(self, n, progress_bar=False):
        for _ in range(n):
            self.n += 1
            t = self.n * DT
            for step in self.steps:
                step(t)


def ordered(ops):
    """Every signal is set, then incremented, then read, then updated."""
    users = {}
    for op in ops:
        for kind, signals in ((0, (op.sets,)), (1, (op.incs,)), (2, op.reads), (3, (op.updates,))):
            for s in signals:
                if s is not None:
                    users.setdefault(id(s), ([], [], [], []))[kind].append(op)
    before = {id(op): set() for op in ops}
    for kinds in users.values():
        for early in range(4):
            for late in range(early + 1, 4):
                for op in kinds[late]:
                    before[id(op)] |= {id(o) for o in kinds[early] if o is not op}
    out, done = [], set()
    while len(out) < len(ops):
        ready = [op for op in ops if id(op) not in done and before[id(op)] <= done]
        if not ready:
            raise ValueError("the operators form a circle")
        out += ready
        done |= {id(op) for op in ready}
    return out


# The networks, as Nengo builds them.


class Product:
    def __init__(self, n, d, input_magnitude=1.0):
        self.input_a, self.input_b, self.output = Node(size_in=d), Node(size_in=d), Node(size_in=d)
        square, s = (lambda x: x * x), 1 / np.sqrt(2)
        for sign in (1, -1):
            squares = EnsembleArray(n // 2, d, radius=input_magnitude * np.sqrt(2))
            squares.add_output("square", square)
            Connection(self.input_a, squares, transform=s, synapse=None)
            Connection(self.input_b, squares, transform=sign * s, synapse=None)
            Connection(squares.square, self.output, transform=sign * 0.5, synapse=None)


class CircularConvolution:
    def __init__(self, n_neurons, dimensions):
        d = dimensions
        k = 4 * (d // 2 + 1)
        F = np.fft.fft(np.eye(d))[: d // 2 + 1]
        into_a = np.array([row for f in F for row in (f.real, f.imag, f.real, f.imag)])
        into_b = np.array([row for f in F for row in (f.real, f.imag, f.imag, f.real)])
        back = np.random.randn(d, k) / d
        self.input_a, self.input_b, self.output = Node(size_in=d), Node(size_in=d), Node(size_in=d)
        product = Product(n_neurons, k, input_magnitude=2)
        Connection(self.input_a, product.input_a, transform=into_a, synapse=None)
        Connection(self.input_b, product.input_b, transform=into_b, synapse=None)
        Connection(product.output, self.output, transform=back, synapse=None)


class BasalGanglia:
    def __init__(self, dimensions):
        d, one = dimensions, Choice([[1]])
        self.input, self.output = Node(size_in=d), Node(size_in=d)

        def nucleus(low, function):
            array = EnsembleArray(100, d, radius=1.5, encoders=one, intercepts=Uniform(low, 1))
            array.add_output("func", function)
            return array

        d1 = nucleus(0.2, lambda x: np.maximum(x - 0.2, 0))
        d2 = nucleus(0.2, lambda x: np.maximum(x - 0.2, 0))
        stn = nucleus(-0.25, lambda x: np.maximum(x + 0.25, 0))
        gpi = nucleus(-0.2, lambda x: np.maximum(x + 0.2, 0))
        gpe = nucleus(-0.2, lambda x: np.maximum(x + 0.2, 0))
        for to, k in ((d1, 1.2), (d2, 0.8), (stn, 1.0)):
            Connection(self.input, to, transform=k, synapse=None)
        wide = np.full((d, d), 0.9)
        for pre, post, tau, T in ((d1, gpi, 0.008, -1), (d2, gpe, 0.008, -1), (stn, gpi, 0.002, wide), (stn, gpe, 0.002, wide),
                                  (gpe, gpi, 0.008, -0.3), (gpe, stn, 0.008, -1)):
            Connection(pre.func, post, synapse=tau, transform=T)
        Connection(gpi.func, self.output, synapse=None, transform=-3)


class Thalamus:
    def __init__(self, dimensions):
        d = dimensions
        actions = EnsembleArray(50, d, encoders=Choice([[1]]), intercepts=Uniform(0, 1))
        self.input, self.output = actions, actions
        Connection(actions, actions, transform=np.eye(d) - 1)
        Connection(Node(np.ones(d)), actions, synapse=None)


networks = types.SimpleNamespace(CircularConvolution=CircularConvolution, BasalGanglia=BasalGanglia, Thalamus=Thalamus)
