"""A model that is driven by hand, step by step."""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, Optional, Union

import numpy as np

from ._errors import Diagnostic, ModelError, NefcError
from ._external import Externals, Function
from ._given import explained, helped, real, whole
from ._model import Model, is_text, written
from ._pipe import Pipe
from ._process import Gone, Process
from ._progress import Bar, watched
from ._record import Record, matrix, stream_of
from ._result import Expectation, no_probe

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SLICE = 0.05  # s that a request of steps should take, so that Ctrl-C is heard
_MOST = 100_000  # steps of a request
_FEW, _FIRST = 64, 1000  # of the first one, and
_WORK = 1e9  # how many products it should take at most, if each neuron were connected with each
_GROWTH = 16  # times as many steps as in the request before, at most: the first ones tell little
_NOBODY, _SHAPES, _ELSEWHERE = "NEF083", "NEF071", "NEF066"
_TEXT = "text.nef"  # what a model without a file is called
_WAYS = {  # what an argument is called here that others know by another name
    "only": 'an experiment is followed by `experiment="NAME"`',
    "dt": "the time step stands in the model, `run 1s dt 2ms`",
    "seconds": "a session runs as long as it is told, `s.run(1.0)`",
    "out": 'a session writes nothing but weights, `s.save("c", "out/c.npz")`; what it recorded is `s["NAME"]`',
}


@contextmanager
def _said(code: str, way: str) -> Iterator[None]:
    """Says a way out of what is refused with a code."""
    try:
        yield
    except NefcError as error:
        if isinstance(error, ModelError) or not str(error).endswith(f"({code})"):
            raise
        raise NefcError(f"{error}: {way}") from None


