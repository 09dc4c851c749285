"""Runs the code of notebooks that make networks of Nengo, such as the examples of nengo-spa, and
compares each probe of each simulation in them with Nengo's:

    NENGO_SRC=… NEFC=… PYTHONPATH=python:NENGO_SPA python3 python/suite/notebooks.py NENGO_SPA/docs/examples

where NENGO_SPA is a checkout of nengo-spa. It needs matplotlib, which draws nothing here.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, os.environ.get("NENGO_SRC", ""))
os.environ["MPLBACKEND"] = "agg"


def code(notebook: Path) -> list[str]:
    """The cells of code, without magics."""
    cells = [c for c in json.loads(notebook.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    lines = (["".join(c["source"]).splitlines() for c in cells])
    return ["\n".join("" if line.startswith("%") else line for line in cell) for cell in lines]


def run(notebook: Path, parity: Path) -> str:
    """Runs a notebook; what went wrong, or nothing."""
    space: dict[str, object] = {"__name__": "__main__", "get_ipython": lambda: SimpleNamespace()}
    parity.write_text("")
    for cell in code(notebook):
        try:
            exec(compile(cell, notebook.name, "exec"), space)
        except Exception:
            if "raises" not in cell and "except" not in cell:
                return traceback.format_exc(limit=-2)
    return ""


def main(folder: str) -> None:
    """Runs all notebooks of a folder, and prints a line for each."""
    import matplotlib.pyplot as plt
    import nengo
    from both import Both

    nengo.rc["progress"]["progress_bar"] = "False"
    nengo.Simulator = Both
    plt.show = lambda *_, **__: plt.close("all")
    parity = Path(tempfile.mkdtemp()) / "parity"
    os.environ["NEFC_PARITY"] = str(parity)
    for notebook in sorted(Path(folder).glob("*.ipynb")):
        began = time.time()
        wrong = run(notebook, parity)
        found = [json.loads(line) for line in parity.read_text().splitlines()]
        worst = max((x.get("worst", float("inf")) for x in found), default=0.0)
        print(f"{notebook.name}: {len(found)} simulations, {sum(x['steps'] for x in found)} steps, "
              f"{sum(x.get('worst') == 0 for x in found)} bit for bit, worst {worst:.2g}, {time.time() - began:.0f} s", flush=True)
        for x in found:
            if "failed" in x:
                print("  ", x["failed"])
        if wrong:
            print("  " + wrong.replace("\n", "\n  "), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
