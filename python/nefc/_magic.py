"""``%load_ext nefc`` and then cells that begin with ``%%nef``."""

from __future__ import annotations

import ast
from typing import Any

from ._result import Result
from ._run import run


def load_ipython_extension(shell: Any) -> None:
    """Gives a notebook the magic ``%%nef``."""
    shell.register_magic_function(lambda line, cell: _nef(shell, line, cell), "cell", "nef")


def _nef(shell: Any, line: str, cell: str) -> Result:
    """Runs the model in a cell. ``%%nef r seed=3 lr=1e-3`` gives the result the name ``r``
    and params other values."""
    words = line.split()
    name = words.pop(0) if words and "=" not in words[0] else None
    values = dict(word.partition("=")[::2] for word in words)
    seed = values.pop("seed", None)
    result = run(cell + "\n", seed=None if seed is None else int(seed), set={k: _value(v) for k, v in values.items()})
    if name:
        shell.user_ns[name] = result
    return result


def _value(text: str) -> Any:
    """A number or a list as Python has it, else the word that it is, such as 20ms."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
