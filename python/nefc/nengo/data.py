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
            return self._sim.model.params[key]
        rows = self._sim.samples(key)
        if not len(rows):
            return np.asarray([])
        out = rows if recorded.shape is None else rows.reshape((len(rows), *recorded.shape))
        out.setflags(write=False)
        return out

    def __iter__(self) -> Iterator:
        return iter(self._sim.model.params)

    def __len__(self) -> int:
        return len(self._sim.model.params)
