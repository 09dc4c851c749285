"""Learning rules."""

from __future__ import annotations

import nengo
import numpy as np
from nengo.connection import LearningRule
from nengo.ensemble import Neurons

from . import ensembles, synapses
from .context import Context
from .errors import Unsupported
from .text import index, number


def rules(conn: nengo.Connection) -> list[LearningRule]:
    """The rules on a connection."""
    rule = conn.learning_rule
    if rule is None:
        return []
    if isinstance(rule, dict):
        return list(rule.values())
    return list(rule) if isinstance(rule, list) else [rule]


def name(ctx: Context, conn: nengo.Connection) -> None:
    """Names the rules of a connection, and what arrives at each."""
    own = rules(conn)
    for k, rule in enumerate(own):
        label = ctx.names.give(rule, f"{ctx.names[conn]}_rule{k + 1 if len(own) > 1 else ''}", "rule")
        slots = f"{ctx.names[conn]}.{label}" if len(own) > 1 else ctx.names[conn]
        ctx.names.set((rule, "slots"), slots)
        if isinstance(rule.learning_rule_type, nengo.Voja):
            ctx.names.give((rule, "in"), f"{label}_gate", "node")
        else:
            ctx.names.set((rule, "in"), f"{slots}.error")


def target(ctx: Context, rule: LearningRule, part=slice(None)) -> str:
    """What connections to a rule, or to a part of it, end in.

    The error of a full matrix has all dimensions of the target here, in Nengo those of the connection.
    """
    place, conn = ctx.names[(rule, "in")], rule.connection
    if isinstance(rule.learning_rule_type, nengo.Voja):
        return place
    if not ensembles.full(conn):
        return place + index(part, rule.size_in)
    size = conn.post_obj.dimensions
    return place + index(np.arange(size)[conn.post_slice][part], size)


def write(ctx: Context, conn: nengo.Connection, driven: set[LearningRule]) -> None:
    """Writes the rules on a connection; ``driven`` are those in which connections end."""
    for rule in rules(conn):
        kind = type(rule.learning_rule_type)
        if kind not in _WRITERS:
            raise Unsupported(conn, f"the learning rule {kind.__name__}, which is written in Python")
        options = _WRITERS[kind](ctx, conn, rule, rule in driven)
        rate = number(rule.learning_rule_type.learning_rate)
        label = f"{ctx.names[rule]}: " if len(rules(conn)) > 1 else ""
        ctx.add(f"learn {label}{kind.__name__.lower()}", on=ctx.names[conn], rate=rate, **options, keep="none")


def _pre(rule: LearningRule, conn: nengo.Connection) -> dict[str, str]:
    return {"pre_synapse": synapses.written(rule.learning_rule_type.pre_synapse, conn)}


def _pes(ctx: Context, conn: nengo.Connection, rule: LearningRule, driven: bool) -> dict[str, str]:
    if not driven:
        _silent(ctx, rule)
    return _pre(rule, conn) | ({"compat": "nengo"} if isinstance(conn.post_obj, Neurons) else {})


def _rls(ctx: Context, conn: nengo.Connection, rule: LearningRule, driven: bool) -> dict[str, str]:
    if conn._to_neurons:
        raise Unsupported(conn, "RLS on a connection to neurons, where Nengo changes all rows alike")
    if not driven:
        _silent(ctx, rule)
    return _pre(rule, conn)


def _silent(ctx: Context, rule: LearningRule) -> None:
    """An error that is always 0."""
    node = ctx.names.give((rule, "silent"), f"{ctx.names[rule]}_silent", "node")
    ctx.add(f"node {node} = zeros({rule.size_in})")
    ctx.add(f"connect {node} -> {target(ctx, rule)}", synapse="none")


def _post(rule: LearningRule, conn: nengo.Connection, *filters: str) -> dict[str, str]:
    kind = rule.learning_rule_type
    return {f: synapses.written(getattr(kind, f), conn) for f in filters}


def _bcm(_ctx: Context, conn: nengo.Connection, rule: LearningRule, _driven: bool) -> dict[str, str]:
    return _pre(rule, conn) | _post(rule, conn, "post_synapse", "theta_synapse")


def _oja(_ctx: Context, conn: nengo.Connection, rule: LearningRule, _driven: bool) -> dict[str, str]:
    return _pre(rule, conn) | _post(rule, conn, "post_synapse") | {"beta": number(rule.learning_rule_type.beta)}


def _voja(ctx: Context, conn: nengo.Connection, rule: LearningRule, driven: bool) -> dict[str, str]:
    gate = {}
    if driven:
        node = ctx.names[(rule, "in")]
        ctx.add(f"node {node}", dims="1")
        gate = {"when": f"1 + {node}"}
    return _post(rule, conn, "post_synapse") | gate


_WRITERS = {nengo.PES: _pes, nengo.RLS: _rls, nengo.BCM: _bcm, nengo.Oja: _oja, nengo.Voja: _voja}

