"""Functions of Python as expressions of a model.

A function that does nothing but arithmetic is called once with symbols instead of numbers; what
comes out is its expression. Whether it does nothing else is read off its code before, and whether
the expression is the function is tried at random points after. Whatever else a function does, it
stays a function of Python.
"""

from __future__ import annotations

import builtins
import dis
import math
import types
from typing import Callable, Sequence

import numpy as np

from .text import number

# Elementary functions: the method that NumPy calls of an object, its name in a model, its value.
_ELEMENTARY = {
    "sin": "sin", "cos": "cos", "tan": "tan", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "tanh": "tanh",
    "exp": "exp", "log": "log", "sqrt": "sqrt", "floor": "floor", "ceil": "ceil", "rint": "round", "sign": "sign",
}
# What of NumPy, and which methods of arrays, only compute.
_HARMLESS = set(_ELEMENTARY) | {
    "abs", "absolute", "array", "asarray", "copy", "dot", "matmul", "sum", "prod", "mean", "square", "power", "multiply", "add",
    "subtract", "divide", "negative", "outer", "zeros", "ones", "eye", "hstack", "concatenate", "stack", "ravel", "flatten",
    "reshape", "T", "shape", "size", "ndim", "pi", "e", "atleast_1d", "transpose", "tolist", "arctan2", "item", "float64",
}
_BUILTINS = {builtins.abs, builtins.sum, builtins.len, builtins.range, builtins.zip, builtins.enumerate, builtins.list, builtins.tuple}
_WRITES = ("STORE_GLOBAL", "STORE_NAME", "STORE_ATTR", "STORE_SUBSCR", "DELETE_", "IMPORT_", "YIELD", "STORE_DEREF", "SETUP_WITH", "RAISE")
_MOST = 400  # operations in an expression


class Untraceable(Exception):
    """The function does more than arithmetic."""


class Symbol:
    """A number that is not known: its text, how to compute it, and how many operations that takes."""

    def __init__(self, text: str, value: Callable[[np.ndarray], float], size: int = 1) -> None:
        if size > _MOST:
            raise Untraceable("the expression is long")
        self.text, self.value, self.size = text, value, size

    def _joined(self, other, sign: str, f: Callable, turned: bool = False) -> "Symbol":
        if isinstance(other, np.ndarray):
            return NotImplemented  # it asks again, element by element
        a, b = self, symbol(other)
        if turned:
            a, b = b, a
        return Symbol(f"({a.text} {sign} {b.text})", lambda at: f(a.value(at), b.value(at)), a.size + b.size)

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
    def __neg__(self): return Symbol(f"(-{self.text})", lambda at: -self.value(at), self.size + 1)
    def __pos__(self): return self
    def __abs__(self): return self._call("abs", np.abs)
    def conjugate(self): return self
    def arctan2(self, other): return self._pair("atan2", np.arctan2, other)

    def _call(self, name: str, f: Callable) -> "Symbol":
        return Symbol(f"{name}({self.text})", lambda at: f(self.value(at)), self.size + 1)

    def _pair(self, name: str, f: Callable, other) -> "Symbol":
        b = symbol(other)
        return Symbol(f"{name}({self.text}, {b.text})", lambda at: f(self.value(at), b.value(at)), self.size + b.size)

    def _decides(self, *_):
        raise Untraceable("it decides by its argument")

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = __float__ = __int__ = __index__ = __iter__ = __len__ = _decides
    __hash__ = object.__hash__


for _method, _name in _ELEMENTARY.items():
    setattr(Symbol, _method, lambda self, _n=_name, _f=getattr(np, _method): self._call(_n, _f))


def symbol(x) -> Symbol:
    """A symbol, or a number as one."""
    if isinstance(x, Symbol):
        return x
    try:
        value = float(x)
    except (TypeError, ValueError) as e:
        raise Untraceable(f"{type(x).__name__} is no number") from e
    if not math.isfinite(value):
        raise Untraceable("it has a constant that is not finite")
    return Symbol(number(value) if value >= 0 else f"({number(value)})", lambda at: value)


