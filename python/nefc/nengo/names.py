"""Names of a model for objects of a network."""

from __future__ import annotations

import re
import unicodedata

# Words that are no names, or that a reader would take for something else.
_TAKEN = {
    "t", "dt", "pi", "all", "x", "i", "j", "yes", "no", "inf", "none", "if", "then", "else", "and", "or", "not",
    "from", "of", "in", "to", "on", "over", "after", "because", "like", "as", "is", "error", "nef",
}


def identifier(label: str) -> str:
    """Letters, digits and _ out of any text, beginning with a letter; "" if nothing is left."""
    text = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    text = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
    return re.sub(r"^\d", "n\\g<0>", text)


def _numbered(base: str, kind: str, k: int) -> str:
    """The k-th name like it: a label, or the kind of what has none."""
    if not base:
        return f"{kind}{k}"
    return base if k == 1 else f"{base}_{k}"


class Names:
    """Names that differ, for objects that may be called alike.

    Each word of the language (``words``) is taken from the beginning. A name that belongs to a network
    stands behind the name of that, with points between; none hides another that is visible there.
    """

    def __init__(self, words: frozenset[str] = frozenset()) -> None:
        self._words = _TAKEN | words
        self._scopes: dict[str, set[str]] = {}  # of each name, where it is taken
        self._of: dict[object, str] = {}
        self._tried: dict[tuple[str, str, str], int] = {}  # up to which number names like it are taken

    def give(self, key: object, label: str | None, kind: str) -> str:
        """A new name for an object: its label, or its kind and a number. What stands in front of a
        point of a label is the network that it belongs to."""
        scope, _, label = (label or "").rpartition(".")
        front, base = f"{scope}." if scope else "", identifier(label)
        k = self._tried.get((front, base, kind), 1)
        name = _numbered(base, kind, k)
        while name in self._words or self._hides(front, name):
            k += 1
            name = _numbered(base, kind, k)
        self._tried[front, base, kind] = k
        self._scopes.setdefault(name, set()).add(front)
        self._of[key] = front + name
        return front + name

    def _hides(self, front: str, name: str) -> bool:
        """Whether a name is taken in a network, around it or within it."""
        return any(front.startswith(other) or other.startswith(front) for other in self._scopes.get(name, ()))

    def set(self, key: object, name: str) -> None:
        """Lets an object be reached under a name that is made of others."""
        self._of[key] = name

    def __getitem__(self, key: object) -> str:
        return self._of[key]

    def __contains__(self, key: object) -> bool:
        return key in self._of
