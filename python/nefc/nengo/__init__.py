"""Networks of Nengo, run and written by nefc."""

from .compare import Compared, Comparison, compare
from .errors import NotFinite, Unsupported
from .export import export
from .simulator import Simulator

__all__ = ["Compared", "Comparison", "NotFinite", "Simulator", "Unsupported", "compare", "export"]
