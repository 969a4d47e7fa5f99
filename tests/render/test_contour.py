"""Pictures in characters: what each cell says of the function beneath it, and that nothing is too wide, too colourful or missing."""

from __future__ import annotations

import re
from itertools import pairwise
from math import ulp
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from sympy import Abs, Expr, Max, Symbol, exp, log, sign, sin, sqrt, symbols

from pdtutor.calculus.landscape import Landscape, landscape
from pdtutor.notation import functions as named
from pdtutor.render.contour import contour, contour_plain
from pdtutor.render.contour import curve as curve_picture
from pdtutor.render.contour import shaded as map_picture
from pdtutor.render.contour.frame import Frame
from pdtutor.render.contour.glyphs import ASCII, UNICODE
from pdtutor.render.contour.levels import levels, multiples, plain, ticks, written
from pdtutor.render.lines import width_of

X, Y = symbols("x y", real=True)
LONG = Symbol("temperature_outside", real=True)
BOX = {X: (-3.0, 3.0), Y: (-2.0, 2.0)}
WIDTHS = (36, 76, 116)

SCENES: dict[str, tuple[Expr, dict[str, Any]]] = {
    "bowl": (X**2 + Y**2, {"point": {X: 1, Y: 1}}),
    "rosenbrock": ((1 - X) ** 2 + 100 * (Y - X**2) ** 2, {}),
    "kinks": (Abs(X) + Max(Y, 0), {"path": [{X: 2.0, Y: 1.5}, {X: 1.0, Y: 1.0}, {X: 0.5, Y: 0.2}]}),
    "half": (log(X) + Y, {}),
    "nothing but one value": (3 + 0 * X, {}),
    "pole": (1 / (X**2 + Y**2), {}),
    "step": (sign(X - Y), {}),
    "huge": (exp(200 * X**2 + Y), {}),
    "long names": (LONG**2 + Y, {}),
}
CURVES: dict[str, tuple[Expr, dict[str, Any]]] = {
    "cubic": (X**3 - 2 * X, {"point": {X: 1}}),
    "corner": (Abs(X), {"point": {X: 0}}),
    "pole": (1 / X, {"point": {X: 1}}),
    "root": (sqrt(X), {"path": [{X: 2.0}, {X: 1.0}, {X: 0.5}]}),
    "flat": (3 + 0 * X, {}),
    "jump": (sign(X), {}),
    "huge": (exp(80 * X**2), {}),
    "hole": (sin(X) / X, {"point": {X: 0}}),
}


def scene(name: str) -> Landscape:
    of, options = SCENES[name]
    variables = [LONG, Y] if LONG in of.free_symbols else [X, Y]
    return landscape(of, variables, {v: BOX.get(v, (-3.0, 3.0)) for v in variables}, size=61, **options)


def a_curve(name: str) -> Landscape:
    of, options = CURVES[name]
    return landscape(of, [X], {X: (-3.0, 3.0)}, **options)


ALL = [*(pytest.param(scene, name, id=f"map {name}") for name in SCENES), *(pytest.param(a_curve, name, id=name) for name in CURVES)]


@pytest.mark.parametrize(("make", "name"), ALL)
def test_no_line_is_wider_than_asked_for(make: Any, name: str) -> None:
    found = make(name)
    for width in (*range(1, 50), *WIDTHS):
        assert max(map(width_of, contour(found, width)), default=0) <= width
        assert max(map(len, contour_plain(found, width)), default=0) <= width


@pytest.mark.parametrize(("make", "name"), ALL)
def test_the_plain_picture_is_ascii_and_the_other_says_the_same_in_its_characters(make: Any, name: str) -> None:
    found = make(name)
    for width in WIDTHS:
        assert contour_plain(found, width)
        assert all(line.isascii() for line in contour_plain(found, width))
        assert len(contour(found, width)) == pytest.approx(len(contour_plain(found, width)), abs=2)


@pytest.mark.parametrize(("make", "name"), ALL)
def test_no_styled_text_begins_with_spaces_that_would_lose_their_ground(make: Any, name: str) -> None:
    assert not [text for line in contour(make(name), 76) for text, style in line if " on #" in style and text.startswith(" ")]


def test_where_there_is_no_room_there_is_no_picture() -> None:
    assert contour(scene("bowl"), 10) == []
    assert contour_plain(a_curve("cubic"), 10) == []


