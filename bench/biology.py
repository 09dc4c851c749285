"""Spiking neurons with conductances, and a large sparse network, beside Brian2: prints a table.

    bench/biology                   every row
    bench/biology brunel            rows whose name holds one of these words

Both sides take turns on one thread each; the least of TURNS counts. What counts is time of a core, so that other work on
the machine disturbs it less; of nefc it is that of a long run less that of a short one. bench/biology builds nefc and
calls this; Brian2 is that of Debian's python3-brian, its C++ compiled by g++ (cpp_standalone).
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import warnings

HERE = pathlib.Path(__file__).parent
TURNS = int(os.environ.get("TURNS", 5))

COND = """
dv/dt = (g_leak*(e_leak - v) + ge*(e_exc - v) + gi*(e_inh - v) + j*g_leak*(v_th - e_leak))/c : volt (unless refractory)
ge : siemens
gi : siemens
j : 1
"""
DENDRITE = """
dv/dt = (g_leak*(e_leak - v) + g_couple*(vd - v) + j*g_leak*(v_th - e_leak))/c : volt (unless refractory)
dvd/dt = (g_leak*(e_leak - vd) + ge*(e_exc - vd) + gi*(e_inh - vd) + g_couple*(v - vd))/c : volt
ge : siemens
gi : siemens
j : 1
"""


def lif_cond(b2):
    ns = {"g_leak": 10 * b2.nS, "e_leak": -60 * b2.mV, "e_exc": 0 * b2.mV, "e_inh": -80 * b2.mV, "v_th": -50 * b2.mV, "c": 200 * b2.pF}
    g = b2.NeuronGroup(10000, COND, threshold="v > v_th", reset="v = e_leak", refractory=5 * b2.ms, method="exponential_euler", namespace=ns)
    g.v, g.j, g.ge, g.gi = "e_leak", "rand()", "6*nS*(1 + i/10000.0)", "5*nS*(1 + i/10000.0)"
    return b2.Network(g)


def two_compartment(b2):
    """Ten steps of 0.01 ms for each of nefc's, which has as many substeps."""
    b2.defaultclock.dt = 0.01 * b2.ms
    ns = {"g_leak": 50 * b2.nS, "e_leak": -65 * b2.mV, "e_exc": 20 * b2.mV, "e_inh": -75 * b2.mV, "v_th": -50 * b2.mV, "c": 1 * b2.nF, "g_couple": 50 * b2.nS}
    g = b2.NeuronGroup(10000, DENDRITE, threshold="v > v_th", reset="v = e_leak", refractory=3 * b2.ms, method="euler", namespace=ns)
    g.v, g.vd, g.j, g.ge, g.gi = "e_leak", "e_leak", "rand()", "80*nS*(1 + i/10000.0)", "20*nS*(1 + i/10000.0)"
    return b2.Network(g)


def brunel(b2):
    g = b2.NeuronGroup(12500, "dv/dt = -v/(20*ms) : 1 (unless refractory)", threshold="v > 1", reset="v = 0.5", refractory=2 * b2.ms, method="exact")
    outside = b2.PoissonInput(g, "v", 1000, 20 * b2.Hz, 0.005)
    net = b2.Network(g, outside, b2.SpikeMonitor(g))
    for source, weight, count in ((g[:10000], 0.005, 1000), (g[10000:], -0.025, 250)):
        s = b2.Synapses(source, g, on_pre=f"v_post += {weight}", delay=1.5 * b2.ms)
        s.connect(j=f"k for k in sample(N_post, p={count / len(source)})")
        net.add(s)
    return net


# Row: the network of Brian2, and how many steps of 0.1 ms are measured, of Brian2 and of nefc: so
# many that the process around them, which varies by some milliseconds, is a hundredth.
ROWS = {
    "lif_cond_10000": (lif_cond, 4000, 40000),
    "two_compartment_10000": (two_compartment, 1000, 20000),
    "brunel_12500": (brunel, 6000, 6000),
}


