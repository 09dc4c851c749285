"""``nefc import model.py``: the network of a script as a model."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, NoReturn

import nengo

from .errors import Unsupported
from .export import named, written


class _Made(BaseException):
    """A script makes a simulator: its network is whole."""

    def __init__(self, network: nengo.Network) -> None:
        self.network = network


def _stops(network: nengo.Network | None = None, *_args: Any, **_options: Any) -> NoReturn:
    raise _Made(network)


def found(script: str, name: str | None) -> tuple[nengo.Network, dict[str, Any]]:
    """Runs a script until it makes a simulator, and returns its network and its variables.

    Raises
    ------
    LookupError
        There is no network, or there are several.
    """
    space: dict[str, Any] = {"__name__": "nefc_import", "__file__": script}
    made, simulator = None, nengo.Simulator
    sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
    nengo.Simulator = _stops
    try:
        with open(script, encoding="utf-8") as f:
            exec(compile(f.read(), script, "exec"), space)
    except _Made as stop:
        made = stop.network
    finally:
        nengo.Simulator = simulator
        sys.path.pop(0)
    if name is not None:
        if not isinstance(space.get(name), nengo.Network):
            raise LookupError(f"no network is called {name} in {script}")
        return space[name], space
    networks = {k: v for k, v in space.items() if isinstance(v, nengo.Network)}
    inner = {id(n) for net in networks.values() for n in net.all_networks}
    outer = {k: v for k, v in networks.items() if id(v) not in inner}
    if made is not None or len({id(v) for v in outer.values()}) == 1:
        return made if made is not None else next(iter(outer.values())), space
    if not outer:
        raise LookupError(f"{script} makes no network, as a variable of the script or in a simulator")
    raise LookupError(f"{script} has several networks ({', '.join(outer)}): --network names one")


def main() -> int:
    """The command; its arguments are those of ``nefc import``."""
    args = argparse.ArgumentParser(prog="nefc import")
    args.add_argument("script")
    args.add_argument("--to", required=True)
    args.add_argument("--network")
    args.add_argument("--freeze", action="store_true")
    args.add_argument("--seconds", type=float, default=1.0)
    given = args.parse_args()
    try:
        network, space = found(given.script, given.network)
        written(network, given.to, given.freeze, given.seconds, 0.001, named(network, space))
    except (Unsupported, LookupError, OSError) as e:
        print(f"nefc import: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