class Session:
    """A model that is built and stands at t = 0; it runs and changes as it is told.

    What the probes of the model record is at hand at any time: ``s["post"]`` is all of it
    since the session began, ``s.t`` the times. Cut into however many pieces, a session
    has the numbers of a run, bit for bit. Every change happens between two steps and is
    logged: ``s.script()`` is what was done, as an ``experiment`` that a run repeats.

    Args:
        model: the path of a model, or its text, which has a line break.
        seed: instead of the model's.
        experiment: follow this experiment: its phases, freezes and settings happen while
            the session runs.
        folder: where a text looks for files it names; the current folder without it.
        set: params whose names are those of arguments.
        external: functions for nodes that are computed here, once a step, by the names
            that the model gives them: ``f(t)`` or ``f(t, a, b)`` with the time in s and
            what the node reads, each (dims,); they return (dims,), or a number for all.
        locked: open only what ``nefc.lock`` beside the model has locked: the model, its
            seed and params, its files. What is done by hand from then on is not in a lock.
        **params: params of the model with other values; quantities with their unit,
            ``tau="50ms"``.

    Attributes:
        dt: the time step, in s.
        objects: ensembles, nodes and connections, as ``open`` of docs/protocol.md tells
            them.

    Raises:
        ModelError: the model has errors, or is not what was locked.
        NefcError: there is no such file, experiment or lock.
    """

    def __init__(
        self,
        model: Model,
        *,
        seed: Optional[int] = None,
        experiment: Optional[str] = None,
        folder: Optional[Model] = None,
        set: Optional[Mapping[str, Any]] = None,
        external: Optional[Mapping[str, Function]] = None,
        locked: bool = False,
        _process: Optional[Process] = None,  # whose folder holds the model; one of its own without it
        **params: Any,
    ):
        text = str(model) if is_text(model) else None
        where, name = os.path.split(os.path.abspath(os.path.join(folder or "", _TEXT if text else os.fspath(model))))
        if not os.path.isdir(where):
            raise NefcError(f"no folder {where}")
        self._records: dict[str, Record] = {}
        self._streams: dict[int, Record] = {}
        self._early: dict[int, list[bytes]] = {}  # frames of streams that are not known yet
        self._ahead = 0
        self._external = Externals(external or {})
        process = _process or Process(where)
        self._end = weakref.finalize(self, process.close)
        try:
            self._pipe = Pipe(process, self._frame, self._told, self._external.answer)
            options = {"text": text, "seed": None if seed is None else whole("seed", seed), "experiment": experiment, "locked": locked or None}
            values = {k: written(v) for k, v in {**(set or {}), **params}.items()}
            self._open(path=name, set=values, external=self._external.names, **{k: v for k, v in options.items() if v is not None})
        except ModelError as error:
            self.close()
            raise ModelError(helped(explained(error.diagnostics, _WAYS), self._misnamed)) from None
        except BaseException:
            self.close()
            raise

    def _misnamed(self, d: Diagnostic) -> str:
        """What to say of a node that nobody computes, although there are functions."""
        if d.code != _NOBODY or not self._external.names:
            return ""
        names = ", ".join(f'"{name}"' for name in self._external.names)
        return f"functions were given for {names}: their names are those that the model gives them"

    def _open(self, **asked: Any) -> None:
        opened = self._pipe.request("open", **asked)
        self._external.tell(opened.get("external", []))
        self.dt: float = opened["dt"]
        self.objects: list[dict[str, Any]] = opened["objects"]
        self._params: dict[str, float] = {p["name"]: p["value"] for p in opened["params"]}
        self._step, self._time = 0, 0.0
        self._each = max(_FEW, min(_FIRST, int(_WORK / (1 + opened["neurons"] ** 2))))  # steps of a request
        for p in opened["probes"]:
            self._watch(p["name"], p["shape"], p.get("spikes", False), what="probe", of=p["name"])

    # Running.

    def run(self, seconds: float, progress: Optional[bool] = None) -> Session:
        """Simulate for some model time, in s, rounded to whole steps.

        Args:
            seconds: of model time.
            progress: show a bar; None where standard error is a terminal or a notebook.
        """
        return self.step(round(real("seconds", seconds) / self.dt), progress)

    def step(self, n: int = 1, progress: Optional[bool] = None) -> Session:
        """Simulate n steps. Ctrl-C ends it between two steps, and the session goes on."""
        n = whole("n", n)
        if n < 0:
            raise ValueError(f"a session cannot make {n} steps; back(step) is the way back")
        bar = Bar() if n > self._each and (watched() if progress is None else progress) else None
        done = 0
        try:
            while done < n:
                some = min(n - done, self._each)
                began = time.perf_counter()
                self._now(self._pipe.request("step", n=some))
                took = time.perf_counter() - began
                if some == self._each or took > 2 * _SLICE:
                    self._each = max(1, min(int(some * _SLICE / took), _GROWTH * some, _MOST))
                done += some
                if bar:
                    bar.update("session", "steps", done, n)
        except Gone:
            raise
        except BaseException:  # of steps that were made before the one that failed, or before Ctrl-C
            if self._end.alive:
                self._now(self._pipe.request("info"))
            raise
        finally:
            if bar:
                bar.close()
        return self

    def _now(self, answer: Mapping[str, Any]) -> None:
        """Takes where the session is from an answer."""
        self._step = answer["step"]
        self._time = answer.get("t", self._time)

    @property
    def time(self) -> float:
        """The model time, in s."""
        return self._time

    @property
    def steps(self) -> int:
        """How many steps were made. It counts on through a reset of time."""
        return self._step

    # Reading.

    def __getitem__(self, name: str) -> NDArray[Any]:
        """What was recorded under a name since the session began: samples first,
        (samples, dims); of ``a.spikes`` the numbers of the neurons, (spikes,). Without a
        probe of that name ``c.weights`` is the weights of a connection as they are now:
        (post, pre)."""
        record = self._records.get(name)
        if record is not None:
            return record.data
        if str(name).endswith(".weights"):
            return self._weights(name[: -len(".weights")])
        raise KeyError(no_probe(name, self.probes, session=True))

    def times(self, name: str) -> NDArray[np.float64]:
        """The model times of what was recorded under a name, in s: (samples,)."""
        if name not in self._records:
            self[name]
            raise KeyError(f"{name} are as they are now, and have no times; a line `probe {name}` records them")
        return self._records[name].t

    @property
    def t(self) -> NDArray[np.float64]:
        """The model times of samples, in s: (samples,).

        Raises:
            KeyError: probes sample at different times; ``times(name)`` has those of one.
        """
        values = [r for r in self._records.values() if not r.spikes]
        if not values:
            raise KeyError("nothing is recorded: the model has no probes of values")
        if len({len(r.data) for r in values}) > 1:
            raise KeyError("not everything is sampled at the same times: times(name) has those of one")
        return values[0].t

    @property
    def probes(self) -> list[str]:
        """The names that are recorded."""
        return list(self._records)

    def watch(self, of: str, synapse: Optional[float] = None) -> Session:
        """Record something more from the next step on, under its text.

        Args:
            of: an object, or an expression of objects, ``"post - ramp^2"``; or
                ``"a.spikes"``, ``"a.voltage"``.
            synapse: time constant of a lowpass filter, in s; None for none.
        """
        if of in self._records:
            raise NefcError(f"{of} is recorded already")
        if str(of).endswith(".spikes"):
            self._watch(of, [], True, what="spikes", of=of[: -len(".spikes")])
            return self
        options = {} if synapse is None else {"synapse": f"{real('synapse', synapse) * 1e6:.12g}us"}
        self._watch(of, None, False, what="value", of=str(of), **options)
        return self

    def _watch(self, name: str, shape: Optional[Sequence[int]], spikes: bool, **asked: Any) -> None:
        answer = self._pipe.request("watch", **asked)
        record = Record([len(answer["names"])] if shape is None else shape, self.dt, spikes)
        self._records[name] = self._streams[answer["stream"]] = record
        for frame in self._early.pop(answer["stream"], []):
            record.take(memoryview(frame), self._ahead)

    def _weights(self, connection: str) -> NDArray[np.float64]:
        stream = self._pipe.request("watch", what="weights", of=connection)["stream"]
        frames = self._early.pop(stream)
        self._pipe.request("unwatch", stream=stream)
        return matrix(memoryview(frames[0]))

    def _frame(self, frame: memoryview) -> None:
        stream = stream_of(frame)
        record = self._streams.get(stream)
        if record is None:
            self._early.setdefault(stream, []).append(bytes(frame))
        else:
            record.take(frame, self._ahead)

    def _told(self, message: Mapping[str, Any]) -> None:
        """Takes a notification. All but which nodes an edited model has is in the answers,
        too."""
        if message["method"] == "model":
            self._external.tell(message["params"].get("external", []))

    @property
    def expectations(self) -> list[Expectation]:
        """How the lines ``expect`` of the experiment that is followed come out so far."""
        judged = self._pipe.request("judge")["expect"] or []
        return [Expectation.of(x) for x in judged]

    # Changing.

    @property
    def params(self) -> dict[str, float]:
        """The params of the model and what they are now."""
        return dict(self._params)

    def set(self, param: str, value: float) -> Session:
        """Give a param another value, one that does not shape the model.

        Args:
            param: which; ``params`` are all.
            value: quantities in s, Hz and such: of ``rate = 20Hz`` it is 20.
        """
        value = real(param, value)
        with _said(_SHAPES, f'open another session, `nefc.Session(model, {param}=...)`'):
            self._pipe.request("set", name=param, value=value)
        self._params[param] = value
        return self

    def clamp(self, node: str, value: Union[float, Sequence[float]]) -> Session:
        """Hold a node at a value: (dims,), or one for all."""
        held = [real(node, v) for v in np.ravel(np.asarray(value, object))]
        self._pipe.request("clamp", node=node, value=held if np.ndim(value) else held[0])
        return self

    def release(self, node: str) -> Session:
        """Let a node go on that is held."""
        self._pipe.request("release", node=node)
        return self

    def freeze(self, *what: str) -> Session:
        """Stop the rules of connections, or of ``"all"``, and hold nodes as they are."""
        self._pipe.request("freeze", what=what or ("all",))
        return self

    def thaw(self, *what: str) -> Session:
        """Let connections learn again, and nodes go on."""
        self._pipe.request("thaw", what=what or ("all",))
        return self

    def reset(self, what: str = "all") -> Session:
        """Put back the ``"state"``, the ``"time"``, the ``"weights"``, or ``"all"``, which
        is params and freezes, too. What was recorded stays."""
        self._pipe.request("reset", what=what)
        if what in ("time", "all"):
            self._time, self._ahead = 0.0, self._step
        return self

    def scale(self, connection: str, by: float) -> Session:
        """Multiply the weights of a connection."""
        self._pipe.request("scale", connection=connection, by=real("by", by))
        return self

    def lesion(self, population: str, by: float = 1.0, neurons: Sequence[int] | None = None) -> Session:
        """Silence a share of the neurons of a population, or those that are listed. A larger
        share contains a smaller one; each call replaces the one before."""
        request: dict[str, Any] = {"by": real("by", by)} if neurons is None else {"neurons": [whole("neurons", i) for i in neurons]}
        self._pipe.request("lesion", population=population, **request)
        return self

    def cut(self, connection: str, by: float = 1.0) -> Session:
        """Cut a share of the synapses of a connection: they are 0, also while it learns."""
        self._pipe.request("cut", connection=connection, by=real("by", by))
        return self

    def heal(self, *what: str) -> Session:
        """Bring back the neurons of populations and the synapses of connections, or ``"all"``."""
        self._pipe.request("heal", what=what or ("all",))
        return self

    def load(self, connection: str, path: Model, match: bool = True) -> Session:
        """Replace the weights of a connection by those of a table.

        Args:
            connection: which.
            path: as the model would name it, from its folder: ``"out/c.npz"``.
            match: demand that the table belongs to the neurons of the connection.
        """
        self._pipe.request("load", connection=connection, path=os.fspath(path), match=match)
        return self

    def save(self, connection: str, path: Model) -> Session:
        """Write the weights of a connection, as they are now, as a table.

        Args:
            connection: which.
            path: of an .npz file below ``out`` of the model's folder, ``"out/c.npz"``.
        """
        with _said(_ELSEWHERE, f's.save({connection!r}, "out/{os.path.basename(path)}")'):
            self._pipe.request("save", connection=connection, path=os.fspath(path))
        return self

    def back(self, step: int) -> Session:
        """Make the session what it was after a step. What was done and recorded since then
        is undone."""
        self._now(self._pipe.request("back", step=whole("step", step)))
        self._ahead = self._step - round(self._time / self.dt)
        for record in self._records.values():
            record.back(step)
        return self

    def edit(self, text: str) -> Session:
        """Go on in another text of the model: what is still there keeps its state, and the
        probes that were recorded are.

        Raises:
            ModelError: the text has errors; the session stays in the old one.
        """
        answer = self._pipe.request("edit", version=0, text=str(text))
        found = [Diagnostic.of(d) for d in answer["diagnostics"]]
        if any(d.severity == "error" for d in found):
            raise ModelError(found)
        return self

    def script(self, name: str = "live") -> str:
        """What was done, as an ``experiment`` that gives the same bytes when it is run."""
        return str(self._pipe.request("script", name=name)["text"])

    # Ending.

    def close(self) -> None:
        """End the session. What was recorded can still be read."""
        self._end()

    def _leave(self) -> None:
        """End the session, but not its server, which may serve the next."""
        self._pipe.leave()
        self._end.detach()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a session is a running program and cannot be pickled; what it recorded can, and script() says what was done")

    def __repr__(self) -> str:
        return f"<session at {self._time:.12g} s: {', '.join(self.probes)}>"
