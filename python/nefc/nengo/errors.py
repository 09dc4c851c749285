"""What is said of a network that nefc cannot run."""

from __future__ import annotations

from nengo.exceptions import SimulationError


class Unsupported(NotImplementedError):
    """A part of a network has no counterpart in nefc.

    Attributes
    ----------
    place : the part, as Nengo prints it
    what : what there is no counterpart for
    """

    def __init__(self, place: object, what: str) -> None:
        self.place, self.what = place, what
        super().__init__(f"{place}: {what}")


class NotFinite(SimulationError, FloatingPointError):
    """A value stopped being a finite number; the message says which, and when."""
