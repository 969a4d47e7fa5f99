"""Backpropagation as JSON.

Belongs here: the members that `backprop` has. Does not: numbers and checks (`numbers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sympy import Expr

from pdtutor.calculus.backprop.results import Backprop, Compared, Node, Path
from pdtutor.render.json.numbers import checked, plain
from pdtutor.requests.backprop import BackpropResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def backprop(result: BackpropResult, writer: Writer, _: bool) -> Object:
    """The result of `backprop`: formulas in names of inputs and nodes, and of `shared` where spelled out they would be too long."""
    found = result.backprop
    return {
        "output": writer(found.program.output),
        "inputs": [writer(name) for name in found.program.inputs],
        "nodes": [_node(node, writer) for node in found.nodes],
        "gradients": _by_name(found.gradients, writer, writer),
        "values": _by_name(found.values, writer, plain),
        "paths": _by_name(found.paths, writer, lambda paths: _paths(paths, writer)),
        "path_counts": _by_name(found.path_counts, writer, int),
        "shared": _by_name(found.shared, writer, writer),
        "at": _by_name(found.point, writer, plain),
        "gradient_check": [_compared(entry, writer) for entry in found.compared],
        "operations": _operations(found),
        "unused": [writer(name) for name in found.unused],
        "stopped": None if found.stopped is None else {"node": writer(found.stopped.name), "why": found.stopped.why},
        "check": checked(found.check),
    }


def _by_name(values: Mapping[Expr, Any], writer: Writer, write: Callable[[Any], Any]) -> Object:
    return {writer(name): write(value) for name, value in values.items()}


def _node(node: Node, writer: Writer) -> Object:
    return {
        "name": writer(node.name),
        "expression": writer(node.expression),
        "value": plain(node.value),
        "adjoint": writer(node.adjoint),
        "adjoint_value": plain(node.adjoint_value),
        "local": {writer(edge.by): writer(edge.derivative) for edge in node.edges},
    }


def _paths(paths: Sequence[Path] | None, writer: Writer) -> list[Object] | None:
    return None if paths is None else [_path(path, writer) for path in paths]


def _path(path: Path, writer: Writer) -> Object:
    return {
        "path": [writer(name) for name in path.names],
        "factors": [writer(factor) for factor in path.factors],
        "product": writer(path.product),
        "value": plain(path.value),
    }


def _compared(entry: Compared, writer: Writer) -> Object:
    return {
        "name": writer(entry.name),
        "backward": plain(entry.backward),
        "central_difference": plain(entry.central),
        "relative_error": plain(entry.error),
        "is_kink": entry.is_kink,
    }


def _operations(found: Backprop) -> Object:
    counted = found.operations
    return {"forward": counted.forward, "reverse_mode": counted.reverse_mode, "depth": counted.depth}
