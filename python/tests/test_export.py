"""A network, written as a model, is the network."""

import os
import shutil
import subprocess
import sys

import numpy as np
import pytest

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])
nengo = pytest.importorskip("nengo", reason="Nengo is not installed, and NENGO_SRC does not name its sources")

import nefc  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")


def network():
    """A bit of everything that has a counterpart."""
    with nengo.Network(seed=3, label="a bit of everything") as net:
        stim = nengo.Node(lambda t: [np.sin(6 * t), 0.5 if t > 0.5 else -0.5])
        pre = nengo.Ensemble(100, 2, radius=1.4)
        post = nengo.Ensemble(80, 1, neuron_type=nengo.AdaptiveLIF(tau_n=0.1), intercepts=nengo.dists.Uniform(-0.5, 0.5))
        nengo.Connection(stim, pre)
        learned = nengo.Connection(pre, post, function=lambda x: [0], learning_rule_type=nengo.PES(2e-4))
        error = nengo.Ensemble(60, 1, label="error of post")
        nengo.Connection(post, error)
        nengo.Connection(pre, error, function=lambda x: x[0] * x[1], transform=-1)
        nengo.Connection(error, learned.learning_rule)
        mem = nengo.networks.EnsembleArray(50, 4, label="mem")
        mem.add_output("square", lambda x: x**2)
        nengo.Connection(stim, mem.input[:2])
        nengo.Connection(mem.square[:2], mem.input[2:], synapse=0.1)
        with nengo.Network(label="inner"):
            a, b = nengo.Ensemble(50, 1, label="a"), nengo.Ensemble(20, 1, label="b")
            nengo.Connection(a, a, synapse=0.1)
            nengo.Connection(a, b, function=lambda x: max(x[0], 0))
            nengo.Connection(b.neurons, a.neurons, transform=-1e-4 * np.ones((50, 20)))
        nengo.Connection(post, a, transform=0.1)
        bg = nengo.networks.BasalGanglia(3)
        nengo.Connection(nengo.Node([0.3, 0.8, 0.2], label="salience"), bg.input)
        for label, obj in (("p_post", post), ("p_pre", pre), ("p_mem", mem.output), ("p_bg", bg.output), ("p_a", a)):
            nengo.Probe(obj, synapse=0.03, label=label)
        nengo.Probe(post.neurons, label="p_spikes")
        nengo.Probe(mem.ea_ensembles[1].neurons, label="p_member")
        nengo.Probe(learned, "weights", sample_every=0.05, label="p_weights")
    net.stim, net.pre, net.post, net.learned = stim, pre, post, learned
    return net


@pytest.fixture
def theirs():
    net = network()
    with nengo.Simulator(net, progress_bar=False) as sim:
        sim.run(1.0)
    return net, {p.label: sim.data[p] for p in net.probes}


def test_a_frozen_model_has_the_numbers(tmp_path, theirs):
    net, want = theirs
    nefc.export(net, tmp_path / "frozen.nef", freeze=True)
    got = nefc.run(tmp_path / "frozen.nef", warn=False)
    for label, samples in want.items():
        assert np.allclose(got[label], samples, rtol=0, atol=1e-12 * np.abs(samples).max()), label


def test_a_model_has_the_statistics(tmp_path, theirs):
    net, want = theirs
    nefc.export(net, tmp_path / "drawn.nef")
    got = nefc.run(tmp_path / "drawn.nef", warn=False)
    with nefc.Simulator(net, build="nefc", progress_bar=False) as sim:
        sim.run(1.0)
        built = {p.label: sim.data[p] for p in net.probes}
    for mine in (got, built):
        for label in ("p_post", "p_pre", "p_mem", "p_bg"):  # p_a is an integrator, which drifts as its neurons do
            rms = np.sqrt(np.mean((mine[label] - want[label]) ** 2))
            assert 0 < rms < 0.1, label  # other neurons that represent the same
        for label in ("p_spikes", "p_member"):
            assert mine[label].shape == want[label].shape and mine[label].mean() == pytest.approx(want[label].mean(), rel=0.3)
        assert mine["p_weights"].shape == want["p_weights"].shape


