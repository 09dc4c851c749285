"""What a cell of a notebook takes that builds and runs a network: with Nengo, with nefc.Simulator, and
with neurons that nefc draws; and what nefc.run takes beside the command.

    NENGO_SRC=… NEFC=… PYTHONPATH=python python3 bench/notebook.py [MODEL…]

NENGO_SRC names a checkout of Nengo, if it is not installed. Cold is a cell in a process of its own, which
has imported everything, with an empty cache; warm are cells in one process. The simulators take turns, and
the least of several times counts, so that what else the machine does counts little. The first column is what
making the network takes, without a simulator: it is part of each of the others. With CPU=1 it is the time of
processors, of Python and of nefc together, which says more where the machine has much else to do (Linux).
"""

from __future__ import annotations

import gc
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
COLD, WARM = 4, 4  # turns, of warm cells at least so many
PATIENCE = 10.0  # s for turns of warm cells
SIMULATORS = ("none", "nengo", "nefc", "nefc, built there")


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


def cell(model: str, simulator: str) -> float:
    """How long a cell takes in this process (s)."""
    import nengo
    import numpy as np

    import nefc
    import nefc.nengo
    from nefc import _servers

    if _servers._waiting.starts:  # as of a notebook, which imports in another cell
        _servers._waiting.starts.join()
    nengo.rc["progress"]["progress_bar"] = "False"
    nengo.rc["decoder_cache"]["enabled"] = "False"
    gc.collect()  # what the cell before has left
    began = clock()
    with nengo.Network(seed=1) as net:
        MODELS[model](nengo, np)
    if simulator != "none":
        options = {"build": "nefc"} if simulator.endswith("there") else {}
        make = nengo.Simulator if simulator == "nengo" else nefc.Simulator
        with make(net, progress_bar=False, **options) as sim:
            sim.run(SECONDS)
        assert len(sim.data[net.probes[0]]) == round(SECONDS / 0.001)
    return clock() - began


def clock() -> float:
    """Now (s): the time of day, or that which processors have spent on this process and its server."""
    if not os.environ.get("CPU"):
        return time.perf_counter()
    from nefc import _servers

    server = _servers._waiting.server
    of_server = 0.0 if server is None else time.clock_gettime(~server.process.pid << 3 | 2)  # clock_getcpuclockid(3)
    return time.process_time() + of_server


def apart(*args: str) -> list[float]:
    """What this script prints for arguments, in a process with an empty cache."""
    with tempfile.TemporaryDirectory() as cache:
        env = {**os.environ, "XDG_CACHE_HOME": cache}
        done = subprocess.run([sys.executable, "-W", "ignore", __file__, "--cell", *args], env=env, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)


def cells(model: str, simulators: tuple[str, ...]) -> list[float]:
    """One cell with a simulator; of several simulators the least times of warm cells."""
    if len(simulators) == 1:
        return [cell(model, simulators[0])]
    turns, end = [], time.perf_counter() + PATIENCE
    while len(turns) <= WARM or time.perf_counter() < end:
        turns.append([cell(model, s) for s in simulators])
    return [min(times) for times in zip(*turns[1:])]


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


def main(models: list[str]) -> None:
    """Prints the table: least times, and how many times faster than Nengo."""
    print(f"{'seconds, cold and warm':24}" + "".join(f"{name:>28}" for name in ("the network", *SIMULATORS[1:])))
    for model in models or MODELS:
        cold = [min(x) for x in zip(*([apart(model, s)[0] for s in SIMULATORS] for _ in range(COLD)))]
        warm = apart(model, *SIMULATORS)
        of = "".join(f"{c:8.3f} {w:7.3f} ({cold[1] / c:4.1f}×,{warm[1] / w:5.1f}×)" for c, w in zip(cold, warm))
        print(f"{model:24}{of}", flush=True)
    print(f"nefc.run takes {1000 * overhead():.1f} ms more than the command")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--cell"]:
        print(json.dumps(cells(sys.argv[2], tuple(sys.argv[3:]))))
    else:
        main(sys.argv[1:])
