"""Prints how much faster nefc is than Nengo, as a table.

    bench/run                     every row
    bench/run channel integrator  rows whose name holds one of these words
    bench/run solve: build:       what builds cost, the weights under Dale's principle among them
    bench/run command:            whole processes of nefc, start to exit

Both sides take turns on this machine, one thread each, up to TURNS times or for
LONG, and the best counts; of steps, the quietest of stretches that are short enough
for other processes to leave some alone. bench/run builds nefc and calls this. See
docs/performance.md.
"""

import ctypes
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy.linalg
import scipy.optimize

import models

HERE = pathlib.Path(__file__).parent
NEFC, STEP = os.environ["NEFC"], os.environ["STEP"]
TURNS = 10
LONG = 20.0  # s
STRETCH, STRETCHES = 0.005, 20  # s
DT = 0.001


def nefc(model, *options, env=None):
    """Runs a model given as text and returns its summary."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.nef")
        path.write_text(model)
        out = subprocess.run([NEFC, "run", "--json", "--out", folder + "/out", *options, path], capture_output=True, text=True,
                             env={**os.environ, "NEFC_CACHE": "off", **(env or {})})
        if out.returncode != 0:
            sys.exit(out.stderr)
        return json.loads(out.stdout.splitlines()[-1])  # warnings come before it


def best(*sides):
    """The shortest time of each side, in turns."""
    times, start = [], time.perf_counter()
    while len(times) < TURNS and time.perf_counter() - start < LONG:
        times.append([side() for side in sides])
    return [min(t) for t in zip(*times)]


def row(name, ours, theirs, unit="µs a step", scale=1e6):
    print(f"| {name} | {theirs * scale:,.4g} | {ours * scale:,.4g} {unit} | {theirs / ours:,.3g} × |", flush=True)


def steps(name, **env):
    """Seconds a step, of both sides."""
    sim, settled = models.simulator(name), max(2, models.MODELS[name][1] // 5)
    sim.run_steps(settled)
    command = [STEP, "--settle", str(settled), "--stretch", f"{STRETCH}s", "--stretches", str(STRETCHES), HERE / "models" / f"{name}.nef"]

    def theirs(n):
        start = time.perf_counter()
        sim.run_steps(n)
        return (time.perf_counter() - start) / n

    def ours():
        return float(subprocess.run(command, capture_output=True, check=True, env={**os.environ, "NEFC_CACHE": "off", **env}).stdout)

    n = max(1, int(STRETCH / theirs(3)))
    return best(ours, lambda: min(theirs(n) for _ in range(STRETCHES)))


def rates(n, m, rng):
    """Activities of LIF neurons at m points, and their gains."""
    max_rates, intercepts = rng.uniform(200, 400, n), rng.uniform(-1, 0.9, n)
    z = 1 / (1 - np.exp((0.002 - 1 / max_rates) / 0.02))
    gain = (1 - z) / (intercepts - 1)
    x = rng.uniform(-1, 1, m)
    J = np.outer(x, gain * rng.choice([-1, 1], n)) + 1 - gain * intercepts
    A = np.zeros_like(J)
    above = J > 1
    A[above] = 1 / (0.002 + 0.02 * np.log1p(1 / (J[above] - 1)))
    return x, A


def decoders(populations, n, m):
    """Seconds to find decoders: the calls of Nengo's LstsqL2 for each population."""
    rng = np.random.RandomState(1)
    start = time.perf_counter()
    for _ in range(populations):
        x, A = rates(n, m, rng)
        G = A.T @ A
        np.fill_diagonal(G, G.diagonal() + m * (0.1 * A.max()) ** 2)
        D = scipy.linalg.cho_solve(scipy.linalg.cho_factor(G, overwrite_a=True), A.T @ x)
        np.sqrt(np.mean((A @ D - x) ** 2))
    return time.perf_counter() - start


