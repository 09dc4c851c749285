"""Runs from Python have the numbers of the command."""

import gc
import os
import subprocess

import numpy as np
import pytest

import nefc

MODEL = """seed 1
param k = 1 min 0 max 10
node ramp = k*t
ensemble pre 40
ensemble post 40
connect ramp -> pre
connect c: pre -> post
learn pes err = post - ramp on c
probe post synapse 10ms
probe pre.spikes

experiment main {
  phase run 200ms
  export weights c to "trained.npz"
  expect max(post) > 0.05
}
"""


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "model.nef"
    path.write_text(MODEL)
    return path


def test_same_bytes_as_the_command(model, tmp_path):
    subprocess.run([nefc.binary(), "run", "-q", "--out", tmp_path / "cmd", "--set", "k=2", "--seed", "3", model], check=True)
    theirs = np.load(tmp_path / "cmd" / "main" / "run" / "probes.npz")
    r = nefc.run(model, seed=3, k=2)
    assert r["post"].shape == (200, 1)
    assert r["post"].tobytes() == theirs["post"].tobytes()
    assert r["pre.spikes"].tobytes() == theirs["pre.spikes"].tobytes()
    assert r.t[-1] == pytest.approx(0.2)
    assert r.seed == 3


def test_weights_and_tables(model):
    r = nefc.run(model)
    assert np.array_equal(r["c.weights"], r.table("trained.npz")["weights"])
    assert r.table("trained.npz").meta["connection"] == "c"
    assert any(f.name == "trained.npz" for f in r.files)


BIG = "seed 1\nparam g = 1\nnode u = g*sin(6*t)\nensemble a 300\nconnect u -> a\nprobe u, a.voltage\nrun 500ms\n"


def test_a_result_has_its_own_data_or_none(tmp_path):
    """A later run into the same folder is never taken for an earlier one."""
    path = tmp_path / "big.nef"
    path.write_text(BIG)
    first = nefc.run(path, g=0.0)
    read, voltage = first["u"], first["a.voltage"]  # one of them a map of the file
    before = voltage.copy()
    second = nefc.run(path, g=0.5)
    other = tmp_path / "other.nef"
    other.write_text(BIG.replace("probe u", "probe u, a"))
    third = nefc.run(other, g=1)  # another model, whose results are beside it, in out/main
    assert np.array_equal(first["u"], read) and not read.any()
    assert np.array_equal(first["a.voltage"], before)
    for ask in (
        lambda: first.times("u"), lambda: second["u"], lambda: second.expectations, lambda: second.phases, lambda: second.t,
        lambda: second.seed, lambda: second.table("run/probes.npz"), lambda: second._repr_html_(),
    ):
        with pytest.raises(nefc.NefcError, match="wrote over.*out="):
            ask()
    assert "wrote over" in repr(second)
    assert third["u"].max() > 0.9
    apart = [nefc.run(path, g=g, out=tmp_path / f"o{g}") for g in (0.0, 0.5)]
    assert [r["u"].max() > 0.4 for r in apart] == [False, True]
    (apart[0].folder / "summary.json").unlink()
    with pytest.raises(nefc.NefcError, match="not there any more"):
        apart[0].times("u")


def test_text_and_expectations():
    r = nefc.run(MODEL)
    folder = r.folder
    assert [x.outcome for x in r.expectations] == ["met"] and r.ok
    assert "met" in r._repr_html_()
    del r
    gc.collect()
    assert not folder.exists()


def test_errors_are_those_of_the_command(tmp_path):
    path = tmp_path / "wrong.nef"
    path.write_text(MODEL.replace("pre -> post", "pre -> pots"))
    said = subprocess.run([nefc.binary(), "check", path], capture_output=True, text=True).stderr
    with pytest.raises(nefc.ModelError) as caught:
        nefc.run(path)
    assert caught.value.diagnostics[0].code == "NEF010"
    assert caught.value.diagnostics[0].line == 7
    for line in caught.value.diagnostics[0].rendered.strip().split("\n"):
        assert line in said


def test_a_missing_file_and_a_missing_probe(model, tmp_path):
    with pytest.raises(nefc.NefcError, match="nowhere.nef"):
        nefc.run(tmp_path / "nowhere.nef")
    with pytest.raises(KeyError, match="probe pre"):
        nefc.run(model)["pre"]


def test_sweep_has_the_numbers_of_runs(model):
    cells = nefc.sweep(model, k=[1, 2], seeds=range(2))
    assert list(cells) == ["k", "seed", "max(post) > 0.05"]
    assert cells["k"].tolist() == [1, 1, 2, 2]
    assert cells["seed"].tolist() == [0, 1, 0, 1]
    alone = nefc.run(model, k=2, seed=1)
    assert cells.results[3]["post"].tobytes() == alone["post"].tobytes()
    assert cells["max(post) > 0.05"][3] == alone.expectations[0].value


def test_results_of_a_sweep_outlive_its_table():
    result = nefc.sweep("seed 1\nparam k = 1\nnode u = k\nprobe u\nrun 10ms\n", k=[1, 2]).results[1]
    gc.collect()
    assert np.all(result["u"] == 2)


