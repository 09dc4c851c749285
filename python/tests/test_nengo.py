"""Networks of Nengo have Nengo's numbers. Without Nengo these tests are left out."""

import os
import pickle
import sys

import numpy as np
import pytest

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])
nengo = pytest.importorskip("nengo", reason="Nengo is not installed, and NENGO_SRC does not name its sources")

import nefc  # noqa: E402
from nengo.exceptions import ValidationError  # noqa: E402

# Sums are made in another order: the last bits of decoders grow over the steps of a run.
CLOSE = {"rtol": 0, "atol": 1e-11}


def both(net, *times):
    """The samples of all probes, run by Nengo and, in pieces, by nefc."""
    with nengo.Simulator(net, progress_bar=False) as theirs:
        theirs.run(sum(times))
    with nefc.Simulator(net, progress_bar=False) as ours:
        for t in times:
            ours.run(t)
        assert ours.n_steps == theirs.n_steps and np.array_equal(ours.trange(), theirs.trange())
    for probe in net.all_probes:
        assert ours.data[probe].shape == theirs.data[probe].shape, probe
        np.testing.assert_allclose(ours.data[probe], theirs.data[probe], err_msg=str(probe), **CLOSE)
    return ours, theirs


def test_a_channel_and_its_square():
    with nengo.Network(seed=1) as net:
        u = nengo.Node(lambda t: np.sin(6 * t))
        a, b = nengo.Ensemble(50, 1), nengo.Ensemble(50, 1)
        nengo.Connection(u, a)
        nengo.Connection(a, b, function=lambda x: x**2)
        nengo.Probe(b, synapse=0.01)
        nengo.Probe(a.neurons)
        nengo.Probe(a.neurons, "voltage", sample_every=0.01)
    both(net, 0.1, 0.001, 0.2)


def test_neuron_types():
    with nengo.Network(seed=2) as net:
        u = nengo.Node([0.5])
        for kind in (nengo.LIF(), nengo.LIFRate(), nengo.AdaptiveLIF(), nengo.RectifiedLinear(), nengo.Sigmoid(), nengo.Izhikevich()):
            a = nengo.Ensemble(30, 1, neuron_type=kind)
            nengo.Connection(u, a)
            nengo.Probe(a, synapse=0.02)
            nengo.Probe(a.neurons)
    both(net, 0.2)


def test_slices_transforms_and_synapses():
    with nengo.Network(seed=3) as net:
        u = nengo.Node(lambda t: [np.sin(9 * t), np.cos(9 * t), t])
        a, b = nengo.Ensemble(60, 3, radius=1.5), nengo.Ensemble(40, 2)
        nengo.Connection(u[[2, 0]], a[:2])
        nengo.Connection(a, b, transform=[[1, 0, 0.5], [0, -1, 0]], synapse=nengo.Alpha(0.02))
        nengo.Connection(a[0], b[1], function=lambda x: np.exp(-x), synapse=None)
        nengo.Connection(a.neurons[:10], b.neurons[5:15], transform=1e-4)
        nengo.Probe(b, synapse=nengo.Lowpass(0.03))
        nengo.Probe(b.neurons)
    both(net, 0.15)


def test_learning():
    with nengo.Network(seed=4) as net:
        u = nengo.Node(lambda t: np.sin(5 * t))
        a, b, e = nengo.Ensemble(40, 1), nengo.Ensemble(40, 1), nengo.Node(size_in=1)
        nengo.Connection(u, a)
        c = nengo.Connection(a, b, function=lambda x: 0, learning_rule_type=nengo.PES(1e-3))
        nengo.Connection(b, e)
        nengo.Connection(u, e, transform=-1)
        nengo.Connection(e, c.learning_rule)
        nengo.Probe(c, "weights", sample_every=0.01)
        nengo.Probe(b, synapse=0.01)
    both(net, 0.3)


def test_reset_and_close():
    with nengo.Network(seed=5) as net:
        a = nengo.Ensemble(20, 1)
        nengo.Connection(nengo.Node(lambda t: t), a)
        p = nengo.Probe(a)
    with nefc.Simulator(net, progress_bar=False) as sim:
        sim.run(0.05)
        first = sim.data[p].copy()
        sim.reset()
        assert sim.time == 0
        sim.run(0.05)
        assert np.array_equal(sim.data[p], first)
    with pytest.raises(nengo.exceptions.SimulatorClosed):
        sim.run(0.1)


class Remembers:
    """A node with state, which looks at what it got and when."""

    def __init__(self):
        self.sum, self.times = 0.0, []

    def __call__(self, t, x):
        self.times.append(t)
        self.sum += x[0] if t > 0.02 else -x[0]
        x[0] = np.nan  # it is the function's own
        return [self.sum, t]