def dale(n, rows, measured):
    """Seconds for rows of weights of one sign per neuron; some are measured."""
    rng = np.random.RandomState(1)
    x, A = rates(n, 2500 if n > 500 else 750, rng)
    A *= np.where(rng.permutation(n) < 0.7 * n, 1, -1)
    G = A.T @ A + len(x) * 25 * np.eye(n)
    start = time.perf_counter()
    for slope in rng.uniform(-2, 2, measured):
        scipy.optimize.nnls(G, A.T @ (slope * x * x))
    return (time.perf_counter() - start) * rows / measured


def built(text, threads):
    return lambda: nefc(text + "run 1ms\n", env={"GOMAXPROCS": str(threads)})["build_seconds"]


def building(count, n, threads=1):
    """Seconds to build populations that are decoded; without Nengo, to find their decoders."""
    if models.WHOLE:
        theirs = lambda: models.built(models.populations, count, n)[1]
    else:
        theirs = lambda: decoders(count, n, max(750, 2 * n))
    return lambda: best(built(many(count, n), threads), on(threads, theirs))


def convolution(threads=1):
    text = (HERE / "models/circular_convolution_64.nef").read_text()
    theirs = lambda: models.built(models.MODELS["circular_convolution_64"][0])[1]
    return lambda: best(built(text, threads), on(threads, theirs))


def on(threads, run):
    """The same with so many threads of the reference's OpenBLAS."""

    def limited():
        library = openblas()
        if library is None or threads == 1:
            return run()
        library.openblas_set_num_threads(threads)
        try:
            return run()
        finally:
            library.openblas_set_num_threads(1)

    return limited


def process(command):
    def run():
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)
        return time.perf_counter() - start

    return run


def quickstart():
    """The whole process, 20 s of model time."""
    script = "import models; models.simulator('doubling_pes').run_steps(20000)"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "model.nef")
        path.write_text((HERE / "models/doubling_pes.nef").read_text() + "run 20s\n")
        os.environ["PYTHONPATH"] = str(HERE)
        return best(process([NEFC, "run", "--quiet", "--out", folder + "/out", path]), process([sys.executable, "-c", script]))


def brian(network, text, steps):
    """Seconds a step, of nefc and of what Brian2 compiles, which runs between two of nefc's."""

    def ours():
        return min(nefc(f"{text}run {steps}ms\n")["simulate_seconds"] / steps for _ in range(TURNS))

    def run():
        before = ours()
        out = subprocess.run([sys.executable, HERE / "brian.py", network], capture_output=True, text=True)
        if out.returncode != 0:
            sys.exit(out.stderr)
        return min(before, ours()), float(out.stdout.split()[-1])

    return run


def many(populations, n):
    return "seed 1\nnode u = sin(t)\n" + "".join(f"ensemble e{i} {n}\nconnect u -> e{i}\nnode y{i} = e{i}\n" for i in range(populations))


def solved(text):
    """Seconds of the solver alone: Gram matrix, factor, weights, residuals."""

    def run():
        return nefc(text + "run 1ms\n")["connections"][0]["fit"]["seconds"]

    return run


def alone(*words, cache="off"):
    """Seconds of a whole nefc process, start to exit, of nefc alone; with a cache it is filled first."""

    def run():
        with tempfile.TemporaryDirectory() as folder:
            places = {"OUT": folder + "/out", "MILLION": folder + "/million.nef", "QUICK": HERE.parent / "examples/quickstart.nef"}
            pathlib.Path(places["MILLION"]).write_text(MILLION)
            env = {**os.environ, "NEFC_CACHE": "off" if cache == "off" else folder + "/cache"}
            env.pop("GOMAXPROCS", None)
            command = [NEFC, *(places.get(w, w) for w in words)]
            if cache != "off":
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
            times, start = [], time.perf_counter()
            while len(times) < PROCESSES and time.perf_counter() - start < LONG or not times:
                began = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
                times.append(time.perf_counter() - began)
            return min(times)

    return run


PROCESSES = 50
MILLION = "seed 1\nnode u = sin(t)\narray a 5000 of 100\narray b 5000 of 100\nconnect u -> a[0]\nconnect a -> b\nprobe b\nrun 1ms\n"
RUN = "run", "--quiet", "--out", "OUT"

