"""The computational graph as a file: SVG, Mermaid and Graphviz's DOT.

Belongs here: the graph as boxes and arrows, each with what is written at it. Does not: where they stand (`graph_layout`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from rich.cells import cell_len
from sympy import Expr

from pdtutor.calculus.backprop.results import Backprop, Node
from pdtutor.errors import UsageError
from pdtutor.explain.sentences import decimal
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.render.graph_layout import Item, layout
from pdtutor.render.labels import Labels
from pdtutor.requests.backprop import BackpropResult

MOST_DRAWN = 300  # boxes of an SVG
LONGEST = 44  # characters of a line in a box
CHARACTER, LINE = 7.3, 17.0  # of the monospaced letters, in pixels
SMALL_CHARACTER, SMALL_LINE = 6.1, 12.0  # of those at arrows
PADDING, COLUMN_GAP, ROW_GAP, STATION, NAME_GAP = 9.0, 60.0, 22.0, 14.0, 6.0


@dataclass(frozen=True)
class Box:
    """One node or input: what it is called, the lines in it, and whether it is an input, a node or the output."""

    name: Expr
    lines: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Arrow:
    """From an operand to what is made of it, with the local derivative."""

    start: Expr
    end: Expr
    label: str


@dataclass(frozen=True)
class Picture:
    """The boxes in order of computation, and the arrows."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def content(result: BackpropResult, ending: str) -> bytes:
    """The file that an ending asks for: .svg, .mmd or .dot. Raises UsageError for an SVG of a graph too large to be looked at."""
    return _WRITERS[ending](_picture(result)).encode()


def _picture(result: BackpropResult) -> Picture:
    found = result.backprop
    write = UnicodeWriter(result.reading.shown)
    labels = Labels(result.reading.expression, write)
    used = {edge.by for node in found.nodes for edge in node.edges}
    inputs = [Box(name, _input_lines(name, found, labels), "input") for name in found.program.inputs if name in used]
    nodes = [Box(node.name, _node_lines(node, found, labels), _kind(node, found)) for node in found.nodes]
    arrows = [
        Arrow(edge.by, edge.of, f"{labels.rate(edge.of, edge.by, is_partial=True)} = {_short(write(edge.derivative))}")
        for node in found.nodes
        for edge in node.edges
    ]
    return Picture((*inputs, *nodes), tuple(arrows))


def _kind(node: Node, found: Backprop) -> str:
    return "output" if node.name == found.program.output else "node"


def _input_lines(name: Expr, found: Backprop, labels: Labels) -> tuple[str, ...]:
    value = f" = {decimal(found.point[name])}" if name in found.point else ""
    gradient = [_adjoint(name, found, labels, found.values[name])] if name in found.values else []
    return (f"{labels.of(name)}{value}", *gradient)


def _node_lines(node: Node, found: Backprop, labels: Labels) -> tuple[str, ...]:
    value = [f"value {decimal(node.value)}"] if node.value is not None else []
    adjoint = [_adjoint(node.name, found, labels, node.adjoint_value)] if node.adjoint_value is not None else []
    return (f"{labels.of(node.name)} = {_short(labels.of(node.expression))}", *value, *adjoint)


def _adjoint(name: Expr, found: Backprop, labels: Labels, value: float) -> str:
    return f"{labels.rate(found.program.output, name, is_partial=True)} = {decimal(value)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


# --- text ---------------------------------------------------------------------------------------------------------------------------------


def _mermaid(picture: Picture) -> str:
    shapes = {"input": '(["{}"])', "node": '["{}"]', "output": '[["{}"]]'}
    numbers = _numbers(picture)
    boxes = [f"    {numbers[box.name]}{shapes[box.kind].format('<br/>'.join(map(_entities, box.lines)))}" for box in picture.boxes]
    arrows = [f'    {numbers[arrow.start]} -->|"{_entities(arrow.label)}"| {numbers[arrow.end]}' for arrow in picture.arrows]
    return "\n".join(("flowchart LR", *boxes, *arrows, ""))


def _entities(text: str) -> str:
    """Text in which Mermaid finds no markup: it writes characters as #35; where others write &#35;."""
    return "".join(f"#{ord(c)};" if c in '"#&<>`' else c for c in text)


def _dot(picture: Picture) -> str:
    shapes = {"input": "shape=ellipse", "node": "shape=box", "output": "shape=box, peripheries=2"}
    numbers = _numbers(picture)
    boxes = [f"  {numbers[box.name]} [label={_quoted(box.lines)}, {shapes[box.kind]}];" for box in picture.boxes]
    arrows = [f"  {numbers[arrow.start]} -> {numbers[arrow.end]} [label={_quoted((arrow.label,))}];" for arrow in picture.arrows]
    head = ("digraph backprop {", "  rankdir=LR;", '  node [fontname="monospace"];', '  edge [fontname="monospace", fontsize=10];')
    return "\n".join((*head, *boxes, *arrows, "}", ""))


def _quoted(lines: Sequence[str]) -> str:
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'


def _numbers(picture: Picture) -> dict[Expr, str]:
    return {box.name: f"n{number}" for number, box in enumerate(picture.boxes)}


# --- SVG --------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """The middle of an item, and its size."""

    x: float
    y: float
    width: float
    height: float


