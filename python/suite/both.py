"""A simulator for Nengo's suite that also compares: whatever nefc ran, Nengo runs again with the
same built model, and each probe's largest deviation goes into the file that ``NEFC_PARITY`` names,
a line of JSON for each simulation."""

from __future__ import annotations

import json
import os

import nefc.nengo
from nefc.nengo.compare import again


class Both(nefc.nengo.Simulator):
    """``nefc.Simulator``; when it closes, Nengo makes the same steps."""

    def close(self) -> None:
        compares = not self.closed and self.n_steps > 0
        super().close()
        if compares:
            self._compare()

    def _compare(self) -> None:
        out = {"test": os.environ.get("PYTEST_CURRENT_TEST", ""), "steps": self.n_steps, "drawn": bool(self._context.drawn)}
        try:
            found = again(self)
            worst = max(found, key=lambda x: x.relative, default=None)
            out["worst"] = found.worst
            out["probe"] = "" if worst is None else f"{worst.probe} {worst.probe.attr}"
        except Exception as e:  # whatever Nengo cannot run a second time is no parity, and is told
            out["failed"] = f"{type(e).__name__}: {e}"
        with open(os.environ["NEFC_PARITY"], "a", encoding="utf-8") as f:
            f.write(json.dumps(out) + "\n")
