"""Networks of Nengo, run and written by nefc."""

from .errors import NotFinite, Unsupported
from .simulator import Simulator

__all__ = ["NotFinite", "Simulator", "Unsupported"]
