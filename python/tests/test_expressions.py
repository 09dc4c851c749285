"""Functions of Python become expressions that mean the same."""

import math
import os
import random
import sys

import numpy as np
import pytest

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])
pytest.importorskip("nengo", reason="Nengo is not installed, and NENGO_SRC does not name its sources")

import nefc  # noqa: E402
from nefc.nengo.functions import changed, expressions, outside  # noqa: E402
from nefc.nengo.text import number  # noqa: E402


def drawn(depth):
    """An expression of Python."""
    if depth == 0:
        return random.choice(["x[0]", "x[1]", "t", "2.5", "-1.5", "0.3"])
    a, b, c = (drawn(depth - 1) for _ in range(3))
    return random.choice([
        f"({a}+{b})", f"({a}-{b})", f"({a}*{b})", f"({a}/(2+abs({b})))", f"(-{a})", f"np.sin({a})", f"(abs({a})**(0.1*{b}))", f"math.cos({a})",
        f"({a} if {b}>{c} else {b})", f"max({a},{b})", f"np.minimum({a},{b})", f"({a}<{b})*{c}",
    ])


def test_random_functions():
    random.seed(3)
    texts = [drawn(random.randrange(1, 5)) for _ in range(100)]
    functions = [eval(f"lambda t, x: {text}", {"np": np, "math": math}) for text in texts]
    traced = [(f, e[0]) for f in functions if (e := expressions(f, ["x[0]", "x[1]"], 1, time=True))]
    assert len(traced) > 80
    lines = [f"node y{i} = {e} dims 1\nprobe y{i}\n" for i, (_, e) in enumerate(traced)]
    with nefc.Session("seed 1\nnode x = [sin(37*t), 2*cos(5*t)]\n" + "".join(lines)) as s:
        s.step(50)
        for i, (f, e) in enumerate(traced):
            want = np.array([f(t, np.array([math.sin(37 * t), 2 * math.cos(5 * t)])) for t in 0.001 * np.arange(1, 51)], float)
            assert np.allclose(s[f"y{i}"][:, 0], want, rtol=1e-13, atol=1e-13), e


@pytest.mark.parametrize(
    "f, text",
    [
        (lambda t: 1 if t > 0.5 else 0, "if t > 0.5 then 1 else 0"),
        (lambda t: 0.3 if t < 1 else np.sin(6 * t) if t < 2 else -1, "if t < 1 then 0.3 else if t < 2 then sin(6*t) else -1"),
        (lambda t: (t > 0.5) * 2, "(if t > 0.5 then 1 else 0)*2"),
        (lambda t: (t + 1) ** 2 - (1 - t), "(t + 1)^2 - (1 - t)"),
    ],
)
def test_they_read_as_if_written_by_hand(f, text):
    assert expressions(f, [], 1, time=True) == [text]


DATA, ROWS = np.zeros((3, 2)), [np.zeros(3)]  # arrays among the globals, which compare by element


class Odd:
    """A value that has no truth, and equals nothing."""

    def __eq__(self, other):
        raise TypeError("not comparable")

    __hash__ = None


ODD = Odd()


def test_whatever_stands_beside_a_function():
    """Functions are traced in a module that holds arrays, and values that cannot be compared."""
    assert expressions(lambda t: math.sin(t), [], 1, time=True) == ["sin(t)"]
    for value in (np.zeros(4), np.zeros(4).tolist(), Odd(), math, None):
        space = {"math": math, "np": np, "beside": value}
        assert expressions(eval("lambda t: math.cos(np.sin(t))", space), [], 1, time=True) == ["cos(sin(t))"]


def helper(t):
    return math.exp(-t)


def closed():
    from math import atan2, cos, pi, sin  # noqa: F811
    import math as m

    return lambda t: cos(t) + pi * m.tanh(sin(t)) + atan2(t, 2) + m.tau + helper(t)


def test_functions_of_math_however_they_are_imported():
    """By name, under another name, in a closure, and in what a function calls."""
    space = {}
    exec("from math import sin as s, floor, fabs\ndef f(t): return s(t) + floor(t) - fabs(t)", space)
    assert expressions(space["f"], [], 1, time=True) == ["sin(t) + floor(t) - abs(t)"]
    traced = expressions(closed(), [], 1, time=True)
    assert traced and all(part in traced[0] for part in ("cos(t)", "tanh(sin(t))", "atan2(t, 2)", "exp(-t)")), traced
    assert expressions(lambda t: np.floor(t) + np.sign(t - 1) + np.ceil(t), [], 1, time=True) == ["floor(t) + sign(t - 1) + ceil(t)"]
    exec("from math import gamma\ndef g(t): return gamma(t + 1)", space)
    assert expressions(space["g"], [], 1, time=True) is None


def test_numbers_that_have_not_changed():
    """nan is itself, and lists of arrays of several lengths are compared one by one."""
    space = {"np": np, "rows": [np.ones(2), np.ones(3)], "gaps": np.array([1.0, np.nan]), "none": float("nan")}
    f = eval("lambda t: rows[0][0] * t + gaps[0] + 0 * len([none])", space)
    before = outside(f)
    assert changed(f, before) is None
    space["rows"][1][2] = 5.0
    assert changed(f, before) == "rows"


seen = []


@pytest.mark.parametrize("f", [lambda t: int(t), lambda t: seen.append(t) or t, lambda t: np.random.rand(), lambda t: str(t) and 1.0, lambda t: np.rint(2 * t)])
def test_what_does_more_is_left_to_python(f):
    assert expressions(f, [], 1, time=True) is None and not seen


def test_functions_that_read_other_numbers_are_others():
    def reads(value, default=1.0):
        helper = lambda y: y * np.sum(value)  # noqa: E731
        return lambda t, k=default: helper(t) + k

    of = [0.0, -0.0, 2, 2.0, True, [2.0, 1.0], (2.0, 1), np.array([2.0, 1.0]), np.array([2, 1]), np.array([[2.0], [3.0]])]
    for again in range(2):
        for value in of:
            assert expressions(reads(value), [], 1, time=True) == [f"t*{symbol_of(np.sum(value))} + 1"], value
        assert expressions(reads(2.0, default=3.0), [], 1, time=True) == ["t*2 + 3"]
    large = np.zeros(10_000)
    assert expressions(reads(large), [], 1, time=True) == ["t*0 + 1"]
    large[0] = 1.0
    assert expressions(reads(large), [], 1, time=True) == ["t*1 + 1"]


def symbol_of(value):
    """A number as an expression has it."""
    return number(value) if not math.copysign(1, value) < 0 else f"({number(value)})"