# What nefc does that the reference has nothing for, on all cores.
ALONE = {
    "command: version": alone("version"),
    "command: check of the quick start": alone("check", "QUICK"),
    "command: the quick start, cold": alone(*RUN, "QUICK"),
    "command: the quick start, warm": alone(*RUN, "QUICK", cache="kept"),
    "command: a million neurons in 10,000 ensembles, cold": alone(*RUN, "MILLION"),
    "command: a million neurons in 10,000 ensembles, warm": alone(*RUN, "MILLION", cache="kept"),
}

DALE = "seed 1\nensemble a {0}\nensemble b {1}\nconnect a.neurons -> b.neurons function x*x solve nnls dale 0.7 sigma 5Hz\n"

OTHERS = {
    "doubling_pes, Brian2 C++": (brian("doubling", (HERE / "models/doubling_pes.nef").read_text(), 20000), "µs a step", 1e6),
    "10,000 LIF neurons, Brian2 C++": (brian("lif", "seed 1\nnode u = sin(6*t)\nensemble a 10000\nconnect u -> a\n", 5000), "µs a step", 1e6),
    "solve: Dale NNLS, 102 rows": (lambda: best(solved(DALE.format(101, 102)), lambda: dale(101, 102, 102)), "ms", 1e3),
    "solve: Dale NNLS, 1,000 rows": (lambda: best(solved(DALE.format(1000, 1000)), lambda: dale(1000, 1000, 3)), "ms", 1e3),
    "build: 5 × 2,000": (building(5, 2000), "ms", 1e3),
    "build: 5 × 2,000, two threads": (building(5, 2000, threads=2), "ms", 1e3),
    "build: 200 × 100": (building(200, 100), "ms", 1e3),
    "build: 200 × 100, two threads": (building(200, 100, threads=2), "ms", 1e3),
    "build: circular convolution 64": (convolution(), "ms", 1e3),
    "build: circular convolution 64, two threads": (convolution(threads=2), "ms", 1e3),
    "build: one of 10,000": (building(1, 10000), "ms", 1e3),
    "process of doubling_pes, 20 s": (quickstart, "ms", 1e3),
}


def openblas():
    """The OpenBLAS that NumPy has loaded; None if it has another."""
    maps = pathlib.Path("/proc/self/maps").read_text().split()
    library = next((word for word in maps if "openblas" in word), None)
    return library and ctypes.CDLL(library)


def blas():
    """The kernels that the reference's OpenBLAS uses, and how fast they multiply matrices."""
    library = openblas()
    if library is None:
        return "not OpenBLAS"
    name = library.openblas_get_corename
    name.restype = ctypes.c_char_p
    A = np.random.RandomState(1).rand(500, 500)

    def multiply():
        start = time.perf_counter()
        A @ A
        return time.perf_counter() - start

    return f"{name().decode()}, {2e-9 * len(A) ** 3 / min(multiply() for _ in range(50)):.0f} GFLOP/s"


def main():
    words = sys.argv[1:]

    def wanted(name):
        return not words or any(w in name for w in words)

    print(f"BLAS of the reference: {blas()}\n", flush=True)
    print(f"| model | {models.NAME} | nefc | ratio |\n|---|---|---|---|", flush=True)
    for name in filter(wanted, models.MODELS):
        row(name, *steps(name))
    if wanted("circular_convolution_128, two threads"):
        row("circular_convolution_128, two threads", *steps("circular_convolution_128", GOMAXPROCS="2"))
    for name, (measure, unit, scale) in OTHERS.items():
        if wanted(name):
            if "Brian2" in name and importlib.util.find_spec("brian2") is None:
                continue
            row(name, *measure(), unit, scale)
    for name, measure in ALONE.items():
        if wanted(name):
            print(f"| {name} | – | {measure() * 1e3:,.4g} ms | – |", flush=True)


main()
