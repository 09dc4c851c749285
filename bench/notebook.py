"""What a cell of a notebook takes that builds and runs a network: with Nengo, with nefc.Simulator, and
with neurons that nefc draws; and what nefc.run takes beside the command.

    NENGO_SRC=… NEFC=… PYTHONPATH=python python3 bench/notebook.py

NENGO_SRC names a checkout of Nengo, if it is not installed. Each cell runs in a process of its own, which
has imported everything, with an empty cache (cold), and again in the same process (warm).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

if os.environ.get("NENGO_SRC"):
    sys.path.insert(0, os.environ["NENGO_SRC"])

SECONDS = 1.0  # of model time
REPEATS = 3
SIMULATORS = ("nengo", "nefc", "nefc, built there")


def two_populations(nengo, np):
    """The experiment of docs/doubling.md, with the square learned."""
    pre, post = nengo.Ensemble(101, 1), nengo.Ensemble(102, 1)
    nengo.Connection(nengo.Node(lambda t: np.sin(6 * t)), pre)
    c = nengo.Connection(pre, post, function=lambda x: 0, learning_rule_type=nengo.PES(1e-3), solver=nengo.solvers.LstsqL2(weights=True))
    error = nengo.Node(size_in=1)
    nengo.Connection(post, error)
    nengo.Connection(pre, error, function=lambda x: x**2, transform=-1)
    nengo.Connection(error, c.learning_rule)
    nengo.Probe(post, synapse=0.01)


def channel(nengo, np):
    """Five populations of 2,000 neurons in a row."""
    before = nengo.Node(lambda t: np.sin(6 * t))
    for _ in range(5):
        after = nengo.Ensemble(2000, 1)
        nengo.Connection(before, after)
        before = after
    nengo.Probe(before, synapse=0.01)


def circular_convolution(nengo, np):
    """Of 64 dimensions."""
    cc = nengo.networks.CircularConvolution(100, 64)
    rng = np.random.RandomState(1)
    for end in (cc.input_a, cc.input_b):
        nengo.Connection(nengo.Node(rng.normal(0, 1 / 8, 64)), end)
    nengo.Probe(cc.output, synapse=0.01)


def product(nengo, np):
    """Learned by PES."""
    pre, post, error = nengo.Ensemble(400, 2, radius=1.4), nengo.Ensemble(200, 1), nengo.Ensemble(200, 1)
    nengo.Connection(nengo.Node(lambda t: [np.sin(6 * t), np.cos(4 * t)]), pre)
    c = nengo.Connection(pre, post, function=lambda x: 0, learning_rule_type=nengo.PES(1e-4))
    nengo.Connection(post, error)
    nengo.Connection(pre, error, function=lambda x: x[0] * x[1], transform=-1)
    nengo.Connection(error, c.learning_rule)
    nengo.Probe(post, synapse=0.01)


MODELS = {f.__name__: f for f in (two_populations, channel, circular_convolution, product)}


def cell(model: str, simulator: str) -> list[float]:
    """How long a cell takes in this process (s): cold, then warm."""
    import nengo
    import numpy as np

    import nefc
    import nefc.nengo

    nengo.rc["progress"]["progress_bar"] = "False"
    nengo.rc["decoder_cache"]["enabled"] = "False"
    took = []
    for _ in range(2):
        began = time.perf_counter()
        with nengo.Network(seed=1) as net:
            MODELS[model](nengo, np)
        options = {"build": "nefc"} if simulator.endswith("there") else {}
        make = nengo.Simulator if simulator == "nengo" else nefc.Simulator
        with make(net, progress_bar=False, **options) as sim:
            sim.run(SECONDS)
        assert len(sim.data[net.probes[0]]) == round(SECONDS / 0.001)
        took.append(time.perf_counter() - began)
    return took


def apart(model: str, simulator: str) -> list[float]:
    """``cell`` in a process with an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "XDG_CACHE_HOME": cache}
        done = subprocess.run([sys.executable, "-W", "ignore", __file__, model, simulator], env=env, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def overhead() -> float:
    """What nefc.run takes beside the command, for a small model (s): the median of differences."""
    import nefc

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.nef")
        with open(path, "w", encoding="utf-8") as f:
            f.write("seed 1\nnode u = sin(6*t)\nensemble a 50\nconnect u -> a\nprobe a\nrun 100ms\n")
        nefc.run(path)["a"]  # what is imported late is there
        took = []
        for _ in range(20):
            began = time.perf_counter()
            subprocess.run([nefc.binary(), "run", "--json", path], stdout=subprocess.DEVNULL, check=True)
            between = time.perf_counter()
            nefc.run(path)["a"]
            took.append(time.perf_counter() - between - (between - began))
        return statistics.median(took)


def main() -> None:
    """Prints the table: medians, and how many times faster than Nengo."""
    print(f"{'seconds, cold and warm':24}" + "".join(f"{name:>28}" for name in SIMULATORS))
    for model in MODELS:
        row, nengo = f"{model:24}", None
        for simulator in SIMULATORS:
            cold, warm = (statistics.median(x) for x in zip(*(apart(model, simulator) for _ in range(REPEATS))))
            nengo = nengo or (cold, warm)
            row += f"{cold:8.2f} {warm:6.2f} ({nengo[0] / cold:4.1f}×, {nengo[1] / warm:4.1f}×)"
        print(row, flush=True)
    print(f"nefc.run takes {1000 * overhead():.1f} ms more than the command")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(cell(*sys.argv[1:])))
    else:
        main()