def _svg(picture: Picture) -> str:
    if len(picture.boxes) > MOST_DRAWN:
        raise UsageError(
            f"The graph has {len(picture.boxes):,} nodes, too many to be looked at in one picture.", hint="Save it as .dot or .mmd."
        )
    found = layout([box.name for box in picture.boxes], list(dict.fromkeys((arrow.start, arrow.end) for arrow in picture.arrows)))
    leaving: dict[Item, list[Arrow]] = {}
    for arrow in picture.arrows:
        leaving.setdefault(arrow.start, []).append(arrow)
    places, width, height = _places(found.columns, {box.name: box for box in picture.boxes}, leaving)
    heights = {arrow: _height(number, len(some)) for some in leaving.values() for number, arrow in enumerate(some)}
    turns = _turns(found.columns, places, leaving)
    arrows = [_arrow(found.routes[arrow.start, arrow.end], places, heights[arrow], turns[arrow.start]) for arrow in picture.arrows]
    names = [_label(arrow, places[arrow.start], heights[arrow]) for arrow in picture.arrows]
    boxes = [part for box in picture.boxes for part in _box(box, places[box.name])]
    return "\n".join((*_head(width, height), *arrows, *names, *boxes, "</svg>", ""))


def _head(width: float, height: float) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    yield '  font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="12">'
    yield '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    yield '<path d="M0,0 L8,4 L0,8 z" fill="#888"/></marker></defs>'
    yield f'<rect width="{width:.0f}" height="{height:.0f}" fill="white"/>'


def _places(
    columns: Sequence[Sequence[Item]], boxes: Mapping[Item, Box], leaving: Mapping[Item, Sequence[Arrow]]
) -> tuple[dict[Item, _Place], float, float]:
    """Where each item stands, and the size of the whole; the names of arrows stand behind the boxes that they leave."""
    sizes = {item: _size(boxes.get(item)) for column in columns for item in column}
    rooms = {item: max(size[1], SMALL_LINE * (len(leaving.get(item, ())) + 1)) for item, size in sizes.items()}
    heights = [sum(rooms[item] for item in column) + ROW_GAP * (len(column) - 1) for column in columns]
    tallest = max(heights)
    places: dict[Item, _Place] = {}
    left = ROW_GAP
    for column, height in zip(columns, heights, strict=True):
        widest = max(sizes[item][0] for item in column)
        top = ROW_GAP + (tallest - height) / 2
        for item in column:
            places[item] = _Place(left + widest / 2, top + rooms[item] / 2, *sizes[item])
            top += rooms[item] + ROW_GAP
        names = (
            cell_len(arrow.label) * SMALL_CHARACTER - (widest - sizes[item][0]) / 2 for item in column for arrow in leaving.get(item, ())
        )
        left += widest + COLUMN_GAP + max(names, default=0.0)
    return places, max(place.x + place.width / 2 for place in places.values()) + ROW_GAP, tallest + 2 * ROW_GAP


def _size(box: Box | None) -> tuple[float, float]:
    if box is None:
        return 0.0, STATION
    return max(map(cell_len, box.lines)) * CHARACTER + 2 * PADDING, len(box.lines) * LINE + PADDING


def _box(box: Box, place: _Place) -> Iterator[str]:
    x, y = place.x - place.width / 2, place.y - place.height / 2
    corner, border = {"input": (place.height / 2, 1.0), "node": (3.0, 1.0), "output": (3.0, 2.5)}[box.kind]
    fill = {"input": "#f2f2f2", "node": "#eaf2fb", "output": "#fdf3e1"}[box.kind]
    frame = f'rx="{corner:.1f}" fill="{fill}" stroke="#333" stroke-width="{border}"'
    yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" {frame}/>'
    for number, line in enumerate(box.lines):
        weight = ' font-weight="bold"' if number == 0 else ""
        yield f'<text x="{place.x:.1f}" y="{y + LINE * (number + 1) - 1:.1f}" text-anchor="middle"{weight}>{escape(line)}</text>'


def _height(number: int, count: int) -> float:
    """Where one of `count` arrows leaves its box, from the middle on downwards."""
    return SMALL_LINE * (number - (count - 1) / 2)


def _turns(columns: Sequence[Sequence[Item]], places: Mapping[Item, _Place], leaving: Mapping[Item, Sequence[Arrow]]) -> dict[Item, float]:
    """How far to the right arrows keep straight on: beyond the names of all that leave the same column, so that none crosses one."""
    turns: dict[Item, float] = {}
    for column in columns:
        ends = (
            places[item].x + places[item].width / 2 + NAME_GAP + cell_len(arrow.label) * SMALL_CHARACTER
            for item in column
            for arrow in leaving.get(item, ())
        )
        turns |= dict.fromkeys(column, max(ends, default=0.0))
    return turns


def _arrow(route: Sequence[Item], places: Mapping[Item, _Place], height: float, turn: float) -> str:
    """A line as far as the names reach, then a curve through the way stations."""
    start, end = places[route[0]], places[route[-1]]
    y = start.y + height
    stations = ((places[item].x, places[item].y) for item in route[1:-1])
    points = [(turn, y), *stations, (end.x - end.width / 2, end.y)]
    path = f"M{start.x + start.width / 2:.1f},{y:.1f} H{turn:.1f}" + "".join(_curve(*pair) for pair in pairwise(points))
    return f'<path d="{path}" fill="none" stroke="#888" marker-end="url(#tip)"/>'


def _label(arrow: Arrow, place: _Place, height: float) -> str:
    """The name of an arrow, above where it leaves its box."""
    x, y = place.x + place.width / 2 + NAME_GAP, place.y + height - 3
    halo = 'stroke="white" stroke-width="4" paint-order="stroke"'
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="10" fill="#222" {halo}>{escape(arrow.label)}</text>'


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    bend = (end[0] - start[0]) / 2
    return f" C{start[0] + bend:.1f},{start[1]:.1f} {end[0] - bend:.1f},{end[1]:.1f} {end[0]:.1f},{end[1]:.1f}"


_WRITERS: dict[str, Callable[[Picture], str]] = {".svg": _svg, ".mmd": _mermaid, ".dot": _dot}