def test_functions_of_python_that_keep_something():
    f, seen = Remembers(), []
    with nengo.Network(seed=6) as net:
        u, a = nengo.Node(lambda t: np.sin(9 * t)), nengo.Ensemble(30, 2)
        n = nengo.Node(f, size_in=1, label="remembers")
        nengo.Connection(u, n, synapse=None)
        nengo.Connection(n, a)
        nengo.Connection(a, nengo.Node(lambda t, x: seen.append(x[1]), size_in=2), synapse=0.01)
        nengo.Connection(a[0], n, synapse=0.02)
        nengo.Probe(n)
        nengo.Probe(a, synapse=0.01)

    def again():
        f.__init__()
        seen.clear()

    again()
    with nefc.Simulator(net, progress_bar=False) as ours:
        ours.run(0.1)
        times, had = list(f.times), list(seen)
        again()
        with nengo.Simulator(None, model=ours.model, progress_bar=False) as theirs:
            theirs.run(0.1)
        assert times == f.times and np.allclose(had, seen, rtol=0, atol=1e-12)
        for p in net.probes:
            assert np.allclose(ours.data[p], theirs.data[p], rtol=0, atol=1e-12)


@pytest.mark.parametrize("build", ["nengo", "nefc"])
@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_process_that_returns_nothing(build, size):
    class Keeps(nengo.Process):
        def make_step(self, shape_in, shape_out, dt, rng, state):
            return lambda t, x: kept.append(x)

    kept = []
    with nengo.Network() as net:
        v = nengo.Node(Keeps(default_size_in=2, default_size_out=size), size_in=2)
        nengo.Connection(nengo.Node(lambda t: [t, t + 2]), v, synapse=None)
    with nefc.Simulator(net, build=build, progress_bar=False) as sim:
        sim.run_steps(3)
    assert np.allclose(kept, [[0.001, 2.001], [0.002, 2.002], [0.003, 2.003]])


def test_what_a_function_raises_is_raised():
    def fails(t, x):
        if t > 0.0105:
            raise KeyError("enough")
        return x

    with nengo.Network(seed=6) as net:
        nengo.Connection(nengo.Node(1), nengo.Node(fails, size_in=1, label="fails"))
    with nefc.Simulator(net, progress_bar=False) as sim, pytest.raises(KeyError, match="enough"):
        sim.run(0.1)
    with nengo.Network(seed=6) as net:
        nengo.Connection(nengo.Node(1), nengo.Node(lambda t, x: np.inf * (t > 0.01), size_in=1))
    with nefc.Simulator(net, progress_bar=False) as sim, pytest.raises(nengo.exceptions.SimulationError, match="non-finite"):
        sim.run(0.1)


@pytest.mark.parametrize("seconds", ["1", None, float("nan"), float("inf")])
def test_a_time_that_is_none_is_named(seconds):
    with nengo.Network(seed=1) as net:
        nengo.Ensemble(10, 1)
    with nefc.Simulator(net, progress_bar=False) as sim:
        with pytest.raises((TypeError, nefc.NefcError), match="time_in_seconds is"):
            sim.run(seconds)


@pytest.mark.parametrize("build", ["nengo", "nefc"])
@pytest.mark.parametrize("given, says", [({"seed": "1"}, "seed"), ({"seed": 1.5}, "seed"), ({"network": 3}, "network"), ({"dt": 0}, "dt")])
def test_what_a_simulator_is_given_is_named(build, given, says):
    with nengo.Network() as net:
        nengo.Ensemble(5, 1)
    with pytest.raises((TypeError, ValidationError), match=f"^{says}"):
        nefc.Simulator(**{"network": net, "build": build, **given})


WIRES = {
    "decoded": lambda a, b, u: nengo.Connection(a, b, function=lambda x: x**2, learning_rule_type=nengo.PES()),
    "full": lambda a, b, u: nengo.Connection(a, b, solver=nengo.solvers.LstsqL2(weights=True), learning_rule_type=[nengo.Oja(), nengo.PES()]),
    "neurons": lambda a, b, u: nengo.Connection(a.neurons, b.neurons, transform=np.ones((20, 10)) * 1e-4, learning_rule_type=nengo.BCM()),
    "voja": lambda a, b, u: nengo.Connection(a[0], b, transform=[[1], [2]], learning_rule_type=nengo.Voja()),
    "rls": lambda a, b, u: nengo.Connection(a, b, learning_rule_type=nengo.RLS()),
    "currents": lambda a, b, u: nengo.Connection(u, b.neurons, transform=np.ones((20, 2))),
}


