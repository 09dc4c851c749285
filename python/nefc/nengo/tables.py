"""Values that are known before a run, as tables: of a model that has Nengo's numbers and needs no Python."""

from __future__ import annotations

from typing import Callable

import nengo
import numpy as np
from nengo.builder import Model

from . import ensembles, nodes, processes
from .built import Built
from .context import Context, PythonNode
from .text import seconds


class Tabled(Built):
    """What Nengo's builder found; processes and functions of time for so many steps."""

    def __init__(self, model: Model, seed: int, steps: int) -> None:
        super().__init__(model, seed)
        self._steps = steps
        self.holds = False  # whether there is a table, which is as long as the run

    def _table(self, ctx: Context, node: PythonNode) -> None:
        """A node of Python that reads nothing, as what it is in each step."""
        f, dt = node.begin(), self.model.dt
        rows = np.array([np.broadcast_to(np.asarray(f(k * dt), dtype=float), (node.size,)) for k in range(1, self._steps + 1)])
        if np.all(rows == rows[0]):
            ctx.add(f"node {node.name} = [{', '.join(map(repr, rows[0].tolist()))}]")
            return
        self.holds = True
        file = ctx.array(node.name, rows).removeprefix("from ")
        ctx.add(f"node {node.name} = npy({file}, hold={seconds(dt)})", dims=str(node.size))

    def noise(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        exact = ensembles.direct(ens)
        source = ctx.names.give((ens, "noise"), f"{name}_noise", "node")
        size = ens.dimensions if exact else ens.n_neurons
        self._table(ctx, processes.node(self.model, self.seeds, source, ens.noise, self.model.sig[ens.neurons]["in"], size))
        ctx.add(f"connect {source} -> {name if exact else f'{name}.neurons'}", synapse="none")
        return {}

    def process(self, ctx: Context, node: nengo.Node, name: str, source: str | None) -> None:
        made = processes.node(self.model, self.seeds, name, node.output, self.model.sig[node]["out"], node.size_out, node.size_in)
        if source:
            ctx.compute(made, source)
        else:
            self._table(ctx, made)

    def of_time(self, ctx: Context, f: Callable, name: str, size: int) -> None:
        self._table(ctx, PythonNode(name, lambda: nodes.caller(f, 0, size, True), 0, max(1, size)))
