"""Functions of Python as expressions of a model.

A function that does nothing but arithmetic is called with symbols instead of numbers; what comes
out is its expression. Where it decides by what it is given it is called again for either outcome.
Whether it does nothing else is read off its code before, and whether the expression is the
function is tried at random points after. Whatever else a function does, it stays a function of Python.
"""

from __future__ import annotations

import builtins
import copy
import dis
import math
import operator
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from .symbols import ELEMENTARY, MATHS, Symbol, Untraceable, outcomes, symbol

# What of NumPy, and which methods of arrays, only compute.
_HARMLESS = set(ELEMENTARY) | {
    "abs", "absolute", "array", "asarray", "copy", "dot", "matmul", "sum", "prod", "mean", "square", "power", "multiply", "add",
    "subtract", "divide", "negative", "outer", "zeros", "ones", "eye", "hstack", "concatenate", "stack", "ravel", "flatten",
    "reshape", "maximum", "minimum", "clip", "where", "mod", "pow", "fabs", "asin", "acos",
    "atan", "arange", "linspace", "full", "identity", "diag", "inner", "cumsum", "min", "max", "vstack", "tile", "repeat", "roll",
    "ones_like", "zeros_like", "T", "shape", "size", "ndim", "pi", "e", "atleast_1d", "transpose", "tolist", "arctan2", "item", "float64",
    "atan2", "tau", "rint",
}
_BUILTINS = {builtins.abs, builtins.sum, builtins.len, builtins.range, builtins.zip, builtins.enumerate, builtins.list, builtins.tuple,
             builtins.max, builtins.min}
_WRITES = ("STORE_GLOBAL", "STORE_NAME", "STORE_ATTR", "STORE_SUBSCR", "DELETE_", "IMPORT_", "YIELD", "STORE_DEREF", "SETUP_WITH", "RAISE")
_ATTRIBUTES, _NAMES, _CELLS = ("LOAD_ATTR", "LOAD_METHOD"), ("LOAD_GLOBAL", "LOAD_NAME"), ("LOAD_DEREF", "LOAD_CLASSDEREF")


def only_computes(f: Callable, depth: int = 0) -> bool:
    """Whether the code of a function neither writes anything outside nor calls what might."""
    return obstacle(f, depth) is None


def obstacle(f: Callable, depth: int = 0) -> str | None:
    """What a function does besides computing, or might; ``None`` for nothing."""
    if isinstance(f, np.ufunc):
        return None if f.__name__ in _HARMLESS else f"a model has no `{f.__name__}`"
    own: Mapping[str, object] = {}
    if isinstance(f, types.MethodType) and isinstance(f.__self__, type):  # numbers of a class
        own = {name: value for base in f.__self__.__mro__ for name, value in vars(base).items() if isinstance(value, (int, float))}
        f = f.__func__
    if isinstance(f, types.MethodType):
        return f"it is a method of {_a(f.__self__)}, which may keep something"
    if not isinstance(f, types.FunctionType):
        return f"it is {_a(f)}, and no function that can be read"
    if depth > 3:
        return "it calls functions that call others, many deep"
    if f.__code__.co_flags & 0x2A0:  # generators, coroutines
        return "it is a generator"
    free = dict(zip(f.__code__.co_freevars, f.__closure__ or ()))
    defaults = list(f.__defaults__ or ()) + list((f.__kwdefaults__ or {}).values())
    if not all(_constant(v, depth) for v in defaults):
        return "the default of an argument may change"
    for code in _codes(f.__code__):
        if any(isinstance(names, tuple) and "out" in names for names in code.co_consts):  # np.sin(x, out=y)
            return "it writes by `out`"
        for op, of in _instructions(code):
            if op.startswith(_WRITES) and not (op == "STORE_DEREF" and of in code.co_cellvars):
                return _written(op, of)
            if op in _ATTRIBUTES and of not in _HARMLESS and of not in own:
                return f"it uses `.{of}`"
            if op in _NAMES and not _constant(_global(f, of), depth):
                return _other(of, _global(f, of), depth)
            if op in _CELLS and of in free and not _constant(_cell(free[of]), depth):
                return _other(of, _cell(free[of]), depth)
    return None


def _a(value: object) -> str:
    return f"an object of type {type(value).__name__}"


def _written(op: str, of: object) -> str:
    """What an operation does that is one of ``_WRITES``."""
    if op.startswith("IMPORT_"):
        return f"it imports `{of}`"
    if op.startswith(("STORE_", "DELETE_")):
        return f"it writes `{of}`" if isinstance(of, str) else "it writes into something"
    if op.startswith("YIELD"):
        return "it has a generator, where a list would do"
    return "it raises something" if op.startswith("RAISE") else "it has a `with`"


