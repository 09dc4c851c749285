"""Nodes that functions of Python compute, once a step."""

import numpy as np
import pytest

import nefc

HEAD = """seed 1
node u = sin(20*t)
ensemble a 50 dims 2
node v = [u, 0.5]
connect v -> a
"""
TAIL = """connect x[1] -> a[0]
probe a synapse 10ms
probe x
probe z
run 200ms
"""
WITHIN = "node x = [t + u, 2*(t + u)]\nnode z = x[0]*v[1]\n"
WITHOUT = 'node x = external("f", u) dims 2\nnode z = external("g", x[0], v) dims 1\n'


def f(t, u):
    return np.array([t + u[0], 2 * (t + u[0])])


def g(t, x, v):
    return float(x[0] * v[1])


def test_a_function_is_the_expression():
    whole = nefc.run(HEAD + WITHIN + TAIL)
    with nefc.Session(HEAD + WITHOUT + TAIL, external={"f": f, "g": g}) as s:
        s.step(3)
        s.step(197)
        for name in ("a", "x", "z"):
            assert s[name].tobytes() == whole[name].tobytes()


def test_it_is_called_once_a_step_and_as_often_as_steps_are_made():
    times = []
    with nefc.Session('seed 1\nnode x = external("f") dims 2\nprobe x\n', external={"f": lambda t: times.append(t) or t}) as s:
        s.step(1)
        s.step(99)
        assert len(times) == 100 and np.allclose(times, 0.001 * np.arange(1, 101), rtol=0, atol=1e-15)
        assert np.array_equal(s["x"], np.repeat(times, 2).reshape(100, 2))


def test_an_edited_model_asks_for_what_it_has():
    calls = {"f": lambda t, u: u, "g": lambda t, u: -u}
    before = 'seed 1\nnode u = t\nnode x = external("f", u) dims 1\nprobe x\n'
    after = 'seed 1\nnode u = t\nnode y = external("g", u) dims 1\nnode x = external("f", y) dims 1\nprobe x\n'
    with nefc.Session(before, external=calls) as s:
        s.step(10)
        s.edit(after)
        s.step(10)
        s.watch("u")
        s.step(10)
        assert np.allclose(s["x"][:, 0], 0.001 * np.r_[1:11, -11:-31:-1], rtol=0, atol=1e-15)


def test_what_is_raised_ends_the_stretch():
    def fails(t, u):
        if t > 0.0105:
            raise KeyError("enough")
        return u

    with nefc.Session(HEAD + 'node x = external("f", u) dims 1\nprobe x\n', external={"f": fails}) as s:
        with pytest.raises(KeyError, match="enough"):
            s.run(1.0)
        assert s.steps == 10 and len(s["x"]) == 10
        with pytest.raises(nefc.NefcError, match="`x` at t = 0.011 s"):
            s.step()
    with nefc.Session(HEAD + 'node x = external("f", u) dims 2\n', external={"f": lambda t, u: [1, 2, 3]}) as s:
        with pytest.raises(ValueError, match="node x returned .* not 2 numbers"):
            s.step()
    with nefc.Session(HEAD + 'node x = external("f", u) dims 1\nprobe x\n', external={"f": lambda t, u: np.nan}) as s:
        with pytest.raises(nefc.NefcError, match="`x` became NaN"):
            s.step()


def test_what_nobody_computes_and_what_cannot_be_taken_back_is_refused(tmp_path):
    model = HEAD + 'node x = external("f", u) dims 1\nprobe x\nrun 100ms\n'
    for attempt in (lambda: nefc.run(model), lambda: nefc.Session(model), lambda: nefc.Session(model, external={"g": g})):
        with pytest.raises(nefc.ModelError, match="NEF083"):
            attempt()
    with nefc.Session(model, external={"f": lambda t, u: u}) as s:
        s.step(10)
        with pytest.raises(nefc.NefcError, match="outside"):
            s.back(5)


@pytest.mark.parametrize(
    "f, says", [(3, "external f is a function, not 3"), (lambda t: None, "node x returned None, which is not a number"), (lambda t: "x", "returned 'x'")]
)
def test_what_is_no_function_or_no_number(f, says):
    with pytest.raises((TypeError, ValueError), match=says):
        nefc.Session('seed 1\nnode x = external("f") dims 1\nprobe x\n', external={"f": f}).step()
