"""What a simulator knows: parameters that were built, samples that were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .simulator import Simulator


class SimulationData(Mapping):
    """Of a probe its samples, of an ensemble or connection what was built, as ``nengo.Simulator.data``."""

    def __init__(self, sim: "Simulator") -> None:
        self._sim = sim

    def __getitem__(self, key):
        recorded = self._sim.recorded.get(key)
        if recorded is None:
            return self._built(key)
        rows = self._sim.samples(key)
        if not len(rows):
            return np.asarray([])
        out = rows if recorded.shape is None else rows.reshape((len(rows), *recorded.shape))
        out.setflags(write=False)
        return out

    def _built(self, key):
        if key in self._sim.model.params:
            return self._sim.model.params[key]
        if isinstance(key, str):
            raise KeyError(f"data has objects of the network, not names: {key!r} is no probe, sim.data[probe]")
        network = self._sim.model.toplevel
        if network is None or key not in (*network.all_objects, *network.all_probes):
            raise KeyError(f"{key} is not in the network that this simulator was made of")
        if self._sim.build == "nefc":
            raise KeyError(f'{key} was built by nefc, which tells what probes record: nefc.Simulator(net), without build="nefc", has all of data')
        raise KeyError(f"nothing was built for {key}, which may be newer than the simulator")

    def __iter__(self) -> Iterator:
        return iter(self._sim.model.params)

    def __len__(self) -> int:
        return len(self._sim.model.params)
