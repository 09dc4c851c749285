"""What a session has recorded so far, grown frame by frame."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A frame: version, kind, stream, number, t, every, n, width and flags; then numbers.
_FRAME = struct.Struct("<BBHIddII")
_LEAST = 256  # rows that there is room for at first


def stream_of(frame: memoryview) -> int:
    """The stream that a frame belongs to."""
    return int(_FRAME.unpack_from(frame)[2])


class Growing:
    """An array that grows at its end. What it returns are views that stay as they are."""

    def __init__(self, shape: Sequence[int], dtype: Any):
        self._rows = np.empty((_LEAST, *shape), dtype)
        self.n = 0

    def extend(self, rows: NDArray[Any]) -> None:
        """Append rows."""
        n = self.n + len(rows)
        if n > len(self._rows):
            grown = np.empty((max(n, 2 * len(self._rows)), *self._rows.shape[1:]), self._rows.dtype)
            grown[: self.n] = self._rows[: self.n]
            self._rows = grown
        self._rows[self.n : n] = rows
        self.n = n

    def cut(self, n: int) -> None:
        """Forget all rows but the first. Views that were returned stay as they are."""
        self._rows = self._rows[:n].copy() if n else self._rows[:0]
        self.n = n

    def view(self) -> NDArray[Any]:
        """All rows, which must not be written to."""
        view = self._rows[: self.n]
        view.flags.writeable = False
        return view


class Record:
    """What a stream told: of values, samples of a shape; of spikes, the numbers of
    neurons.

    Args:
        shape: of a sample.
        dt: the time step, in s.
        spikes: whether it is events.
    """

    def __init__(self, shape: Sequence[int], dt: float, spikes: bool = False):
        self.spikes = spikes
        self._dt = dt
        self._data = Growing([] if spikes else shape, np.int64 if spikes else np.float64)
        self._at = Growing([2], np.int64)  # of each sample: the step of the model's time, and of the session

    def take(self, frame: memoryview, ahead: int) -> None:
        """Append a frame. ``ahead`` is how many steps the session made more than the
        model's time says."""
        _, _, _, _, t, every, n, _ = _FRAME.unpack_from(frame)
        if not n:
            return
        first = round(t / self._dt)
        if self.spikes:
            pairs = np.frombuffer(frame, "<u4", 2 * n, _FRAME.size).reshape(n, 2).astype(np.int64)
            steps, rows = first + pairs[:, 0], pairs[:, 1]
        else:
            size = int(np.prod(self._data.view().shape[1:], dtype=np.int64))
            rows = np.frombuffer(frame, "<f8", n * size, _FRAME.size).reshape(n, *self._data.view().shape[1:])
            steps = first + round(every / self._dt) * np.arange(n)
        self._data.extend(rows)
        self._at.extend(np.stack([steps, steps + ahead], axis=1))

    def back(self, step: int) -> None:
        """Forget what was recorded after a step of the session."""
        n = int(np.searchsorted(self._at.view()[:, 1], step, side="right"))
        self._data.cut(n)
        self._at.cut(n)

    @property
    def data(self) -> NDArray[Any]:
        """The samples: (samples, ...), or the neurons that spiked: (spikes,)."""
        return self._data.view()

    @property
    def t(self) -> NDArray[np.float64]:
        """Model times, in s: (samples,)."""
        return self._at.view()[:, 0] * self._dt


def matrix(frame: memoryview) -> NDArray[np.float64]:
    """The matrix of a frame: (rows, columns)."""
    *_, n, width = _FRAME.unpack_from(frame)
    width &= 0xFFFFFF
    return np.frombuffer(frame, "<f8", n * width, _FRAME.size).reshape(n, width).copy()