# --- the map ----------------------------------------------------------------------------------------------------------------------------


def field(found: Landscape, width: int = 76) -> tuple[Frame, list[str]]:
    """The frame of the plain map and the characters inside it, row by row."""
    frame = map_picture.frame_of(found, width, ASCII)
    assert frame is not None
    margin = max(map(len, frame._marks_upwards().values())) + 2
    return frame, [line[margin:] for line in contour_plain(found, width)[1 : frame.rows + 1]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["bowl", "rosenbrock", "kinks", "pole", "step"])
def test_the_more_ink_the_larger_the_value(name: str, width: int) -> None:
    found = scene(name)
    frame, rows = field(found, width)
    inked = [
        (ASCII.ramp.index(character), found.at(frame.place((row, column))))
        for row, line in enumerate(rows)
        for column, character in enumerate(line)
        if character in ASCII.ramp
    ]
    assert len({ink for ink, _ in inked}) > 1
    ranks = {ink: [value for each, value in inked if each == ink] for ink in sorted({ink for ink, _ in inked})}
    assert all(max(below) <= min(above) for below, above in pairwise(ranks.values()))


@settings(max_examples=30, deadline=None)
@given(st.floats(-2.9, 2.9), st.floats(-1.9, 1.9))
def test_the_marked_cell_is_where_the_point_is(x: float, y: float) -> None:
    found = landscape(X**2 + Y, [X, Y], BOX, point={X: x, Y: y}, size=9)
    frame, rows = field(found)
    ((row, column),) = [(r, c) for r, line in enumerate(rows) for c, character in enumerate(line) if character == "P"]
    right, up = frame.place((row, column))
    assert abs(right - x) <= 6 / frame.columns / 2 * 1.001
    assert abs(up - y) <= 4 / frame.rows / 2 * 1.001


PLANES = st.tuples(st.floats(-5, 5), st.floats(-5, 5)).filter(lambda slopes: abs(slopes[0]) + abs(slopes[1]) > 0.1)


@settings(max_examples=60, deadline=None)
@given(PLANES, st.floats(-2, 2), st.floats(-0.7, 0.7), st.sampled_from(WIDTHS))
def test_the_arrow_points_along_the_gradient_and_uphill(slopes: tuple[float, float], x: float, y: float, width: int) -> None:
    a, b = slopes
    found = landscape(a * X + b * Y, [X, Y], BOX, point={X: x, Y: y}, size=5)
    frame = map_picture.frame_of(found, width, UNICODE)
    assert frame is not None
    cells = map_picture._arrow(found, frame)
    start = frame.cell(x, y)
    assert start is not None
    assert len(cells) >= 3
    (tip,) = [cell for cell, (character, _) in cells.items() if character in UNICODE.heads]
    down, right = tip[0] - start[0], tip[1] - start[1]
    exact = (-b / 4 * frame.rows, a / 6 * frame.columns)
    length, norm = (down**2 + right**2) ** 0.5, (exact[0] ** 2 + exact[1] ** 2) ** 0.5
    assert abs(down * exact[1] - right * exact[0]) / norm <= 1.0  # of a cell beside the true line
    assert (down * exact[0] + right * exact[1]) / (length * norm) > 0.8
    assert found.at(frame.place(tip)) > found.at(frame.place(start))


HEADS = [((1, 0), "→"), ((1, 1), "↗"), ((0, 1), "↑"), ((-1, 1), "↖"), ((-1, 0), "←"), ((-1, -1), "↙"), ((0, -1), "↓"), ((1, -1), "↘")]


@pytest.mark.parametrize(("slopes", "head"), HEADS)
def test_the_head_of_the_arrow_looks_the_way_it_points(slopes: tuple[int, int], head: str) -> None:
    square = {X: (-2.0, 2.0), Y: (-1.0, 1.0)}
    found = landscape(slopes[0] * X + slopes[1] * Y, [X, Y], square, point={X: 0, Y: 0}, size=5)
    text = "\n".join("".join(part for part, _ in line) for line in contour(found, 76))
    assert head in text.partition("└")[0]


def test_a_zero_gradient_has_no_arrow_and_none_in_the_legend() -> None:
    found = landscape(X**2 + Y**2, [X, Y], BOX, point={X: 0, Y: 0}, size=9)
    assert "gradient" not in "".join(contour_plain(found, 76))


