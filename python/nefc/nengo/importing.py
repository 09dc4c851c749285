"""``nefc import model.py``: the network of a script as a model."""

from __future__ import annotations

import argparse
import os
import sys
import types
from dataclasses import dataclass
from typing import Any, NoReturn

import nengo

import nefc

from .errors import Unsupported
from .export import named, written

_SECONDS = 1.0  # of a network that nobody runs
_CALLS = 1_000_000  # of a simulator, after which a script is taken to go on for ever


class NoNetwork(Exception):
    """A script makes no network, or several."""


class _Made(BaseException):
    """A script asks a simulator for results: its network is whole."""


class _Simulator:
    """Stands for a simulator: it takes how long it is to run, and ends the script where that wants numbers.

    ``made`` is the last one, and ``space`` what was around it.
    """

    made: _Simulator | None = None

    def __init__(self, network: nengo.Network | None = None, dt: float = 0.001, *_args: Any, **_options: Any) -> None:
        self.network, self.dt, self.n_steps = network, float(dt), 0
        self.space = dict(sys._getframe(1).f_locals)
        self._calls = 0
        _Simulator.made = self

    @property
    def time(self) -> float:
        """The model time (s)."""
        return self.n_steps * self.dt

    def run(self, time_in_seconds: float, *_args: Any, **_options: Any) -> None:
        """Notes how long it would run (s)."""
        self.run_steps(round(time_in_seconds / self.dt))

    def run_steps(self, steps: int, *_args: Any, **_options: Any) -> None:
        """Notes how many steps it would make."""
        self.n_steps += steps
        self._calls += 1
        if self._calls == _CALLS:
            raise _Made

    def step(self) -> None:
        """Notes a step."""
        self.run_steps(1)

    def __enter__(self) -> _Simulator:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            raise _Made

    def __getattr__(self, _name: str) -> NoReturn:
        raise _Made


@dataclass
class Found:
    """The network of a script, its variables, and how it is run: seconds in all, and the time step (s)."""

    network: nengo.Network
    space: dict[str, Any]
    seconds: float
    dt: float


def found(script: str, name: str | None) -> Found:
    """Runs a script, as a program, until it asks a simulator for results.

    Raises
    ------
    NoNetwork
        There is no network, or there are several.
    """
    space = _ran(script)
    made = _Simulator.made
    network = _network(script, space, name, None if made is None else made.network)
    if made is None:
        return Found(network, space, _SECONDS, 0.001)
    return Found(network, {**made.space, **space}, made.time or _SECONDS, made.dt)


def _ran(script: str) -> dict[str, Any]:
    """The variables of a script that has run, with simulators that do not."""
    with open(script, encoding="utf-8") as f:
        text = f.read()
    program = types.ModuleType("__main__")
    program.__file__ = script
    before = nengo.Simulator, nefc.Simulator, sys.argv, sys.modules["__main__"]
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    nengo.Simulator = nefc.Simulator = _Simulator  # type: ignore[misc,assignment]
    sys.argv, sys.modules["__main__"] = [script], program
    _Simulator.made = None
    try:
        exec(compile(text, script, "exec"), program.__dict__)
    except (_Made, SystemExit):
        pass
    finally:
        nengo.Simulator, nefc.Simulator, sys.argv, sys.modules["__main__"] = before  # type: ignore[misc]
        sys.path.pop(0)
    return program.__dict__


def _network(script: str, space: dict[str, Any], name: str | None, made: nengo.Network | None) -> nengo.Network:
    """The network that is meant: the one that was named, that was simulated, or the only one."""
    if name is not None:
        if not isinstance(space.get(name), nengo.Network):
            raise NoNetwork(f"no network is called {name} in {script}")
        return space[name]
    networks = {k: v for k, v in space.items() if isinstance(v, nengo.Network)}
    inner = {id(n) for net in networks.values() for n in net.all_networks}
    outer = {k: v for k, v in networks.items() if id(v) not in inner}
    if made is not None or len({id(v) for v in outer.values()}) == 1:
        return made if made is not None else next(iter(outer.values()))
    if not outer:
        raise NoNetwork(f"{script} makes no network, as a variable of the script or in a simulator")
    raise NoNetwork(f"{script} has several networks ({', '.join(outer)}): --network names one")


def main() -> int:
    """The command; its arguments are those of ``nefc import``."""
    args = argparse.ArgumentParser(prog="nefc import")
    args.add_argument("script")
    args.add_argument("--to", required=True)
    args.add_argument("--network")
    args.add_argument("--freeze", action="store_true")
    args.add_argument("--seconds", type=float)
    given = args.parse_args()
    try:
        of = found(given.script, given.network)
        seconds = of.seconds if given.seconds is None else given.seconds
        written(of.network, given.to, given.freeze, seconds, of.dt, named(of.network, of.space))
    except (Unsupported, NoNetwork) as e:
        print(f"nefc import: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
