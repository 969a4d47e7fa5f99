"""Pictures in files: drawn without warnings whatever the function, reproducible, and with every name shown as it is."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from sympy import Symbol

from pdtutor.errors import UsageError
from pdtutor.render import figure
from pdtutor.render.figure import content
from pdtutor.requests.surface import SurfaceResult, surface

np = pytest.importorskip("numpy")
pytest.importorskip("matplotlib")

SIGNS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}
ONE: dict[str, tuple[str, dict[str, Any]]] = {
    "cubic with tangent": ("x^3 - 2x", {"at": "x=1"}),
    "kink and path": ("|x| + ln(x + 2)", {"at": "x=1", "path": "x=3"}),
    "at a kink": ("|x|", {"at": "x=0"}),
    "pole": ("1/x", {}),
    "constant": ("3", {"range": "x=-1:1"}),
    "huge": ("exp(x^2)", {"range": "x=-50:50"}),
    "tiny": ("1e-200 x^2", {}),
    "jump": ("sign(x)", {}),
    "half defined": ("x^x", {"range": "x=-3:3"}),
    "runs away": ("x^2", {"path": "x=1", "rate": 5.0, "steps": 2000}),
}
TWO: dict[str, tuple[str, dict[str, Any]]] = {
    "valley": ("(1-x)^2 + 100(y-x^2)^2", {"at": "x=-1,y=1"}),
    "kink and path": ("|w| + 2b^2", {"path": "w=2.05,b=1.5"}),
    "kink in a point": ("norm(x, y)", {"at": "x=1,y=1"}),
    "disc": ("sqrt(1 - x^2 - y^2)", {}),
    "constant": ("3", {"range": "x=-1:1,y=0:2"}),
    "cliff": ("where(x > y, 1, 0)", {}),
    "pole": ("1/(x^2 + y^2)", {}),
    "huge": ("exp(x^2 + y^2)", {"range": "x=-50:50,y=-50:50"}),
    "wide": ("x^2 + y^2", {"range": "x=-1e140:1e140,y=-1:1"}),
    "flat at the point": ("x^2 + y^2", {"at": "x=0,y=0"}),
    "point outside": ("x^2 + y^2", {"at": "x=9,y=9", "range": "x=0:1,y=0:1"}),
    "held": ("x y z", {"at": "z=2", "path": "x=1,y=1", "steps": 0}),
}


def result(table: dict[str, tuple[str, dict[str, Any]]], name: str) -> SurfaceResult:
    text, options = table[name]
    return surface(text, **options)


def scene(found: SurfaceResult) -> Any:
    return figure._Scene(found)


@pytest.mark.parametrize("name", TWO)
def test_any_function_of_two_variables_is_drawn_without_a_warning(name: str) -> None:
    assert content(result(TWO, name), ".png").startswith(SIGNS[".png"])


@pytest.mark.parametrize("name", ONE)
@pytest.mark.parametrize("ending", SIGNS)
def test_any_function_of_one_variable_is_drawn_without_a_warning(name: str, ending: str) -> None:
    assert content(result(ONE, name), ending).startswith(SIGNS[ending])


@pytest.mark.parametrize("ending", SIGNS)
def test_the_same_picture_is_the_same_file(ending: str) -> None:
    found = result(TWO, "kink in a point")
    assert content(found, ending) == content(found, ending)


@pytest.mark.parametrize("ending", SIGNS)
def test_a_picture_does_not_say_which_version_drew_it(ending: str) -> None:
    import matplotlib

    assert matplotlib.__version__.encode() not in content(result(ONE, "pole"), ending)


def test_an_svg_of_a_surface_is_small_and_keeps_its_ends() -> None:
    drawn = content(result(TWO, "valley"), ".svg")
    assert len(drawn) < 350_000
    assert not re.search(rb' d="[^"]*\.\d{3}', drawn)
    assert figure._thinned(np.arange(121.0).reshape(11, 11), 3).tolist() == [
        [0, 3, 6, 10],
        [33, 36, 39, 43],
        [66, 69, 72, 76],
        [110, 113, 116, 120],
    ]


def test_no_setting_of_matplotlib_is_left_changed() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    content(result(ONE, "pole"), ".svg")
    assert dict(matplotlib.rcParams) == before


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError) as caught:
        content(result(ONE, "pole"), ".png")
    assert "matplotlib" in caught.value.message
    assert ".venv/bin/pip install '.[plot]'" in (caught.value.hint or "")


# --- what is in it ----------------------------------------------------------------------------------------------------------------------


def words(drawn: Any) -> list[str]:
    from matplotlib.text import Text

    return [text.get_text() for text in drawn.findobj(Text) if text.get_text()]


def labels(drawn: Any) -> list[str]:
    return [text.get_text() for legend in drawn.legends for text in legend.get_texts()]


def test_the_surface_stands_beside_the_map_and_its_colour_bar() -> None:
    drawn = figure._map_and_surface(scene(result(TWO, "valley")))
    solid, flat, bar = drawn.axes
    assert solid.name == "3d"
    assert (solid.get_xlabel(), solid.get_ylabel(), solid.get_zlabel()) == ("x", "y", "f")
    assert (flat.get_xlabel(), flat.get_ylabel(), bar.get_title()) == ("x", "y", "f")
    assert flat.get_xlim() == (-4, 2)
    assert "f(x, y) = (1 - x)² + 100·(y - x²)²" in words(drawn)


LEGENDS = [
    (TWO, "valley", ["point (-1, 1)", "gradient (-4, 0)", "smallest value seen, 0"]),
    (TWO, "kink and path", ["kink", "20 steps of descent", "start (1.5, 2.05)"]),
    (TWO, "disc", ["not defined"]),
    (TWO, "cliff", ["jump"]),
    (TWO, "constant", ["3 everywhere here"]),
    (ONE, "cubic with tangent", ["f", "tangent, slope 1", "point x = 1"]),
    (ONE, "kink and path", ["kink", "20 steps of descent", "start x = 3"]),
    (ONE, "huge", ["too large for floating point"]),
]


@pytest.mark.parametrize(("table", "name", "expected"), LEGENDS)
def test_the_legend_names_what_is_marked(table: dict[str, Any], name: str, expected: list[str]) -> None:
    draw = figure._map_and_surface if table is TWO else figure._curve
    assert set(expected) <= set(labels(draw(scene(result(table, name)))))


def test_marks_differ_in_shape_and_levels_carry_their_numbers() -> None:
    drawn = figure._map_and_surface(scene(result(TWO, "kink and path")))
    flat = drawn.axes[1]
    markers = [line.get_marker() for line in flat.lines if line.get_label() and not line.get_label().startswith("_")]
    assert len(markers) == len(set(markers)) >= 3
    assert {"2", "4", "6", "8"} <= {text.get_text() for text in flat.texts}


def test_the_arrow_starts_at_the_point_and_goes_along_the_gradient() -> None:
    found = surface("3x + 4y", at="x=0,y=0", range="x=-1:1,y=-1:1")
    (tip,) = [figure._tip(found.landscape)]
    assert tip is not None
    assert tip[0] / tip[1] == pytest.approx(3 / 4)
    assert (tip[0] ** 2 + tip[1] ** 2) ** 0.5 == pytest.approx(2 * figure.REACH)


def test_the_tangent_touches_the_curve_at_the_point_with_its_slope() -> None:
    drawn = figure._curve(scene(surface("x^2", at="x=1", range="x=-2:2")))
    (tangent,) = [line for line in drawn.axes[0].lines if str(line.get_label()).startswith("tangent")]
    (a, b), (low, high) = tangent.get_xdata(), tangent.get_ydata()
    assert (high - low) / (b - a) == pytest.approx(2)
    assert low + 2 * (1 - a) == pytest.approx(1)


@pytest.mark.parametrize("typed", ["w_out", "x_train", "theta_1"])
def test_names_are_shown_as_they_are_and_never_read_as_mathtext(typed: str) -> None:
    drawn = figure._map_and_surface(scene(surface(f"{typed}^2 + y", vars=typed)))
    from matplotlib.text import Text

    named = [text for text in drawn.findobj(Text) if re.search("w_out|x_train|theta_1", text.get_text())]
    assert named
    assert not any(text.get_parse_math() for text in named)


def test_dollars_and_backslashes_are_drawn_as_characters() -> None:
    strange = Symbol("x", real=True)
    found = surface(strange**2)
    shown = figure._Scene(found)
    shown.__dict__["title"], shown.__dict__["names"] = r"$\frac{1}{$ \x", [r"$\y$ $"]
    assert figure._curve(shown).axes[0].get_title() == r"$\frac{1}{$ \x"
