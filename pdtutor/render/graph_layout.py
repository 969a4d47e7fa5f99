"""Where the nodes of a layered graph stand: columns by depth, places in a column by the barycentre of their neighbours.

Belongs here: columns and places as numbers (Sugiyama, Tagawa, Toda 1981; long edges pass each column at a way station of their own).
Does not: what is drawn there (`drawing`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 8

Item = Hashable
Link = tuple[Item, Item]


@dataclass(frozen=True)
class Layout:
    """The columns from left to right, each from top to bottom, and for each edge the items it passes, both ends included.

    An item that is no node is a way station of an edge.
    """

    columns: tuple[tuple[Item, ...], ...]
    routes: Mapping[Link, tuple[Item, ...]]


def layout(nodes: Sequence[Item], edges: Sequence[Link]) -> Layout:
    """The layout of a graph whose edges all lead from earlier nodes to later ones."""
    depth = _depths(nodes, edges)
    routes = {edge: _route(edge, depth) for edge in edges}
    columns: list[list[Item]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for node in nodes:
        columns[depth[node]].append(node)
    for (start, _), route in routes.items():
        for number, station in enumerate(route[1:-1], depth[start] + 1):
            columns[number].append(station)
    _untangle(columns, routes.values())
    return Layout(tuple(map(tuple, columns)), routes)


def _depths(nodes: Sequence[Item], edges: Sequence[Link]) -> dict[Item, int]:
    """The longest way from a source; sources stand next to the first of what they lead to."""
    depth = dict.fromkeys(nodes, 0)
    for start, end in sorted(edges, key=lambda edge: nodes.index(edge[1])):
        depth[end] = max(depth[end], depth[start] + 1)
    targets: dict[Item, list[int]] = {}
    for start, end in edges:
        targets.setdefault(start, []).append(depth[end])
    sources = set(nodes) - {end for _, end in edges}
    return {node: min(targets[node]) - 1 if node in sources and node in targets else depth[node] for node in nodes}


def _route(edge: Link, depth: Mapping[Item, int]) -> tuple[Item, ...]:
    start, end = edge
    return (start, *((edge, column) for column in range(depth[start] + 1, depth[end])), end)


def _untangle(columns: list[list[Item]], routes: Iterable[Sequence[Item]]) -> None:
    """Order each column by where its neighbours stand, left and right in turn."""
    before: dict[Item, list[Item]] = {}
    after: dict[Item, list[Item]] = {}
    for route in routes:
        for one, other in pairwise(route):
            before.setdefault(other, []).append(one)
            after.setdefault(one, []).append(other)
    for sweep in range(SWEEPS):
        neighbours, order = (before, columns) if sweep % 2 == 0 else (after, columns[::-1])
        for beside, column in pairwise(order):
            places = {item: place for place, item in enumerate(beside)}
            own = {item: place for place, item in enumerate(column)}
            column.sort(key=lambda item: _barycentre(neighbours.get(item, ()), places, own[item]))


def _barycentre(neighbours: Sequence[Item], places: Mapping[Item, int], own: int) -> float:
    known = [places[neighbour] for neighbour in neighbours if neighbour in places]
    return sum(known) / len(known) if known else float(own)
