"""What a simulator knows: parameters that were built, samples that were recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from .context import Recorded


class Samples:
    """The samples of a probe, which come in pieces."""

    def __init__(self, recorded: Recorded) -> None:
        self.recorded = recorded
        self._pieces: list[np.ndarray] = []
        self._whole: np.ndarray | None = None

    def add(self, rows: np.ndarray) -> None:
        """Adds samples, one a row."""
        if len(rows):
            self._pieces.append(rows)
            self._whole = None

    def clear(self) -> None:
        """Forgets all samples."""
        self._pieces, self._whole = [], None

    def whole(self) -> np.ndarray:
        """All samples: time first, then the shape of one. It cannot be written to."""
        if self._whole is None:
            shape = self.recorded.shape
            if not self._pieces:
                return np.asarray([])
            rows = self._pieces[0] if len(self._pieces) == 1 else np.concatenate(self._pieces)
            self._pieces = [rows]
            self._whole = rows.reshape((len(rows), *shape))
            self._whole.setflags(write=False)
        return self._whole


class SimulationData(Mapping):
    """Of a probe its samples, of an ensemble or connection what was built, as ``nengo.Simulator.data``."""

    def __init__(self, params: Mapping, samples: Mapping[object, Samples]) -> None:
        self._params, self._samples = params, samples

    def __getitem__(self, key):
        found = self._samples.get(key)
        return self._params[key] if found is None else found.whole()

    def __iter__(self) -> Iterator:
        return iter(self._params)

    def __len__(self) -> int:
        return len(self._params)