def _other(name: str, value: Any, depth: int) -> str:
    """What is said of a name that a function reads, and which is no constant."""
    if isinstance(value, types.FunctionType):
        inner = obstacle(value, depth + 1)
        return f"it calls `{name}`: {inner}" if inner else f"it calls `{name}`"
    if isinstance(value, types.ModuleType):
        return f"it uses the module `{name}`"
    return f"it calls `{name}`" if callable(value) else f"it reads `{name}`, which may change"


def outside(f: Callable, depth: int = 0) -> dict[str, Any]:
    """The numbers and arrays outside a function that only computes, which it reads: as they are now."""
    if isinstance(f, types.MethodType):
        f = f.__func__
    if not isinstance(f, types.FunctionType) or depth > 3:
        return {}
    out: dict[str, Any] = {}
    for name, value in _read(f).items():
        if isinstance(value, types.FunctionType):
            out |= {f"{name}.{inner}": v for inner, v in outside(value, depth + 1).items()}
        elif isinstance(value, (int, float, np.number, np.ndarray, list, tuple)):
            out[name] = copy.deepcopy(value)
    return out


def changed(f: Callable, before: Mapping[str, Any]) -> str | None:
    """What a function reads that is no longer what it was."""
    now = outside(f)
    return next((name for name, value in before.items() if name not in now or not _same(now[name], value)), None)


def _same(a: Any, b: Any) -> bool:
    """Whether two values are the same numbers, of which nan is one."""
    if isinstance(a, (list, tuple)) or isinstance(b, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, (float, np.floating)) and a != a:
        return isinstance(b, (float, np.floating)) and b != b
    return np.array_equal(a, b, equal_nan=isinstance(a, np.ndarray) and a.dtype.kind in "fc")


def _read(f: types.FunctionType) -> dict[str, Any]:
    """Whatever is outside a function that it reads."""
    found: dict[str, Any] = {}
    free = dict(zip(f.__code__.co_freevars, f.__closure__ or ()))
    for code in _codes(f.__code__):
        for op, of in _instructions(code):
            if op in _NAMES:
                found[of] = _global(f, of)
            elif op in _CELLS and of in free:
                found[of] = _cell(free[of])
    return found


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for c in code.co_consts:
        if isinstance(c, types.CodeType):
            yield from _codes(c)


@lru_cache(maxsize=1024)
def _instructions(code: types.CodeType) -> tuple[tuple[str, Any], ...]:
    """The operations of a code and what they are of. A function is looked at several times, and equal
    codes have equal ones."""
    return tuple((op.opname, op.argval) for op in dis.get_instructions(code))


def _global(f: types.FunctionType, name: str):
    return f.__globals__.get(name, getattr(builtins, name, _global))


def _cell(cell):
    try:
        return cell.cell_contents
    except ValueError:
        return _cell


def _constant(value, depth: int) -> bool:
    """Whether a value is a number, numbers, NumPy, or a function that only computes."""
    if isinstance(value, types.ModuleType):
        return value is np or value is math
    if isinstance(value, (int, float, np.number, np.ndarray, str, type(None))):
        return True
    if isinstance(value, (list, tuple)):
        return all(_constant(v, depth) for v in value)
    if any(value is known for known in _BUILTINS) or _of_math(value) in _HARMLESS:
        return True
    return callable(value) and only_computes(value, depth + 1)


def _of_math(value: object) -> str:
    """The name of a function of ``math``; nothing of others."""
    if not isinstance(value, types.BuiltinFunctionType):
        return ""
    return value.__name__ if getattr(math, value.__name__, None) is value else ""


def _for_symbols(value: Any) -> Any:
    """What a function sees instead of what it reads: another ``math`` and NumPy, which know symbols,
    and so do the functions that it calls. Values are told by what they are, not by what they equal: arrays
    are among them."""
    if value is math:
        return MATHS
    if value is np:
        return _NUMPY
    if isinstance(value, np.ufunc):
        return _of_numpy(value)
    own = _of_math(value)
    if own:
        return lambda *args: getattr(MATHS, own)(*args)
    if not isinstance(value, types.FunctionType):
        return value
    read = _read(value)
    other = {name: new for name, old in read.items() if (new := _for_symbols(old)) is not old}
    if not other:
        return value
    free = zip(value.__code__.co_freevars, value.__closure__ or ())
    cells = tuple(types.CellType(other[name]) if name in other else cell for name, cell in free)
    out = types.FunctionType(value.__code__, {**value.__globals__, **other}, value.__name__, value.__defaults__, cells)
    out.__kwdefaults__ = value.__kwdefaults__
    return out


class _Numpy:
    """NumPy, for symbols."""

    def __getattr__(self, name: str) -> Any:
        return _of_numpy(getattr(np, name))


_NUMPY = _Numpy()


def _of_numpy(value: Any) -> Any:
    """What NumPy computes of objects by asking them for whole numbers, or for their sign, as symbols have it."""
    if isinstance(value, np.ufunc) and value.__name__ in ("floor", "ceil", "sign"):
        return np.frompyfunc(lambda x: getattr(symbol(x), value.__name__)(), 1, 1)
    return value


