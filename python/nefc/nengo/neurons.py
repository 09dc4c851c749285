"""Neuron types."""

from __future__ import annotations

from collections.abc import Callable

import nengo
from nengo.neurons import NeuronType

from .errors import Unsupported
from .text import number, seconds

_Forms = dict[str, Callable[[float], str]]

_LIF: _Forms = {"tau_rc": seconds, "tau_ref": seconds, "amplitude": number}
_ADAPTATION: _Forms = {"tau_n": seconds, "inc_n": number}

# For each class its name here, and how each argument is written.
_TYPES: dict[type, tuple[str, _Forms]] = {
    nengo.Direct: ("direct", {}),
    nengo.LIF: ("lif", {**_LIF, "min_voltage": number}),
    nengo.LIFRate: ("lif_rate", _LIF),
    nengo.AdaptiveLIF: ("alif", {**_LIF, "min_voltage": number, **_ADAPTATION}),
    nengo.AdaptiveLIFRate: ("alif_rate", {**_LIF, **_ADAPTATION}),
    nengo.RectifiedLinear: ("relu", {"amplitude": number}),
    nengo.SpikingRectifiedLinear: ("spiking_relu", {"amplitude": number}),
    nengo.Sigmoid: ("sigmoid", {"tau_ref": seconds}),
    nengo.Tanh: ("tanh", {"tau_ref": seconds}),
    nengo.Izhikevich: (
        "izhikevich",
        {"tau_recovery": seconds, "coupling": number, "reset_voltage": number, "reset_recovery": number},
    ),
}
_SPIKING_RATES = {
    nengo.RegularSpiking: "regular_spiking",
    nengo.StochasticSpiking: "stochastic_spiking",
    nengo.PoissonSpiking: "poisson_spiking",
}


def draws(neurons: NeuronType) -> bool:
    """Whether spikes are drawn while the model runs: by nefc from other streams than Nengo's."""
    return isinstance(neurons, (nengo.StochasticSpiking, nengo.PoissonSpiking))


def written(neurons: NeuronType, place: object, short: bool = False) -> str:
    """A neuron type with its arguments; ``short`` leaves out those that are what Nengo has by default."""
    kind = type(neurons)
    if kind in _SPIKING_RATES:
        base = written(neurons.base_type, place, short)
        rest = "" if short and neurons.amplitude == 1 else f", amplitude={number(neurons.amplitude)}"
        return f"{_SPIKING_RATES[kind]}({base}{rest})"
    if kind not in _TYPES:
        raise Unsupported(place, f"neurons of type {kind.__name__}, which is written in Python")
    name, fields = _TYPES[kind]
    usual = _usual(kind) if short else None
    args = [
        f"{field}={form(getattr(neurons, field))}"
        for field, form in fields.items()
        if usual is None or getattr(neurons, field) != getattr(usual, field)
    ]
    return f"{name}({', '.join(args)})" if args else name


_made: dict[type, NeuronType] = {}


def _usual(kind: type) -> NeuronType:
    """Neurons of a type of :data:`_TYPES` without arguments: Nengo takes long to make them, and they do not change."""
    if kind not in _made:
        _made[kind] = kind()
    return _made[kind]