def test_a_sweep_of_one_value_says_so(model):
    for wrong in ({"k": 3}, {"k": "abc"}, {"seeds": 3}):
        with pytest.raises(TypeError, match=r"a sweep takes lists: \w+=\["):
            nefc.sweep(model, **wrong)
    with pytest.raises(TypeError, match="seed is a whole number, not 1.5"):
        nefc.run(model, seed=1.5)


def test_sweep_of_nothing(model):
    with pytest.raises(nefc.NefcError, match="nothing to sweep"):
        nefc.sweep(model)
    with pytest.raises(nefc.NefcError, match="k has no values"):
        nefc.sweep(model, k=[])


def test_a_named_binary_that_is_none(monkeypatch):
    monkeypatch.setenv("NEFC", os.path.join(os.sep, "no", "such", "program"))
    with pytest.raises(nefc.NefcError, match="NEFC"):
        nefc.binary()


def test_a_value_that_no_command_can_hold():
    with pytest.raises(nefc.NefcError, match=r"the value of k has \d+ characters.*from \"k.npz:k\""):
        nefc.run(MODEL, k=np.arange(100_000))


@pytest.mark.parametrize(
    "model, kind, says",
    [
        (None, TypeError, "a path or a text, not None"),
        (b"seed 1\n", TypeError, "a path or a text, not b'"),
        ("", nefc.NefcError, "'' is neither"),
        ("seed 1\n# \ud800\n", nefc.NefcError, "line 2 of the model has '\\\\ud800'"),
    ],
)
@pytest.mark.parametrize("call", [nefc.run, nefc.Session, lambda model: nefc.sweep(model, seeds=[1])])
def test_what_is_no_model(call, model, kind, says):
    with pytest.raises(kind, match=says):
        call(model)


def test_a_sweep_tells_its_cells_apart():
    model = "seed 1\nparam k = 1\nnode u = k\nprobe u\nrun 1ms\n"
    with pytest.raises(nefc.NefcError, match="k has 1 twice"):
        nefc.sweep(model, k=[1, 2, 1])
    long = "1 + 0*" + "1" * 300
    cells = nefc.sweep(model, k=[f"{long} + 1", f"{long} + 2", "6/2", 4])
    assert [r["u"][0, 0] for r in cells.results] == [2, 3, 3, 4]


def test_another_program(monkeypatch):
    monkeypatch.setenv("NEFC", "echo")
    with pytest.raises(nefc.NefcError, match="another program than nefc"):
        nefc.run(MODEL)


@pytest.mark.parametrize(
    "ask, says",
    [
        (lambda r: r.phases["tests"], "no phase is called 'tests'; there are run"),
        (lambda r: r.experiments["mian"], "no experiment is called 'mian'; there are main"),
        (lambda r: r.table("w.npz"), "no table 'w.npz'; there are trained.npz"),
        (lambda r: r["weights"], 'r["c.weights"] are the weights of a connection `c`, which a line `export weights c to'),
        (lambda r: r["[post, pre]"], 'one is asked for at a time, r["post"] and r["pre"]'),
    ],
)
def test_what_is_not_in_a_result_is_a_sentence(tmp_path, ask, says):
    with pytest.raises(KeyError) as error:
        ask(nefc.run(MODEL))
    assert says in error.value.args[0]


def test_a_column_that_is_none(model):
    cells = nefc.sweep(model, k=[1, 2])
    with pytest.raises(KeyError, match="no column is called .*post.*; there are k, .*cells.results"):
        cells["post"]


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda m: nefc.run(m, dt=1e-3), "the time step stands in the model, `run 1s dt 2ms`"),
        (lambda m: nefc.run(m, seconds=1), "nefc.Session(model).run(1.0)"),
        (lambda m: nefc.run(m, experiment="main"), 'only="NAME"'),
        (lambda m: nefc.sweep(m, seeds=[1], experiment=["main"]), 'only="NAME"'),
        (lambda m: nefc.Session(m, only="main"), 'experiment="NAME"'),
        (lambda m: nefc.Session(m, out="here"), 's.save("c", "out/c.npz")'),
    ],
)
def test_names_of_others_are_explained(model, call, says):
    """Of arguments that there are not, and which are taken for params."""
    with pytest.raises(nefc.ModelError) as error:
        call(model)
    assert error.value.diagnostics[0].help in str(error.value) and says in str(error.value)
    assert str(error.value).count("= help:") == 1
    with pytest.raises(TypeError, match="seeds="):
        nefc.sweep(model, seed=[1, 2])


@pytest.mark.parametrize("call", [nefc.run, nefc.Session, lambda text, tau: nefc.sweep(text, tau=[tau])])
def test_a_quantity_has_its_unit(call):
    text = "seed 1\nparam tau = 50ms\nensemble a 10\nconnect a -> a synapse tau\nprobe a\nrun 10ms\n"
    with pytest.raises(nefc.ModelError, match='in Python `tau="60ms"`'):
        call(text, tau=0.06)
    call(text, tau="60ms")