def expressions(f: Callable, inputs: Sequence[str], size: int, time: bool = False) -> list[str] | None:
    """A function as ``size`` expressions; ``None`` if it is none.

    Parameters
    ----------
    f : called as ``f(x)``, or ``f(t, x)`` with ``time``; without inputs as ``f(t)``
    inputs : what the elements of ``x`` are called in the model
    """
    if not only_computes(f):
        return None
    try:
        known = _Known(f)
    except TypeError:
        out = _traced(f, inputs, size, time)
    else:
        out = _of_known(known, tuple(inputs), size, time)
    return None if out is None else list(out)


def why_not(f: Callable, inputs: Sequence[str], size: int, time: bool = False) -> str:
    """Why a function is no expression, for those who read a model."""
    found = obstacle(f)
    if found:
        return found
    try:
        out = _symbols(f, inputs, time)
    except Untraceable as e:
        return str(e)
    except Exception:  # of whatever cannot be done with a symbol
        return "it does more than arithmetic"
    return "what it computes is no expression everywhere" if len(out) == size else f"it returns {len(out)} numbers, not {size}"


_SMALL = 4096  # bytes of an array that is remembered


class _Known:
    """A function, equal to others that are the same function: a cell of a notebook that runs again makes
    its functions again. It is a ``TypeError`` if nobody can tell."""

    def __init__(self, f: Callable) -> None:
        self.f, self.key = f, _key(f)
        self.hash = hash(self.key)

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.key == other.key


def _key(value: Any) -> tuple:
    """What is equal of functions only if they compute the same, and of values only if they are the same."""
    if isinstance(value, types.FunctionType):
        parts = (value.__defaults__, value.__kwdefaults__, _read(value))
        return types.FunctionType, value.__code__, *(_key(part) for part in parts)
    if isinstance(value, np.ndarray) and not value.dtype.hasobject and value.nbytes <= _SMALL:
        return np.ndarray, value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, (list, tuple)):
        return type(value), *(_key(v) for v in value)
    if isinstance(value, dict):
        return dict, *((name, _key(v)) for name, v in value.items())
    if isinstance(value, (float, np.number)):
        return type(value), repr(value)  # 0.0 is not -0.0
    if isinstance(value, (int, str, type(None), types.ModuleType, np.ufunc, types.BuiltinFunctionType, type)):
        return type(value), value
    raise TypeError(f"{type(value).__name__} may change, or is large")


@lru_cache(maxsize=1024)
def _of_known(known: _Known, inputs: tuple[str, ...], size: int, time: bool) -> tuple[str, ...] | None:
    return _traced(known.f, inputs, size, time)


def _traced(f: Callable, inputs: Sequence[str], size: int, time: bool) -> tuple[str, ...] | None:
    try:
        out = _symbols(f, inputs, time)
    except Exception:  # what a symbol is asked for decides which
        return None
    if len(out) != size or not _agree(f, out, len(inputs), time):
        return None
    return tuple(v.text for v in out)


def _symbols(f: Callable, inputs: Sequence[str], time: bool) -> list[Symbol]:
    """What a function makes of symbols."""
    x = np.empty(len(inputs), dtype=object)
    for k, name in enumerate(inputs):
        x[k] = Symbol(name, operator.itemgetter(k))
    t = Symbol("t", lambda at: at[len(inputs)])
    with np.errstate(all="ignore"):
        return outcomes(_for_symbols(f), (t, x)[not time :] if len(inputs) else (t,), [], [0])


def _agree(f: Callable, out: list[Symbol], n: int, time: bool) -> bool:
    """Whether expressions are the function at points drawn at random, near 0 and far from it."""
    points = _points(n)
    want, got = np.empty((2, len(points), len(out)))
    with np.errstate(all="ignore"):
        for k, at in enumerate(points):
            try:
                args = ((at[n],) if time else ()) + ((at[:n].copy(),) if n else ())
                want[k] = np.asarray(f(*args), dtype=float).reshape(len(out))
                got[k] = [v.value(at) for v in out]
            except (ArithmeticError, ValueError, TypeError):
                return False
        near = np.abs(got - want) <= 1e-14 + 1e-12 * np.abs(want)
    return bool(np.all(near | (got == want) | np.isnan(got) & np.isnan(want)))


# How far from 0 the points lie at which an expression is compared: a column.
_SPREADS = np.array([[0.0], *[[0.1], [1.0]] * 8, [3.0], [30.0]])


@lru_cache
def _points(n: int) -> np.ndarray:
    """Points with ``n`` inputs and a time, which is not negative: (points, n + 1)."""
    points = _SPREADS * np.random.RandomState(20).uniform(-1, 1, (len(_SPREADS), n + 1))
    points[:, n] = np.abs(points[:, n])
    points.setflags(write=False)
    return points