@pytest.mark.parametrize(
    ("of", "zero"),
    [(Abs(X) + Y, X), (Max(X, Y), X - Y), (named.relu(X + 2 * Y - 1), X + 2 * Y - 1), (Abs(X * Y - 1), X * Y - 1), (sign(X + Y), X + Y)],
)
def test_each_cell_marked_as_a_kink_is_crossed_by_it_and_each_cell_crossed_is_marked(of: Expr, zero: Expr) -> None:
    found = landscape(of, [X, Y], BOX, size=9)
    frame, rows = field(found)
    wide, high = 6 / frame.columns, 4 / frame.rows
    marked = [frame.place((r, c)) for r, line in enumerate(rows) for c, character in enumerate(line) if character == "!"]
    assert len(marked) >= frame.rows - 1
    for x, y in marked:
        corners = [float(zero.subs({X: x + s * wide, Y: y + t * high})) for s in (-0.6, 0, 0.6) for t in (-0.6, 0, 0.6)]
        assert min(corners) <= 0 <= max(corners)


def test_the_path_has_its_start_steps_and_end() -> None:
    found = scene("kinks")
    frame, rows = field(found)
    cells = {character: (r, c) for r, line in enumerate(rows) for c, character in enumerate(line) if character in "SoE"}
    assert cells == {mark: frame.cell(*place) for mark, place in zip("SoE", found.path, strict=True)}


def test_what_is_not_defined_is_hatched_and_said() -> None:
    found = scene("half")
    frame, rows = field(found)
    for r, line in enumerate(rows):
        for c, character in enumerate(line):
            x, _ = frame.place((r, c))
            assert (character == "~") == (x < -0.05) or abs(x) < 0.1
    assert "~ not defined" in "\n".join(contour_plain(found, 76))


def test_what_is_too_large_is_said_to_be() -> None:
    assert "~ too large for floating point" in "\n".join(contour_plain(scene("huge"), 76))


def test_one_value_everywhere_is_said_and_has_no_smallest_one() -> None:
    text = "\n".join(contour_plain(scene("nothing but one value"), 76))
    assert "f = 3 everywhere" in text
    assert "smallest" not in text


LEGENDS = [
    ("bowl", ["P point (1, 1)", "gradient (2, 2)", "m smallest value seen, 0", "Levels at even steps", "0 ... 2 "]),
    ("rosenbrock", ["Levels closer together where most values lie", "m smallest value seen"]),
    ("kinks", ["S start (2, 1.5), o steps, E end (0.5, 0.2)", "! kinks: x = 0, y = 0"]),
    ("step", ["! jump: x = y"]),
    ("long names", ["temperature_outside"]),
]


@pytest.mark.parametrize(("name", "parts"), LEGENDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_legend_says_what_each_character_is(name: str, parts: list[str], width: int) -> None:
    text = " ".join("\n".join(contour_plain(scene(name), width)).split())
    for part in parts:
        assert part in text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["bowl", "pole", "half"])
def test_the_numbers_of_the_ticks_are_those_of_their_places(name: str, width: int) -> None:
    found = scene(name)
    frame, _ = field(found, width)
    for row, text in frame._marks_upwards().items():
        assert abs(frame.place((row, 0))[1] - float(text)) <= 4 / frame.rows / 2 * 1.001
    for column, text in frame._marks_across().items():
        assert abs(frame.place((0, column))[0] - float(text)) <= 6 / frame.columns / 2 * 1.001
    assert len(frame._marks_upwards()) >= 2
    assert len(frame._marks_across()) >= 2


# --- the curve --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cubic", "corner", "root", "hole"])
def test_the_stars_lie_on_the_curve(name: str) -> None:
    found = a_curve(name)
    frame = curve_picture.frame_of(found, 76, ASCII)
    assert frame is not None
    size = (frame.upwards[1] - frame.upwards[0]) / frame.rows
    cells = curve_picture._stars(found, frame)
    assert len({column for _, column in cells}) >= frame.columns / 3
    for cell in cells:
        x, y = frame.place(cell)
        near = [found.at((x + s * 6 / frame.columns,)) for s in (-0.6, -0.3, 0, 0.3, 0.6)]
        known = [value for value in near if value == value]
        assert min(known) - size <= y <= max(known) + size


