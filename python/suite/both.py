"""A simulator for Nengo's suite that also compares: whatever nefc ran, Nengo runs again with the
same built model, and each probe's largest deviation goes into the file that ``NEFC_PARITY`` names,
a line of JSON for each simulation."""

from __future__ import annotations

import json
import os

import nefc.nengo
import nengo
import numpy as np


class Both(nefc.nengo.Simulator):
    """``nefc.Simulator``; when it closes, Nengo makes the same steps."""

    def close(self) -> None:
        again = not self.closed and self.n_steps > 0
        super().close()
        if again:
            self._compare()

    def _compare(self) -> None:
        out = {"test": os.environ.get("PYTEST_CURRENT_TEST", ""), "steps": self.n_steps, "worst": 0.0, "drawn": bool(self._context.drawn)}
        try:
            with nengo.Simulator(None, model=self.model, seed=self.seed, progress_bar=False, optimize=False) as reference:
                reference.run_steps(self.n_steps)
                for probe in self.model.probes:
                    got, want = np.asarray(self.data[probe]), np.asarray(reference.data[probe])
                    self._judge(out, probe, got, want[-len(got):] if len(got) else want[:0])
        except Exception as e:  # whatever Nengo cannot run a second time is no parity, and is told
            out["failed"] = f"{type(e).__name__}: {e}"
        with open(os.environ["NEFC_PARITY"], "a", encoding="utf-8") as f:
            f.write(json.dumps(out) + "\n")

    @staticmethod
    def _judge(out: dict, probe: nengo.Probe, got: np.ndarray, want: np.ndarray) -> None:
        if got.shape != want.shape:
            out["failed"] = f"{probe}: {got.shape}, not {want.shape}"
            return
        if not got.size:
            return
        scale = np.abs(want).max() or 1.0
        deviation = float(np.abs(got - want).max() / scale)
        if not deviation <= out["worst"]:
            out["worst"], out["probe"] = deviation, f"{probe} {probe.attr}"