def test_it_reads_as_if_written_by_hand(tmp_path):
    net = network()
    text = nefc.export(net, tmp_path / "m.nef", seconds=2)
    assert text == (tmp_path / "m.nef").read_text()
    lines = [line.strip() for line in text.splitlines()]
    for line in (
        "# a bit of everything",
        "seed 3",
        "node stim = [sin(6*t), if t > 0.5 then 0.5 else -0.5]",
        "node salience = [0.3, 0.8, 0.2]",
        "ensemble pre 100 dims 2 radius 1.4",
        "ensemble post 80 neurons alif(tau_n=100ms) intercepts -0.5..0.5",
        "ensemble error_of_post 60",
        "array mem 4 of 50",
        "connect learned: pre -> post function 0",
        "connect pre -> error_of_post function x[0]*x[1] transform -1",
        "connect error_of_post -> learned.error",
        "learn pes on learned rate 0.0002",
        "connect mem -> square function x^2 synapse none",
        "network inner {",
        "connect a -> a synapse 100ms",
        "connect a -> b function if x < 0 then 0 else x",
        "connect post -> inner.a transform 0.1",
        "probe p_post: post synapse 30ms",
        "run 2s",
    ):
        assert line in lines, line
    found = subprocess.run([nefc.binary(), "fmt", "--check", str(tmp_path / "m.nef")], capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_options_that_all_have_become_defaults(tmp_path):
    with nengo.Network(seed=1) as net:
        net.config[nengo.Ensemble].neuron_type = nengo.LIFRate()
        net.config[nengo.Connection].synapse = nengo.Alpha(0.01)
        a, b, c = (nengo.Ensemble(10 + k, 1, label=f"e{k}") for k in range(3))
        nengo.Connection(a, b)
        nengo.Connection(b, c)
        nengo.Connection(c, a)
    text = nefc.export(net, tmp_path / "m.nef")
    assert "defaults ensemble neurons lif_rate" in text and "defaults connect synapse alpha(10ms)" in text
    assert "ensemble e0 10\n" in text and "connect e0 -> e1\n" in text


def test_what_stays_in_python_says_so(tmp_path):
    state = []
    with nengo.Network(seed=1) as net:
        keeps = nengo.Node(lambda t, x: state.append(x) or x, size_in=1, label="keeps")
        nengo.Connection(nengo.Node(lambda t: np.cos(5 * t)), keeps, synapse=None)
        nengo.Connection(nengo.Ensemble(30, 1, label="e"), keeps, function=lambda x: float(str(x[0])), synapse=None)
        nengo.Probe(keeps, label="p")
    text = nefc.export(net, tmp_path / "m.nef")
    assert '# in Python, as it uses `.append`; nefc.Session(model, external={"keeps": f}) computes it\n' in text
    assert "is a function of Python, as it calls `float`: this is what" in text
    with nefc.Session(tmp_path / "m.nef", external={"keeps": lambda t, x: 2 * x}) as s:
        s.step(10)
        assert len(s["p"]) == 10


TABLE, GAIN = {"k": 2.0}, 1.0


def _writes(t):
    global GAIN
    GAIN = t
    return t


def _nested(t):
    return _writes(t)


class _Keeps:
    def step(self, t):
        return t

    __call__ = step


@pytest.mark.parametrize(
    "f, says",
    [
        (lambda t: int(t), "it calls `int`"),
        (lambda t: len(os.name) * t, "it uses the module `os`"),
        (lambda t: np.interp(t, [0, 1], [0, 2]), "it uses `.interp`"),
        (lambda t: TABLE["k"] * t, "it reads `TABLE`, which may change"),
        (lambda t: sum(t > k for k in range(3)), "it has a generator, where a list would do"),
        (_writes, "it writes `GAIN`"),
        (_nested, "it calls `_writes`: it writes `GAIN`"),
        (lambda t: t // 2, "it does more than arithmetic"),
        (_Keeps(), "it is an object of type _Keeps, and no function that can be read"),
        (_Keeps().step, "it is a method of an object of type _Keeps, which may keep something"),
        (lambda t: sum([1 if t > k else 0 for k in range(99)]), "it decides often|the expression is long"),
    ],
)
def test_why_a_function_stays_in_python(tmp_path, f, says):
    with nengo.Network(seed=1) as net:
        nengo.Probe(nengo.Node(f, size_out=1, label="u"))
    notes = [line for line in nefc.export(net, tmp_path / "m.nef").split("\n") if line.startswith("# in Python, as ")]
    assert len(notes) == 1 and any(f", as {one};" in notes[0] for one in says.split("|")), notes


def test_a_frozen_table_says_how_long_it_is(tmp_path):
    with nengo.Network(seed=1) as net:
        nengo.Probe(nengo.Node(lambda t: np.sin(t), label="u"), label="p")
    text = nefc.export(net, tmp_path / "m.nef", freeze=True, seconds=0.2)
    assert "# What depends on time is in tables of 200ms: in a longer run each holds its last row from then on\n" in text
    with nefc.Session(tmp_path / "m.nef") as s:
        s.run(0.3)
        assert np.all(s["p"][200:] == s["p"][199]) and s["p"][198] != s["p"][199]
    with nengo.Network(seed=1) as net:
        nengo.Probe(nengo.Node([1.0], label="u"))
    assert "tables" not in nefc.export(net, tmp_path / "m.nef", freeze=True)


@pytest.mark.parametrize("factor", [1, -2])
def test_one_number_into_all_neurons(tmp_path, factor):
    """A column of ones is a transform, although the number 1 would be none between equal sizes."""
    with nengo.Network(seed=1) as net:
        stim = nengo.Node(lambda t: np.sin(6 * t), label="stim")
        a, b = nengo.Ensemble(50, 1, label="a"), nengo.Ensemble(50, 1, label="b")
        nengo.Connection(stim, a.neurons, transform=factor * np.ones((50, 1)), synapse=None)
        nengo.Connection(a, b.neurons, function=lambda x: x**2, transform=factor * np.ones((50, 1)))
        nengo.Connection(a, nengo.Ensemble(50, 3, label="d"), transform=factor * np.ones((3, 1)))
        p = nengo.Probe(a.neurons, "input", label="p")
    text = nefc.export(net, tmp_path / "m.nef", seconds=0.2)
    assert f"stim -> a.neurons transform {factor} units gain" in text and f"-> b.neurons function x^2 transform {factor} units gain" in text
    nefc.export(net, tmp_path / "frozen.nef", freeze=True, seconds=0.2)
    found = [nefc.run(tmp_path / f"{name}.nef", out=tmp_path / name, warn=False)["p"] for name in ("m", "frozen")]
    for make in (lambda: nefc.Simulator(net, build="nefc", progress_bar=False), lambda: nengo.Simulator(net, progress_bar=False)):
        with make() as sim:
            sim.run(0.2)
            found.append(sim.data[p])
    alone = [(currents - currents[0]) / (currents[-1] - currents[0]) for currents in found]  # whatever gains and biases are
    for currents in alone[:-1]:
        assert np.allclose(currents, alone[-1], atol=1e-9)


def test_a_name_hides_no_other(tmp_path):
    with nengo.Network(seed=1) as net:
        a = nengo.Ensemble(10, 1, label="a")
        with nengo.Network(label="a"):
            inner = nengo.Ensemble(20, 1, label="a")
            nengo.Connection(a, inner)
        nengo.Probe(inner, label="p")
    nefc.export(net, tmp_path / "m.nef")
    model = nefc.run(tmp_path / "m.nef", warn=False)
    assert model["p"].shape == (1000, 1)
    assert "ensemble a_2 10" in (tmp_path / "m.nef").read_text()


def test_a_constant_that_changes_is_noticed():
    space = {"gain": 2.0}
    f = eval("lambda t, x: gain * x", space)
    with nengo.Network(seed=1) as net:
        node = nengo.Node(f, size_in=1, label="node")
        nengo.Connection(nengo.Node(1), node, synapse=None)
        p = nengo.Probe(node)
    with nefc.Simulator(net, progress_bar=False) as sim:
        sim.run(0.01)
        assert np.all(sim.data[p] == 2)
        space["gain"] = 3.0
        with pytest.raises(nefc.Unsupported, match="gain"):
            sim.run(0.01)


def test_what_one_function_writes_another_reads():
    space = {"last": 0.0}
    exec("def writes(t, x):\n    global last\n    last = x[0]\n    return x\ndef reads(t, x):\n    return x + last\n", space)
    with nengo.Network(seed=1) as net:
        u, w, r = nengo.Node(lambda t: t), nengo.Node(space["writes"], size_in=1), nengo.Node(space["reads"], size_in=1)
        nengo.Connection(u, w, synapse=None)
        nengo.Connection(w, r, synapse=None)
        p = nengo.Probe(r)
    with nefc.Simulator(net, progress_bar=False) as sim:
        sim.run(0.01)
        assert np.allclose(sim.data[p][:, 0], 2 * sim.trange())


@pytest.fixture
def imported(tmp_path):
    """Imports a text of Python, as the command or through ``python -m nefc``."""

    def call(text, *args, argv=(nefc.binary(),), file="model.py", **env):
        (tmp_path / file).write_text(text)
        env = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": os.pathsep.join(sys.path), **env}
        env = {name: value for name, value in env.items() if value is not None}
        return subprocess.run([*argv, "import", *args, file], capture_output=True, text=True, env=env, cwd=tmp_path)

    return call


NETWORK = """import nengo, numpy as np
with nengo.Network(seed=1) as model:
    ramp = nengo.Node(lambda t: t)
    pop = nengo.Ensemble(30, 1)
    nengo.Connection(ramp, pop)
    recorded = nengo.Probe(pop, synapse=0.01)
"""


def test_import_of_a_script(tmp_path, imported):
    script = NETWORK + "with nengo.Simulator(model) as sim:\n    sim.run(2)\n    print(sim.data[recorded])\n    raise ValueError('it was run')\n"
    done = imported(script)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "model.nef").read_text()
    assert "node ramp = t" in text and "ensemble pop 30" in text and "probe recorded: pop synapse 10ms" in text
    again = imported(script)
    assert again.returncode != 0 and "model.nef" in again.stderr  # nothing is written over
    assert imported(script, "--to", "other.nef", "--freeze", "--seconds", "0.1").returncode == 0
    assert nefc.run(tmp_path / "other.nef", warn=False)["recorded"].shape == (100, 1)
    wrong = imported(script, "--to", "third.nef", "--network", "none")
    assert wrong.returncode == 1 and "no network is called none" in wrong.stderr


@pytest.mark.parametrize(
    "then, run",
    [
        ("", "run 1s"),
        ("sim = nengo.Simulator(model)", "run 1s"),
        ("sim = nengo.Simulator(model, 0.002)\nsim.run(2.0)", "run 2s dt 2ms"),
        ("import nefc\nwith nefc.Simulator(model) as sim: sim.run(0.5); sim.run_steps(250); sim.step()", "run 751ms"),
        ("sim = nengo.Simulator(model)\nwhile sim.time < 0.3: sim.step()\nsim.close()\nraise ValueError", "run 300ms"),
        ("sim = nengo.Simulator(model)\nwhile True: sim.step()", "run 1000s"),
    ],
)
def test_an_imported_model_runs_as_long_as_the_script(tmp_path, imported, then, run):
    done = imported(NETWORK + then)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "model.nef").read_text().endswith(f"\n{run}\n")