@settings(max_examples=30, deadline=None)
@given(st.floats(-2, 2), st.integers(-3, 3))
def test_the_tangent_is_the_straight_line_through_the_point(x: float, a: int) -> None:
    found = landscape(X**3 + a * X, [X], {X: (-3.0, 3.0)}, point={X: x})
    frame = curve_picture.frame_of(found, 76, UNICODE)
    assert frame is not None
    size = (frame.upwards[1] - frame.upwards[0]) / frame.rows
    slope = 3 * x**2 + a
    for cell in curve_picture._tangent(found, frame):
        right, up = frame.place(cell)
        assert abs(x**3 + a * x + slope * (right - x) - up) <= size + abs(slope) * 6 / frame.columns


def test_the_tangent_looks_unlike_the_curve_and_is_said() -> None:
    text = "\n".join("".join(part for part, _ in line) for line in contour(a_curve("cubic"), 76))
    assert re.search("[\u2801-\u28ff]", text)
    assert "─── tangent, slope 1" in text
    assert "◆ point x = 1" in text


def test_a_pole_is_not_bridged_and_its_cut_is_said() -> None:
    found = a_curve("pole")
    pieces = list(curve_picture.pieces(found, curve_picture.heights(found)))
    assert [piece[0][0] < 0 for piece in pieces] == [True, False]
    assert "Cut off above or below: the values met reach from -80 to 80." in "\n".join(contour_plain(found, 76))


def test_a_jump_is_not_bridged() -> None:
    found = a_curve("jump")
    for piece in curve_picture.pieces(found, curve_picture.heights(found)):
        assert len({y for _, y in piece}) == 1


def test_stretches_without_values_are_marked_on_the_ground() -> None:
    found = a_curve("root")
    frame = curve_picture.frame_of(found, 76, ASCII)
    assert frame is not None
    columns = {column for _, column in curve_picture._gaps(found, frame)}
    assert columns == {column for column in range(frame.columns) if frame.place((0, column))[0] < -0.001}


# --- numbers ----------------------------------------------------------------------------------------------------------------------------

VALUES = st.lists(st.floats(-1e12, 1e12), min_size=2, max_size=200)


@settings(max_examples=200, deadline=None)
@example([0.0, 5e-324], 2)
@example([0.0, 3e-301, 1e-300], 8)
@given(VALUES, st.integers(2, 8))
def test_levels_are_few_and_lie_between_the_extremes(values: list[float], most: int) -> None:
    found = levels(values, most)
    assert found.count <= most or found.count == 2
    assert list(found.bounds) == sorted(set(found.bounds))
    assert all(min(values) < bound < max(values) for bound in found.bounds)
    assert all(0 <= found.band(value) < found.count for value in values)


@settings(max_examples=200, deadline=None)
@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), st.integers(2, 12))
def test_ticks_are_few_and_in_the_range(low: float, size: float, most: int) -> None:
    high = low + size
    found = ticks(low, high, most)
    assert 1 <= len(found) <= most
    near = 1e-9 * size + 4 * ulp(max(abs(low), abs(high)))
    assert all(low - near <= tick <= high + near for tick in found)


@settings(max_examples=200, deadline=None)
@given(st.floats(1e-9, 1e9), st.integers(-50, 50), st.integers(2, 9))
def test_numbers_are_written_so_that_they_read_back_apart(step: float, first: int, count: int) -> None:
    numbers = [(first + k) * step for k in range(count)]
    texts = written(numbers)
    assert len(set(texts)) == count
    assert [float(text) for text in texts] == pytest.approx(numbers, abs=step / 500)


@pytest.mark.parametrize(
    ("number", "text"),
    [(2000.0, "2000"), (0.0001, "0.0001"), (-0.0, "0"), (1e10, "1e10"), (1.5e-7, "1.5e-7"), (-12.5, "-12.5"), (1e6, "1e6")],
)
def test_a_number_is_written_as_short_as_it_can_be(number: float, text: str) -> None:
    assert plain(number, 6) == text


def test_multiples_are_inside() -> None:
    assert multiples(0.5, -1.0, 1.2) == (-1.0, -0.5, 0.0, 0.5, 1.0)


def test_no_character_is_wider_than_a_cell() -> None:
    for glyphs in (UNICODE, ASCII):
        characters = [getattr(glyphs, name) for name in ("ramp", "missing", "kink", "point", "minimum", "start", "step", "end")]
        assert all(cell_len(character) == 1 for character in "".join([*characters, glyphs.body, glyphs.heads, glyphs.frame]))