@pytest.mark.parametrize("wire", WIRES)
def test_every_probe_has_its_shape_whoever_builds(wire):
    with nengo.Network(seed=1) as net:
        a, b, u = nengo.Ensemble(10, 2), nengo.Ensemble(20, 2), nengo.Node([0.1, 0.2])
        nengo.Connection(u, a)
        c = WIRES[wire](a, b, u)
        rules = c.learning_rule if isinstance(c.learning_rule, list) else [c.learning_rule] if c.learning_rule else []
        for obj in (b, b.neurons, c, *rules):
            for attr in obj.probeable:
                nengo.Probe(obj, attr)
    shapes = []
    for build in ("nengo", "nefc"):
        with nefc.Simulator(net, build=build, progress_bar=False) as sim:
            sim.run_steps(3)
        shapes.append({f"{p.obj} {p.attr}": sim.data[p].shape for p in net.probes})
    assert shapes[0] == shapes[1]


def test_what_cannot_run_is_refused():
    class Own(nengo.neurons.LIF):
        pass

    with nengo.Network(seed=6) as net:
        nengo.Ensemble(10, 1, neuron_type=Own())
    with pytest.raises(nefc.Unsupported, match="Own"):
        nefc.Simulator(net, progress_bar=False)


def test_an_index_that_names_a_dimension_twice():
    with nengo.Network(seed=7) as net:
        u, a = nengo.Node([-1, 0.5]), nengo.Ensemble(30, 1)
        nengo.Connection(u[[0, 1]], a[[0, -1]])
        nengo.Connection(u[[0, 1]], a.neurons[[3, 3]], synapse=None)
        nengo.Probe(a, "input")
        nengo.Probe(a.neurons, "input")
    both(net, 0.05)


def test_a_network_that_is_there_twice(tmp_path):
    with nengo.Network(seed=1) as net:
        with nengo.Network(label="inner") as inner:
            a = nengo.networks.EnsembleArray(20, 2)
            b = nengo.Ensemble(20, 2, label="b")
            nengo.Connection(a.output, b, label="w")
            nengo.Probe(b, synapse=0.01)
        nengo.Connection(nengo.Node(lambda t: [t, -t]), a.input)
        net.add(inner)
    with pytest.warns(UserWarning, match="already been built"):
        both(net, 0.05)
    with nefc.Simulator(net, build="nefc", progress_bar=False) as sim:
        sim.run(0.05)
    assert sim.data[net.all_probes[0]].shape == (50, 2)
    assert nefc.export(net, tmp_path / "twice.nef").count("network inner {") == 1


def test_full_weights_into_a_slice_learn():
    with nengo.Network(seed=8) as net:
        a, b, u = nengo.Ensemble(20, 2), nengo.Ensemble(30, 3), nengo.Node([0.3, -0.6])
        nengo.Connection(u, a)
        c = nengo.Connection(a, b[1:], solver=nengo.solvers.LstsqL2(weights=True), learning_rule_type=nengo.PES(1e-3))
        nengo.Connection(u[0], c.learning_rule[1])
        nengo.Probe(c.learning_rule, "error")
        nengo.Probe(c, "weights", sample_every=0.02)
    both(net, 0.1)


def test_a_pickled_simulator_goes_on():
    with nengo.Network(seed=9) as net:
        a = nengo.Ensemble(20, 1)
        nengo.Connection(nengo.Node(nengo.processes.WhiteSignal(0.1, high=10)), a)
        p = nengo.Probe(a)
    with nefc.Simulator(net, progress_bar=False) as sim:
        sim.run(0.05)
        kept = pickle.dumps((sim, p))
        sim.run(0.05)
    again, q = pickle.loads(kept)
    with again:
        again.run(0.05)
    assert np.array_equal(again.data[q], sim.data[p])


def test_neurons_that_draw_say_so():
    with nengo.Network(seed=10) as net:
        nengo.Ensemble(10, 1, neuron_type=nengo.PoissonSpiking(nengo.LIFRate()))
    with pytest.warns(nengo.exceptions.NengoWarning, match="draws"):
        nefc.Simulator(net, progress_bar=False).close()


def test_currents_of_large_arrays():
    with nengo.Network(seed=1) as net:
        array = nengo.networks.EnsembleArray(900, 8)
        array.add_neuron_input()
        nengo.Connection(nengo.Node(lambda t: np.sin(6 * t)), array.input[3])
        nengo.Connection(nengo.Node([-0.1]), array.neuron_input, transform=np.linspace(-1, 1, 7200)[:, None])
        nengo.Probe(array.output)
    assert nefc.compare(net, seconds=0.05).worst < 1e-12


def test_data_says_what_it_has():
    with nengo.Network(seed=1) as net:
        a = nengo.Ensemble(10, 1, label="a")
        nengo.Probe(a)
    other = nengo.Ensemble(10, 1, add_to_container=False)
    for build, says in (("nefc", 'without build="nefc"'), ("nengo", "")):
        with nefc.Simulator(net, build=build, progress_bar=False) as sim:
            sim.step()
            for key, wrong in (("a", "not names"), (other, "not in the network"), *([(a, says)] if says else [])):
                with pytest.raises(KeyError) as error:
                    sim.data[key]
                assert wrong in error.value.args[0]
