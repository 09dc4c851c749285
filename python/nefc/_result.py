"""What came of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from ._errors import Diagnostic, NefcError
from ._folder import Folder
from ._given import Named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._npz import Npz


@dataclass(frozen=True)
class Expectation:
    """A line ``expect`` and how it came out.

    Attributes:
        text: the condition as it is written.
        outcome: ``"met"``, ``"failed"``, ``"skipped"`` or ``"no value"``, as in
            ``summary.json``.
        value: of what was measured; None where it is no number.
        because: the reason that the model gives; ``""`` for none.
        fields: all fields of ``summary.json``.
    """

    text: str
    outcome: str
    value: Optional[float]
    because: str
    fields: dict[str, Any]

    @classmethod
    def of(cls, fields: dict[str, Any]) -> Expectation:
        """The expectation of an object of JSON."""
        return cls(fields["text"], fields["outcome"], fields.get("value"), fields.get("because", ""), fields)

    @property
    def met(self) -> bool:
        """Whether the condition held."""
        return self.outcome == "met"

    def __repr__(self) -> str:
        value = "" if self.value is None else f" ({self.value:.4g})"
        return f"{self.outcome}: {self.text}{value}"


class Phase(Mapping[str, "NDArray[Any]"]):
    """What the probes of a model recorded in a phase, by name.

    An array has samples first: (samples, dims) of values, in the unit of what is probed.
    A probe of ``a.spikes`` is the numbers of the neurons that spiked, one for a spike.
    """

    def __init__(self, name: str, of: Folder):
        self.name = name
        self.folder = of.path / name
        self._of = of
        self._npz: Optional[Npz] = None

    @property
    def _arrays(self) -> Npz:
        if self._npz is None:
            from ._npz import Npz

            self._npz = Npz(self.folder / "probes.npz", self._of)
        return self._npz

    def __getitem__(self, probe: str) -> NDArray[Any]:
        if probe not in self._arrays:
            raise KeyError(no_probe(probe, list(self)))
        return self._arrays[probe]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._arrays if name + ".t" in self._arrays)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def times(self, probe: str) -> NDArray[Any]:
        """The model times of the samples of a probe, or of its spikes, in s: (samples,)."""
        self[probe]
        return self._arrays[probe + ".t"]

    @property
    def t(self) -> NDArray[Any]:
        """The model times of samples, in s: (samples,).

        Raises:
            KeyError: probes sample at different times; ``times(probe)`` has those of one.
        """
        values = [name for name in self if not name.endswith(".spikes")]
        if not values:
            raise KeyError(f"no probe recorded values in the phase {self.name}")
        if len({self.times(name).shape for name in values}) > 1:
            raise KeyError("probes sample at different times: times(probe) has those of one")
        return self.times(values[0])

    def __repr__(self) -> str:
        return f"<phase {self.name}: {', '.join(self)}>"


def no_probe(name: object, probes: Sequence[str], session: bool = False) -> str:
    """Says what there is instead of a probe, and how there would be one."""
    return f"no probe is called {name!r}; there are {', '.join(probes) or 'none'}; {_way(str(name), session)}"


def _way(name: str, session: bool) -> str:
    """How something is recorded that is not."""
    own = "s" if session else "r"
    if name == "weights" or name.endswith(".weights"):
        of = name.rpartition(".")[0] or "c"
        kept = "" if session else f', which a line `export weights {of} to "w.npz"` keeps'
        return f'{own}["{of}.weights"] are the weights of a connection `{of}`{kept}'
    if name.startswith("["):
        parts = [part.strip() for part in name.strip("[]").split(",")]
        return "one is asked for at a time, " + " and ".join(f'{own}["{part}"]' for part in parts)
    return f"a line `probe {name}` records it" + (f", so does `watch({name!r})` from now on" if session else "")


class Result:
    """What came of an experiment, read from its folder when it is asked for.

    ``r["post"]`` is what the probe ``post`` recorded in the last phase, ``r.t`` its
    times; ``r.phases["before"]["post"]`` that of another phase. Of an experiment with
    seeds or sweeps, ``r.cells`` are the results of its cells. Once another run has written
    over the folder, what had not been read raises ``NefcError``.

    Attributes:
        folder: where the files are.
        diagnostics: what was said of the model and of the run.
        cells: results of the cells of seeds and sweeps; empty without them.
        cell: the name of the cell that this is, such as ``seed=1,lr=0.0001``; ``""`` of
            a run without cells.
        experiments: the results of all experiments of the run, by name.
    """

    def __init__(self, folder: Path, files: Sequence[Path], diagnostics: Sequence[Diagnostic], cell: str = ""):
        self.folder = folder
        self.diagnostics = list(diagnostics)
        self.cells: list[Result] = []
        self.cell = cell
        self.experiments: Named[Result] = Named("experiment")
        self.kept: object = None  # what holds a folder that is temporary
        self._of = Folder(folder)
        self._files = list(files)
        self._summary: Optional[dict[str, Any]] = None
        self._phases: Optional[Named[Phase]] = None

    @property
    def summary(self) -> dict[str, Any]:
        """``summary.json``: fits, signs, expectations, times."""
        if self._summary is None:
            self._summary = json.loads(self._of.own(self._alone() / "summary.json").read_text("utf-8"))
        return self._summary

    @property
    def phases(self) -> Named[Phase]:
        """The phases in order, by name."""
        if self._phases is None:
            names = [p["name"] for p in self.summary["phases"]]
            self._phases = Named("phase", ((name, Phase(name, self._of)) for name in names))
        return self._phases

    def _alone(self) -> Path:
        if self.cells:
            raise KeyError(f"the experiment has {len(self.cells)} cells: `r.cells` are their results")
        return self.folder

    def _last(self) -> Phase:
        return list(self.phases.values())[-1]

    def __getitem__(self, name: str) -> NDArray[Any]:
        """What a probe recorded in the last phase that has it: (samples, dims); or the
        weights of a connection ``c.weights`` as they were written last: (post, pre)."""
        for phase in reversed(self.phases.values()):
            if name in phase:
                return phase[name]
        if name.endswith(".weights"):
            for table in self._tables():
                if table.meta.get("connection") == name[: -len(".weights")]:
                    return table["weights"]
        raise KeyError(no_probe(name, list(self._last())))

    def _tables(self) -> Iterator[Npz]:
        from ._npz import Npz

        for path in reversed(self.files):
            if path.suffix == ".npz" and path.name != "probes.npz":
                yield Npz(path, self._of)

    @property
    def t(self) -> NDArray[Any]:
        """The model times of the samples of the last phase, in s: (samples,)."""
        return self._last().t

    def times(self, probe: str) -> NDArray[Any]:
        """The model times of the samples of a probe in the last phase, in s: (samples,)."""
        return self._last().times(probe)

    @property
    def probes(self) -> list[str]:
        """The names of the probes."""
        return list(self._last())

    @property
    def expectations(self) -> list[Expectation]:
        """How the lines ``expect`` came out, in order."""
        return [Expectation.of(x) for x in self.summary.get("expectations") or []]

    @property
    def ok(self) -> bool:
        """Whether every expectation held, in every cell."""
        if self.cells:
            return all(r.ok for r in self.cells)
        return all(x.outcome in ("met", "skipped") for x in self.expectations)

    @property
    def warnings(self) -> list[Diagnostic]:
        """The diagnostics that are no errors."""
        return [d for d in self.diagnostics if d.severity == "warning"]

    @property
    def files(self) -> list[Path]:
        """What was written: probes, tables, plots and the summary."""
        if not self._files:
            self._files = [self.folder / f["name"] for f in self.summary.get("files", [])]
        return self._files

    def table(self, name: str) -> Npz:
        """The arrays of an .npz file that the run wrote, such as a table of weights, by
        their names; ``meta`` is what a table says of itself.

        Args:
            name: as the model has it, ``export weights c to "trained.npz"``.
        """
        from ._npz import Npz

        path = self._alone() / name
        if not path.is_file():
            tables = ", ".join(p.name for p in self.files if p.suffix == ".npz" and p.name != "probes.npz")
            raise KeyError(f'the run wrote no table {name!r}; there are {tables or "none"}; a line `export weights c to "w.npz"` writes one')
        return Npz(path, self._of)

    @property
    def seed(self) -> int:
        """The seed that was used."""
        return int(self.summary["seed"])

    def __repr__(self) -> str:
        if self.cells:
            return f"<{self.folder.name}: {len(self.cells)} cells>"
        place = os.path.relpath(self.folder)
        try:
            met = sum(x.met for x in self.expectations)
            claims = f", {met} of {len(self.expectations)} expectations met" if self.expectations else ""
            return f"<{self.cell or self.summary['experiment']}: {', '.join(self.probes)}{claims}; {place}>"
        except NefcError:
            return f"<{self.cell or self.folder.name}: another run wrote over {place}>"

    def _repr_html_(self) -> str:
        from ._display import html

        return html(self)
