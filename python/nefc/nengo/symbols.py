"""Numbers that are not known, and what a function makes of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NoReturn

import numpy as np

from .text import number

# Elementary functions: the method that NumPy calls of an object, its name in a model, its value.
# `rint` is none: it takes halves to the even number, and `round` of a model takes them away from zero.
ELEMENTARY = {
    "sin": "sin", "cos": "cos", "tan": "tan", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "tanh": "tanh",
    "exp": "exp", "log": "log", "sqrt": "sqrt", "floor": "floor", "ceil": "ceil", "sign": "sign",
}
_CHOICE, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(6)  # how tightly operations bind
_SIGNS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_MOST = 400  # operations in an expression
_RUNS = 64  # calls of a function that decides


class Untraceable(Exception):
    """The function does more than arithmetic."""


class Symbol:
    """A number that is not known: its text, how to compute it, how many operations that takes, and
    how tightly the last of them binds."""

    def __init__(self, text: str, value: Callable[[np.ndarray], float], size: int = 1, binds: int = _ATOM) -> None:
        if size > _MOST:
            raise Untraceable("the expression is long")
        self.text, self.value, self.size, self.binds = text, value, size, binds

    def within(self, least: int) -> str:
        """The text as a part of something that binds as tightly."""
        return self.text if self.binds >= least else f"({self.text})"

    def _joined(self, other, sign: str, f: Callable, turned: bool = False) -> "Symbol":
        if isinstance(other, np.ndarray):
            return NotImplemented  # it asks again, element by element
        a, b = symbol(self), symbol(other)
        if turned:
            a, b = b, a
        binds, gap = _SIGNS[sign], " " if sign in "+-" else ""
        left, right = (binds + 1, binds) if sign == "^" else (binds, binds + 1)
        text = f"{a.within(left)}{gap}{sign}{gap}{b.within(right)}"
        return Symbol(text, lambda at: f(a.value(at), b.value(at)), a.size + b.size, binds)

    def __add__(self, other): return self._joined(other, "+", np.add)
    def __radd__(self, other): return self._joined(other, "+", np.add, True)
    def __sub__(self, other): return self._joined(other, "-", np.subtract)
    def __rsub__(self, other): return self._joined(other, "-", np.subtract, True)
    def __mul__(self, other): return self._joined(other, "*", np.multiply)
    def __rmul__(self, other): return self._joined(other, "*", np.multiply, True)
    def __truediv__(self, other): return self._joined(other, "/", np.divide)
    def __rtruediv__(self, other): return self._joined(other, "/", np.divide, True)
    def __pow__(self, other): return self._joined(other, "^", np.power)
    def __rpow__(self, other): return self._joined(other, "^", np.power, True)
    def __mod__(self, other): return self._pair("mod", np.mod, other)
    def __neg__(self): return Symbol(f"-{symbol(self).within(_SIGN + 1)}", lambda at: -symbol(self).value(at), self.size + 1, _SIGN)
    def __pos__(self): return self
    def __abs__(self): return self._call("abs", np.abs)
    def conjugate(self): return self
    def arctan2(self, other): return self._pair("atan2", np.arctan2, other)

    def _call(self, name: str, f: Callable) -> "Symbol":
        a = symbol(self)
        return Symbol(f"{name}({a.text})", lambda at: f(a.value(at)), a.size + 1)

    def _pair(self, name: str, f: Callable, other) -> "Symbol":
        a, b = symbol(self), symbol(other)
        return Symbol(f"{name}({a.text}, {b.text})", lambda at: f(a.value(at), b.value(at)), a.size + b.size)

    def __lt__(self, other): return self._compared("<", np.less, other)
    def __le__(self, other): return self._compared("<=", np.less_equal, other)
    def __gt__(self, other): return self._compared(">", np.greater, other)
    def __ge__(self, other): return self._compared(">=", np.greater_equal, other)
    def __eq__(self, other): return self._compared("==", np.equal, other)
    def __ne__(self, other): return self._compared("!=", np.not_equal, other)

    def _compared(self, sign: str, f: Callable, other) -> "Condition":
        if isinstance(other, np.ndarray):
            return NotImplemented
        a, b = symbol(self), symbol(other)
        return Condition(f"{a.within(_SUM)} {sign} {b.within(_SUM)}", lambda at: f(a.value(at), b.value(at)), a.size + b.size, _CHOICE)

    def _refuses(self, *_: object) -> NoReturn:
        raise Untraceable("it needs the number itself")

    def __bool__(self) -> bool:
        return self._refuses()

    __float__ = __int__ = __index__ = __iter__ = __len__ = _refuses
    __hash__ = object.__hash__


for _method, _name in ELEMENTARY.items():
    setattr(Symbol, _method, lambda self, _n=_name, _f=getattr(np, _method): self._call(_n, _f))


class Condition(Symbol):
    """A comparison of symbols. What it is taken to be, where a function decides by it, is said by the path."""

    path: "list[bool]" = []  # outcomes that are given; true is tried first for the others
    met: "list[Condition]" = []  # conditions by which the function decided so far

    def __bool__(self) -> bool:
        Condition.met.append(self)
        if len(Condition.met) > _RUNS:
            raise Untraceable("it decides often")
        return len(Condition.met) > len(Condition.path) or Condition.path[len(Condition.met) - 1]


def outcomes(f: Callable, args: tuple, path: list[bool], runs: list[int]) -> list[Symbol]:
    """What a function is for symbols, once the outcomes of the first conditions are given."""
    runs[0] += 1
    if runs[0] > _RUNS:
        raise Untraceable("it decides often")
    Condition.path, Condition.met = path, []
    out = [symbol(v) for v in np.asarray(f(*args), dtype=object).reshape(-1)]
    if len(Condition.met) == len(path):
        return out
    condition = Condition.met[len(path)]
    yes, no = (outcomes(f, args, [*path, outcome], runs) for outcome in (True, False))
    if len(yes) != len(no):
        raise Untraceable("how much it returns depends on its argument")
    return [_either(condition, a, b) for a, b in zip(yes, no)]


def _either(condition: Condition, a: Symbol, b: Symbol) -> Symbol:
    if a.text == b.text:
        return a
    text = f"if {condition.text} then {a.within(_SUM)} else {b.text}"
    return Symbol(text, lambda at: a.value(at) if condition.value(at) else b.value(at), condition.size + a.size + b.size, _CHOICE)


class _Maths:
    """The module ``math``, for symbols."""

    pi, e, tau = math.pi, math.e, math.tau

    def __getattr__(self, name: str) -> Callable:
        names = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "fabs": "abs"}
        method = names.get(name, name)
        if name == "pow":
            return lambda a, b: symbol(a) ** b
        if name == "atan2":
            return lambda a, b: symbol(a).arctan2(b)
        if method != "abs" and method not in ELEMENTARY:
            raise Untraceable(f"a model has no `math.{name}`")
        return lambda x: abs(symbol(x)) if method == "abs" else getattr(symbol(x), method)()


MATHS = _Maths()


def symbol(x) -> Symbol:
    """A symbol, or a number as one; of a comparison 1 or 0."""
    if isinstance(x, Condition):
        return Symbol(f"if {x.text} then 1 else 0", lambda at: float(x.value(at)), x.size + 1, _CHOICE)
    if isinstance(x, Symbol):
        return x
    try:
        value = float(x)
    except (TypeError, ValueError) as e:
        raise Untraceable(f"{type(x).__name__} is no number") from e
    if not math.isfinite(value):
        raise Untraceable("it has a constant that is not finite")
    return Symbol(number(value), lambda at: value, 1, _ATOM if value >= 0 else _SIGN)
