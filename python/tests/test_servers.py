"""What else happens to a program whose sessions are processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import weakref

import numpy as np
import pytest

import nefc
from nefc import _servers

MODEL = "seed 1\nparam k = 1\nnode u = k*sin(6*t)\nensemble a 50\nconnect u -> a\nprobe a\nrun 1s\n"


def test_threads_take_turns():
    with nefc.Session(MODEL) as s:
        workers = [threading.Thread(target=lambda: [s.step(3) for _ in range(20)]) for _ in range(4)]
        for w in workers:
            w.start()
        for w in workers:
            w.join()
        whole = nefc.run(MODEL)["a"]
        assert s.steps == 240 and np.array_equal(s["a"], whole[:240])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_fork_leaves_the_session_to_its_parent():
    context = multiprocessing.get_context("fork")
    said = context.Queue()

    def child():
        try:
            s.step()
        except nefc.NefcError as e:
            said.put(str(e))
        with nefc.Session(MODEL) as own:
            said.put(own.run(0.01).steps)

    with nefc.Session(MODEL) as s:
        s.run(0.01)
        process = context.Process(target=child)
        process.start()
        assert "belongs to the process" in said.get(timeout=60) and said.get(timeout=60) == 10
        process.join()
        assert s.run(0.01).steps == 20
        waits = context.Process(target=time.sleep, args=(60,))
        waits.start()
    began = time.monotonic()  # the pipe of a session is not kept open by a child
    s.close()
    assert time.monotonic() - began < 4
    waits.terminate()


def test_what_nobody_refers_to_ends():
    s = nefc.Session(MODEL)
    process, gone = s._pipe._process, weakref.ref(s)
    del s
    gc.collect()
    assert gone() is None and not process.runs


def test_a_killed_server_says_so():
    s = nefc.Session(MODEL)
    s.run(0.01)
    s._pipe._process._process.kill()
    with pytest.raises(nefc.NefcError, match="ended with exit code"):
        s.run(0.01)
    assert s["a"].shape == (10, 1)
    s.close()
    with pytest.raises(nefc.NefcError, match="closed"):
        s.run(0.01)


def test_numbers_that_cannot_be():
    with nefc.Session(MODEL, seed=np.int64(3), k=np.float32(0.5)) as s:
        for request in (lambda: s.set("k", float("nan")), lambda: s.clamp("u", float("inf"))):
            with pytest.raises(nefc.NefcError, match="nan and inf"):
                request()
        for n in (-1, 2.5):
            with pytest.raises((ValueError, TypeError)):
                s.step(n)
        with pytest.raises(TypeError, match="cannot be pickled"):
            pickle.dumps(s)
        assert s.step(np.int64(2)).steps == 2 and s.params == {"k": 0.5}


def test_nothing_is_asked_within_a_function():
    text = 'seed 1\nnode u = external("f") dims 1\nnode v = external("g", u) dims 1\nensemble a 20\nconnect v -> a\nprobe a\nrun 1s\n'
    with nefc.Session(text, external={"f": lambda t: 1.0, "g": lambda t, u: s.steps and s.step()}) as s:
        s.step()
        with pytest.raises(nefc.NefcError, match="waits for a function"):
            s.step()


def test_only_what_is_locked(tmp_path):
    path = tmp_path / "m.nef"
    path.write_text(MODEL.replace("run 1s", "experiment main { run 1s }"))
    with pytest.raises(nefc.NefcError, match="nefc lock"):
        nefc.Session(path, locked=True)
    subprocess.run([nefc.binary(), "lock", path.name], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL)
    with nefc.Session(path, locked=True) as s:
        assert s.step().steps == 1
    assert nefc.run(path, locked=True)["a"].shape == (1000, 1)
    for other in ({"k": 2}, {"seed": 3}):
        with pytest.raises(nefc.ModelError, match="NEF065"):
            nefc.Session(path, locked=True, **other)
        with pytest.raises(nefc.ModelError, match="NEF065"):
            nefc.run(path, locked=True, **other)
    with pytest.raises(nefc.NefcError, match="not of a text"):
        nefc.Session(MODEL, locked=True)


def test_one_server_waits():
    first, second = _servers.take(), _servers.take()
    _servers.give(first)
    _servers.give(second)
    assert first.process.runs and not second.process.runs and not os.path.exists(second.folder)
    again = _servers.take()
    assert again is first
    again.process._process.kill()
    again.process._process.wait()
    _servers.give(again)
    assert not os.path.exists(again.folder)


SCRIPT = """
import nefc
s = nefc.Session(%r.replace("run 1s", "run 9000s"))
print("ready", flush=True)
try:
    s.run(9000)
except KeyboardInterrupt:
    print(s.steps == len(s["a"]) == round(s.time / s.dt))
print(s.run(0.01).steps == len(s["a"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_ends_a_stretch_and_the_session_goes_on():
    p = subprocess.Popen([sys.executable, "-c", SCRIPT % MODEL], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert p.stdout.readline() == "ready\n"
    time.sleep(0.5)
    os.killpg(p.pid, signal.SIGINT)  # as a terminal does: to the server, too, if it were of the group
    assert p.communicate(timeout=60)[0] == "True\nTrue\n"
