"""Parameters that Nengo's builder found: those of a simulation with Nengo's numbers."""

from __future__ import annotations

from typing import Any, Callable

import nengo
import numpy as np
from nengo.builder import Model

from . import ensembles, nodes, processes
from .context import Context, PythonNode


class Built:
    """What a network has in a simulator of Nengo.

    Parameters
    ----------
    model : what Nengo's builder made of it: its signals, operators and parameters
    seed : of the simulator, from which processes begin that have none of their own
    """

    def __init__(self, model: Model, seed: int) -> None:
        self.model = model
        self.seeds = processes.seeds(model, seed)
        self._own = {c.post_obj: c for c in model.params if isinstance(c, nengo.Connection) and isinstance(c.post_obj, nengo.Probe)}

    def own(self) -> dict[nengo.Probe, nengo.Connection]:
        """The connections that Nengo made for probes."""
        return self._own

    def ensemble(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        """Encoders, gains, biases, and states at the start."""
        built, signals = self.model.params[ens], self.model.sig[ens.neurons]
        numbers = {"encoders": built.encoders, "gain": built.gain, "bias": built.bias}
        for state in ensembles.STATES:
            if state in signals and state in ens.neuron_type.state:
                numbers[state] = signals[state].initial_value
        return {"normalize": "no", **{option: ctx.array(f"{name}.{option}", values) for option, values in numbers.items()}}

    def full(self, ctx: Context, conn: nengo.Connection, name: str) -> dict[str, str | None]:
        """The matrix."""
        return {"weights": ctx.array(f"{name}.weights", self.model.params[conn].weights)}

    def decoded(self, ctx: Context, conn: nengo.Connection, name: str) -> tuple[str, dict[str, str | None]]:
        """Decoders after the transform."""
        return ctx.names[conn.pre_obj], {"decoders": ctx.array(f"{name}.decoders", self.model.params[conn].weights)}

    def transform(self, ctx: Context, conn: nengo.Connection) -> Any:
        """What was sampled."""
        return self.model.params[conn].weights

    def noise(self, ctx: Context, ens: nengo.Ensemble, name: str) -> dict[str, str | None]:
        """Adds a node with the noise that Nengo draws, and its way into the neurons."""
        exact = ensembles.direct(ens)
        source = ctx.names.give((ens, "noise"), f"{name}_noise", "node")
        size = ens.dimensions if exact else ens.n_neurons
        node = processes.node(self.model, self.seeds, source, ens.noise, self.model.sig[ens.neurons]["in"], size)
        ctx.compute(node, None)
        ctx.add(f"connect {source} -> {name if exact else f'{name}.neurons'}", synapse="none")
        return {}

    def process(self, ctx: Context, node: nengo.Node, name: str, source: str | None) -> None:
        """A process with Nengo's own numbers, in Python."""
        output = self.model.sig[node]["out"]
        ctx.compute(processes.node(self.model, self.seeds, name, node.output, output, node.size_out, node.size_in), source)

    def of_time(self, ctx: Context, f: Callable, name: str, size: int) -> None:
        """A function of time, in Python: with the last bits of its sines."""
        ctx.compute(PythonNode(name, lambda: nodes.caller(f, 0, size, True), 0, max(1, size)), None)

    def probe(self, ctx: Context, probe: nengo.Probe) -> nengo.Connection | None:
        """The connection that Nengo made for it."""
        return self._own.get(probe)

    def shape(self, probe: nengo.Probe) -> tuple[int, ...]:
        """That of the signal."""
        return self.model.sig[probe]["in"].shape

    def constant(self, probe: nengo.Probe) -> np.ndarray | None:
        """Weights and encoders that no rule changes."""
        key = {"weights": "weights", "scaled_encoders": "encoders"}.get(probe.attr)
        if key is None or isinstance(probe.obj, nengo.connection.LearningRule):
            return None
        signal = self.model.sig[probe.obj][key]
        learns = not signal.readonly and (probe.attr != "weights" or bool(probe.obj.learning_rule))
        return None if learns else signal.initial_value
