"""Weights of several populations together, beside the solver of nengo-bio: prints a table.

    NENGO_BIO=checkout NENGO_SRC=checkout NEFC=nefc /usr/bin/python3 bench/joint.py

Two populations of excitatory and inhibitory neurons into one that represents half of their sum, with and without `relax`.
nengo-bio solves some of the targets, by its own solver (NNLS by SciPy, quadratic programs by CVXOPT) and names that NumPy
no longer has given back to it. Both sides take turns; of each the least time of a core counts.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import warnings

warnings.filterwarnings("ignore")
import numpy as np

np.bool, np.int, np.float = bool, int, float
sys.path[:0] = [os.environ["NENGO_BIO"], os.environ["NENGO_SRC"]]
from nengo_bio.internal import qp_solver

NEFC, TURNS, MEASURED = os.environ["NEFC"], int(os.environ.get("TURNS", 5)), 5


def rates(n, x, rng):
    """Activities of LIF neurons at the points x, and signs."""
    max_rates, intercepts = rng.uniform(200, 400, n), rng.uniform(-1, 0.9, n)
    z = 1 / (1 - np.exp((0.002 - 1 / max_rates) / 0.02))
    gain = (1 - z) / (intercepts - 1)
    J = np.outer(x, gain * rng.choice([-1, 1], n)) + 1 - gain * intercepts
    A = np.zeros_like(J)
    A[J > 1] = 1 / (0.002 + 0.02 * np.log1p(1 / (J[J > 1] - 1)))
    return A, J


def theirs(n, rows, m, relax, reg):
    rng = np.random.RandomState(1)
    a, b = rng.uniform(-1, 1, (2, m))
    A = np.hstack([rates(n, a, rng)[0], rates(n, b, rng)[0]])
    J = rates(rows, (a + b) / 2, rng)[1][:, :MEASURED]
    excites = rng.rand(2 * n) < 0.7
    threshold, current = 1.0 if relax else 0.0, np.array([0.0, 1.0, -1.0, 1.0, 0.0, 0.0])
    start = time.process_time()
    for i, j in enumerate(J.T):  # what its solve() hands to a pool of processes
        valid = j >= threshold if relax else np.ones(m, dtype=bool)
        qp_solver._solve_single(qp_solver.SolverTask(A, j.copy(), current.copy(), np.array([excites, ~excites]), threshold, True, False, qp_solver.DEFAULT_TOL,
                                                     (reg * A.max()) ** 2, not relax, valid, i, m))
    return (time.process_time() - start) * rows / MEASURED


def core(text):
    """Seconds of a core that a model takes to be built and run."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "m.nef")
        path.write_text(text)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([NEFC, "run", "--quiet", "--out", folder + "/out", path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env={**os.environ, "NEFC_CACHE": "off", "GOMAXPROCS": "1"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(n, rows, m, relax, reg):
    """What four such connections take more than one, a third of it: activities, targets and errors of fits included."""
    model = f"seed 1\nensemble a {n} dale 0.7\nensemble b {n} dale 0.7\n"
    joint = f"ensemble c%d {rows}\nconnect [a.neurons, b.neurons] -> c%d.neurons function (a + b)/2 solve nnls bias decoded n_eval_points {m} reg {reg} relax {'yes' if relax else 'no'}\n"
    one, four = ("".join([model, *(joint % (k, k) for k in range(count)), "run 1ms\n"]) for count in (1, 4))
    return (core(four) - core(one)) / 3


print("| weights | nengo-bio, ms | nefc, ms | ratio |\n|---|---|---|---|", flush=True)
for name, *case in (("80 + 80 into 100 at 1,000 points, relax", 80, 100, 1000, True, 0.01),
                    ("102 + 102 into 102 at 1,000 points", 102, 102, 1000, False, 0.1),
                    ("102 + 102 into 102 at 1,000 points, relax", 102, 102, 1000, True, 0.01)):
    pairs = [(theirs(*case), ours(*case)) for _ in range(TURNS)]
    t, o = (min(side) for side in zip(*pairs))
    print(f"| {name} | {t * 1e3:,.4g} | {o * 1e3:,.4g} | {t / o:,.0f} × |", flush=True)
