"""Synapses."""

from __future__ import annotations

import nengo

from .errors import Unsupported
from .text import seconds, vector


def written(synapse, place: object) -> str:
    """A synapse as the value of an option; ``None`` is none."""
    if synapse is None:
        return "none"
    kind = type(synapse)
    if kind is nengo.Lowpass and _usual(synapse):
        return seconds(synapse.tau)
    if kind is nengo.Alpha and _usual(synapse):
        return f"alpha({seconds(synapse.tau)})"
    if kind is nengo.synapses.Triangle:
        return f"triangle({seconds(synapse.t)})"
    if kind in (nengo.LinearFilter, nengo.Lowpass, nengo.Alpha):
        return _filter(synapse)
    raise Unsupported(place, f"the synapse {synapse} is written in Python")


def _usual(synapse: nengo.LinearFilter) -> bool:
    return synapse.analog and synapse.method == "zoh"


def _filter(synapse: nengo.LinearFilter) -> str:
    method = "gbt" if isinstance(synapse.method, tuple) else synapse.method
    analog = "yes" if synapse.analog else "no"
    return f'tf({vector(synapse.num)}, {vector(synapse.den)}, method="{method}", analog={analog})'


