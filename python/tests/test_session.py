"""A session, cut into pieces however one likes, is a run."""

import subprocess

import numpy as np
import pytest

import nefc
from test_run import MODEL, model  # noqa: F401


def test_pieces_are_a_run(model):  # noqa: F811
    whole = nefc.run(model)
    with nefc.Session(model) as s:
        s.step(1)
        s.step(77)
        s.run(0.122)
        assert s.steps == 200 and s.time == pytest.approx(0.2)
        assert s["post"].tobytes() == whole["post"].tobytes()
        assert np.array_equal(s["pre.spikes"], whole["pre.spikes"])
        assert np.allclose(s.t, whole.t, rtol=0, atol=1e-12)


def test_changes_and_the_way_back(model):  # noqa: F811
    with nefc.Session(model) as s:
        s.run(0.1)
        s.set("k", 3)
        assert s.params["k"] == 3
        s.run(0.05)
        first = s["post"].copy()
        s.back(100)
        assert len(s["post"]) == 100
        s.set("k", 3)
        s.run(0.05)
        assert s["post"].tobytes() == first.tobytes()
        assert "set k = 3" in s.script()


def test_a_clamped_node_is_held(model):  # noqa: F811
    with nefc.Session(model) as s:
        s.watch("ramp")
        s.clamp("ramp", 0.5)
        s.step(5)
        assert s["ramp"].tolist() == [[0.5]] * 5
        s.release("ramp")
        s.step(5)
        assert s["ramp"][-1, 0] == pytest.approx(0.009, abs=2e-3)


def test_frozen_weights_stand(model):  # noqa: F811
    with nefc.Session(model) as s:
        s.freeze("c")
        before = s["c.weights"]
        s.run(0.1)
        assert np.array_equal(s["c.weights"], before)
        s.thaw("c")
        s.run(0.1)
        assert not np.array_equal(s["c.weights"], before)


def test_errors_leave_the_session_usable(model):  # noqa: F811
    with nefc.Session(model) as s:
        with pytest.raises(nefc.NefcError, match="range"):
            s.set("k", 20)
        with pytest.raises(nefc.NefcError, match="nothing is called"):
            s.watch("pots")
        s.step(3)
        assert s["post"].shape == (3, 1)


def test_the_script_gives_the_same_bytes(tmp_path):
    path = tmp_path / "model.nef"
    path.write_text(MODEL[: MODEL.index("experiment")])
    with nefc.Session(path) as s:
        s.run(0.05)
        s.set("k", 4)
        s.run(0.05)
        live, script = s["post"].copy(), s.script("again")
    path.write_text(path.read_text() + "\n" + script)
    subprocess.run([nefc.binary(), "check", path], check=True)
    phases = nefc.run(path, only="again").phases.values()
    assert np.concatenate([p["post"] for p in phases if len(p)]).tobytes() == live.tobytes()


def test_another_text_goes_on(model):  # noqa: F811
    text = model.read_text()
    with nefc.Session(model) as s:
        s.run(0.1)
        s.edit(text.replace("node ramp = k*t", "node ramp = 0.5"))
        s.run(0.05)
        assert s.steps == 150 and len(s["post"]) == 150
        with pytest.raises(nefc.ModelError, match="NEF0"):
            s.edit(text.replace("-> post", "-> nothing"))
        s.run(0.05)
        assert s.steps == 200


@pytest.mark.parametrize(
    "ask, says",
    [
        (lambda s: s.run("1"), "seconds is a number, not '1'"),
        (lambda s: s.run(float("inf")), "seconds is inf: nan and inf"),
        (lambda s: s.step(1.5), "n is a whole number, not 1.5"),
        (lambda s: s.set("k", [1, 2]), r"k is a number, not \[1, 2\]"),
        (lambda s: s.clamp("u", "x"), "u is a number, not 'x'"),
        (lambda s: s.lesion("a", neurons=[0.5]), "neurons is a whole number, not 0.5"),
        (lambda s: s.back("x"), "step is a whole number, not 'x'"),
        (lambda s: s[3], "no probe is called 3"),
    ],
)
def test_a_wrong_argument_is_named(ask, says):
    with nefc.Session("seed 1\nparam k = 1\nnode u = k\nensemble a 10\nconnect u -> a\nprobe a\n") as s:
        with pytest.raises((TypeError, KeyError, nefc.NefcError), match=says):
            ask(s)
        assert s.step(2)["a"].shape == (2, 1)


def test_weights_go_to_a_file_and_back(model):  # noqa: F811
    with nefc.Session(model) as s:
        with pytest.raises(nefc.NefcError, match='s.save\\(.c., "out/w.npz"\\)'):
            s.save("c", "w.npz")
        s.run(0.1)
        learned = s["c.weights"]
        s.save("c", "out/w.npz")
        s.scale("c", 0)
        assert not s["c.weights"].any()
        s.load("c", "out/w.npz")
        assert np.array_equal(s["c.weights"], learned)


def test_what_a_session_does_not_have_says_what_it_has(model):  # noqa: F811
    text = 'seed 1\nparam n = 10\nensemble a n\nnode u = external("control", a) dims 1\nconnect u -> a\nprobe a\nrun 10ms\n'
    with pytest.raises(nefc.ModelError, match='functions were given for "controller"'):
        nefc.Session(text, external={"controller": lambda t, x: 0})
    with nefc.Session(text, external={"control": lambda t, x: 0}) as s:
        with pytest.raises(nefc.NefcError, match=r"open another session, `nefc.Session\(model, n=...\)`"):
            s.set("n", 20)
    with nefc.Session(model) as s:
        with pytest.raises(KeyError, match="one is asked for at a time"):
            s["[post, ramp]"]
        with pytest.raises(KeyError, match="c.weights are as they are now, and have no times"):
            s.times("c.weights")
        with pytest.raises(KeyError, match="are the weights of a connection"):
            s["weights"]