def core(command, **env):
    """Seconds of a core that a process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "NEFC_CACHE": "off", "GOMAXPROCS": "1", **env})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(name, steps):
    """Seconds of a step, and of building with the process around it."""
    text = (HERE / "models" / f"{name}.nef").read_text()
    with tempfile.TemporaryDirectory() as folder:
        path, took = pathlib.Path(folder, "m.nef"), []
        for n in (1, 1 + steps):
            path.write_text(f"{text}run {n / 10}ms dt 0.1ms\n")
            took.append(core([os.environ["NEFC"], "run", "--quiet", "--out", folder + "/out", path]))
    return (took[1] - took[0]) / steps, took[0]


def numpy_steps(name, steps):
    """Seconds of a step of Brian2 in NumPy."""
    import brian2 as b2

    b2.prefs.codegen.target = "numpy"
    b2.defaultclock.dt = 0.1 * b2.ms
    net = ROWS[name][0](b2)
    net.run(1 * b2.ms)
    n = max(20, steps // 20)
    times = []
    for _ in range(TURNS):
        start = time.process_time()
        net.run(n * 0.1 * b2.ms)
        times.append((time.process_time() - start) / n)
    return min(times)


class Compiled:
    """A network as C++, which writes the seconds of a core that its steps take."""

    def __init__(self, name, steps, folder):
        import brian2 as b2

        b2.set_device("cpp_standalone", directory=folder, build_on_run=False)
        b2.prefs.devices.cpp_standalone.openmp_threads = 0
        b2.defaultclock.dt = 0.1 * b2.ms
        net = ROWS[name][0](b2)
        b2.device.insert_code("before_network_run", "std::clock_t began = std::clock();")
        b2.device.insert_code("after_network_run", 'std::ofstream("core.txt") << double(std::clock() - began)/CLOCKS_PER_SEC;')
        net.run(steps * 0.1 * b2.ms)
        b2.device.build(directory=folder, compile=False, run=False)
        main = pathlib.Path(folder, "main.cpp")
        main.write_text("#include <ctime>\n#include <fstream>\n" + main.read_text())
        subprocess.run(["make", "-j2"], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.folder, self.steps = folder, steps

    def step(self):
        subprocess.run(["./main"], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        return float(pathlib.Path(self.folder, "core.txt").read_text()) / self.steps


def measure(name):
    _, steps, ours_steps = ROWS[name]
    with tempfile.TemporaryDirectory() as folder:
        compiled = Compiled(name, steps, folder)
        mine, theirs, build = [], [], []
        for _ in range(TURNS):
            step, built = ours(name, ours_steps)
            mine.append(step)
            build.append(built)
            theirs.append(compiled.step())
    # NumPy needs a process in which no device was chosen.
    out = subprocess.run([sys.executable, __file__, "--numpy", name], check=True, capture_output=True, text=True).stdout
    n, a, b = float(out.split()[-1]), min(mine), min(theirs)
    print(f"| {name} | {n * 1e6:,.4g} | {b * 1e6:,.4g} | {a * 1e6:,.4g} | {n / a:,.1f} × | {b / a:,.2f} × | {min(build):,.2f} s |", flush=True)


def main():
    warnings.filterwarnings("ignore")
    words = sys.argv[1:]
    if words[:1] == ["--numpy"]:
        print(numpy_steps(words[1], ROWS[words[1]][1]))
        return
    print("| model | Brian2 in NumPy, µs a step | in C++ | nefc | over NumPy | over C++ | nefc's process with one step |\n|---|---|---|---|---|---|---|", flush=True)
    for name in ROWS:
        if not words or any(w in name for w in words):
            pid = os.fork()  # a device is chosen once a process
            if pid == 0:
                measure(name)
                os._exit(0)
            if os.waitpid(pid, 0)[1] != 0:
                sys.exit(f"{name} failed")
    text = (HERE / "models" / "brunel_12500.nef").read_text()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "m.nef")
        path.write_text(text + "run 0.1ms dt 0.1ms\n")
        out = subprocess.run(["/usr/bin/env", sys.executable, "-c", MEMORY, os.environ["NEFC"], "run", "--quiet", "--out", folder + "/out", str(path)],
                             check=True, capture_output=True, text=True).stdout
        print(f"brunel_12500 takes {float(out):,.0f} MB while it is built")


MEMORY = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); " \
         "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1024)"

main()