def test_a_script_is_imported_as_a_program(tmp_path, imported):
    """Its guard is met, its arguments are its own, and names are those of the function that simulates."""
    body = NETWORK.split("\n", 1)[1].replace("\n", "\n    ")
    script = f"""import nengo, sys
def main():
    assert len(sys.argv) == 1 and sys.modules["__main__"].main is main
    {body}
    with nengo.Simulator(model) as sim:
        sim.run(0.25)
if __name__ == "__main__":
    sys.exit(main())
"""
    done = imported(script)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "model.nef").read_text()
    assert "ensemble pop 30" in text and text.endswith("run 250ms\n")
    ended = imported("import sys\nsys.exit(0)\n", "--to", "none.nef")
    assert ended.returncode == 1 and "makes no network" in ended.stderr
    failed = imported("{}['key']\n", "--to", "none.nef")
    assert failed.returncode == 1 and "Traceback" in failed.stderr and "KeyError" in failed.stderr


def test_import_runs_the_python_that_it_was_started_with(tmp_path, imported):
    """``python -m nefc import`` does, and the command of a virtual environment."""
    script = NETWORK + "import sys\nprint(sys.executable, file=sys.stderr)\n"
    nowhere = {"PYTHON": None, "PATH": str(tmp_path)}  # no other Python can be found
    done = imported(script, argv=(sys.executable, "-m", "nefc"), **nowhere)
    assert done.returncode == 0 and sys.executable in done.stderr, done.stderr
    scripts = tmp_path / "venv" / "bin"
    scripts.mkdir(parents=True)
    (tmp_path / "venv" / "pyvenv.cfg").write_text("")
    shutil.copy(nefc.binary(), scripts / "nefc")
    (scripts / "python").write_text(f'#!/bin/sh\nFROM_VENV=1 exec "{sys.executable}" "$@"\n')
    (scripts / "python").chmod(0o755)
    script = NETWORK + "import os\nassert os.environ['FROM_VENV']\n"
    done = imported(script, "--to", "venv.nef", argv=(scripts / "nefc",), **nowhere)
    assert done.returncode == 0, done.stderr