def only_computes(f: Callable, depth: int = 0) -> bool:
    """Whether the code of a function neither writes anything outside nor calls what might."""
    if isinstance(f, np.ufunc):
        return f.__name__ in _HARMLESS
    if not isinstance(f, types.FunctionType) or depth > 3 or f.__code__.co_flags & 0x2A0:  # generators, coroutines
        return False
    free = dict(zip(f.__code__.co_freevars, f.__closure__ or ()))
    defaults = list(f.__defaults__ or ()) + list((f.__kwdefaults__ or {}).values())
    if not all(_constant(v, depth) for v in defaults):
        return False
    for code in _codes(f.__code__):
        for op in dis.get_instructions(code):
            if op.opname.startswith(_WRITES) and not (op.opname == "STORE_DEREF" and op.argval in code.co_cellvars):
                return False
            if op.opname in ("LOAD_ATTR", "LOAD_METHOD") and op.argval not in _HARMLESS:
                return False
            if op.opname in ("LOAD_GLOBAL", "LOAD_NAME") and not _constant(_global(f, op.argval), depth):
                return False
            if op.opname in ("LOAD_DEREF", "LOAD_CLASSDEREF") and op.argval in free and not _constant(_cell(free[op.argval]), depth):
                return False
    return True


def _codes(code: types.CodeType):
    yield code
    for c in code.co_consts:
        if isinstance(c, types.CodeType):
            yield from _codes(c)


def _global(f: types.FunctionType, name: str):
    return f.__globals__.get(name, getattr(builtins, name, _global))


def _cell(cell):
    try:
        return cell.cell_contents
    except ValueError:
        return _cell


def _constant(value, depth: int) -> bool:
    """Whether a value is a number, numbers, NumPy, or a function that only computes."""
    if value in (np, math) if isinstance(value, types.ModuleType) else isinstance(value, (int, float, np.number, np.ndarray, str, type(None))):
        return True
    if isinstance(value, (list, tuple)):
        return all(_constant(v, depth) for v in value)
    try:
        if value in _BUILTINS:
            return True
    except TypeError:
        return False
    return callable(value) and only_computes(value, depth + 1)


def expressions(f: Callable, inputs: Sequence[str], size: int, time: bool = False) -> list[str] | None:
    """A function as ``size`` expressions; ``None`` if it is none.

    Parameters
    ----------
    f : called as ``f(x)``, or ``f(t, x)`` with ``time``
    inputs : what the elements of ``x`` are called in the model
    """
    if not only_computes(f):
        return None
    x = np.empty(len(inputs), dtype=object)
    for k, name in enumerate(inputs):
        x[k] = Symbol(name, lambda at, k=k: at[k])
    t = Symbol("t", lambda at: at[len(inputs)])
    try:
        with np.errstate(all="ignore"):
            out = [symbol(v) for v in np.asarray(f(t, x) if time else f(x), dtype=object).reshape(-1)]
    except Exception:  # what a symbol is asked for decides which
        return None
    if len(out) != size or not _agree(f, out, len(inputs), time):
        return None
    return [v.text[1:-1] if v.text.startswith("(") and _wrapped(v.text) else v.text for v in out]


def _wrapped(text: str) -> bool:
    """Whether the first parenthesis is closed by the last."""
    depth = 0
    for k, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0:
            return k == len(text) - 1
    return False


def _agree(f: Callable, out: list[Symbol], n: int, time: bool) -> bool:
    """Whether expressions are the function at points drawn at random, near 0 and far from it."""
    rng = np.random.RandomState(20)
    for spread in (0.0, 1.0, 1.0, 1.0, 1.0, 3.0, 30.0):
        at = spread * rng.uniform(-1, 1, n + 1)
        at[n] = abs(at[n])
        with np.errstate(all="ignore"):
            try:
                want = np.asarray(f(at[n], at[:n].copy()) if time else f(at[:n].copy()), dtype=float).reshape(-1)
                got = np.array([v.value(at) for v in out], dtype=float)
            except (ArithmeticError, ValueError, TypeError):
                return False
        if not np.allclose(got, want, rtol=1e-12, atol=1e-14, equal_nan=True):
            return False
    return True