def test_a_notebook_exports_itself(imported):
    done = imported("{}", file="model.ipynb")
    assert done.returncode == 2 and "is a notebook: call `nefc.export(net" in done.stderr
    none = imported(NETWORK, "--seconds", "0")
    assert none.returncode == 2 and "--seconds is a time above 0" in none.stderr


def test_weights_solved_for_some_dimensions(tmp_path):
    whole = nengo.solvers.LstsqL2(weights=True)
    with nengo.Network(seed=1) as net:
        stim = nengo.Node(lambda t: [np.sin(6 * t), np.cos(6 * t)])
        a, b, c, d = (nengo.Ensemble(200, size) for size in (2, 2, 3, 1))
        nengo.Connection(stim, a)
        nengo.Connection(a[0], b[1], solver=whole)
        nengo.Connection(a[[1, 0]], c[[0, 2]], function=lambda x: [abs(x[0]), x[1]], transform=[[1, 0.5], [0, -0.5]], solver=whole)
        rule = nengo.Connection(a[1], c[1], function=lambda x: 0, solver=whole, learning_rule_type=nengo.PES(1e-3)).learning_rule
        nengo.Connection(c[1], rule)
        nengo.Connection(a[1], rule, transform=-1)
        nengo.Connection(a[0], d, transform=-1, solver=whole)
        probes = [nengo.Probe(x, synapse=0.05, label=f"of_{k}") for k, x in zip("bcd", (b, c, d))]
    text = nefc.export(net, tmp_path / "m.nef", seconds=2.0)
    assert "function [0, x[0]] solve l2" in text and "-1*x[0]" in text
    got = nefc.run(tmp_path / "m.nef", warn=False)
    with nengo.Simulator(net, progress_bar=False) as sim:
        sim.run(2.0)
    for p in probes:
        assert np.abs(got[p.label][1500:] - sim.data[p][1500:]).max() < 0.15, p.label


def test_a_label_of_two_lines_is_one_comment(tmp_path):
    with nengo.Network(seed=1, label="first\nsecond # third") as net:
        nengo.Probe(nengo.Ensemble(10, 1))
    assert nefc.export(net, tmp_path / "m.nef").startswith("# first second # third\nseed 1\n")


@pytest.mark.parametrize("given, says", [({"seconds": float("nan")}, "seconds is nan"), ({"dt": "1"}, "dt is a number")])
def test_a_wrong_argument_writes_nothing(tmp_path, given, says):
    with nengo.Network(seed=1) as net:
        nengo.Probe(nengo.Ensemble(10, 1))
    with pytest.raises((TypeError, nefc.NefcError), match=says):
        nefc.export(net, tmp_path / "m.nef", **given)
    with pytest.raises(TypeError, match="a nengo.Network"):
        nefc.export([net], tmp_path / "m.nef")
    assert not list(tmp_path.iterdir())
