"""The graph as a file: well-formed, complete, and safe with whatever stands in a name."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

import pdtutor
from pdtutor.errors import UsageError
from pdtutor.render import drawing
from pdtutor.render.graph_layout import layout

DIAMOND = ("u = x y", "v = sin(x)", "p = u v + x", "q = exp(u)", "L = p q + y u")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(ending: str, *program: str, **options: str) -> str:
    return drawing.content(pdtutor.backprop(*program, **options), ending).decode()  # type: ignore[arg-type]


def test_an_svg_has_a_box_for_each_node_and_input_and_an_arrow_for_each_local_derivative() -> None:
    picture = ElementTree.fromstring(drawn(".svg", *DIAMOND))
    boxes = picture.findall(f"{SVG}rect")[1:]
    arrows = [path for path in picture.findall(f"{SVG}path") if path.get("marker-end")]
    assert (len(boxes), len(arrows)) == (7, 11)
    texts = [text.text for text in picture.findall(f"{SVG}text")]
    assert "L = p·q + u·y" in texts
    assert "∂p/∂u = v" in texts


def test_boxes_of_an_svg_do_not_overlap_and_lie_inside_it() -> None:
    picture = ElementTree.fromstring(drawn(".svg", *DIAMOND, at="x=1,y=2"))
    edges = [tuple(float(box.get(name, "0")) for name in ("x", "y", "width", "height")) for box in picture.findall(f"{SVG}rect")[1:]]
    for (ax, ay, aw, ah), (bx, by, bw, bh) in combinations(edges, 2):
        assert ax + aw <= bx or bx + bw <= ax or ay + ah <= by or by + bh <= ay
    width, height = float(picture.get("width", "0")), float(picture.get("height", "0"))
    assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in edges)


@pytest.mark.parametrize("program", [DIAMOND, ("h = tanh(w1 x + b1)", "g = tanh(w2 x + b2)", "L = (v1 h + v2 g - y)^2")])
def test_no_arrow_turns_before_it_has_passed_every_name_beside_it(program: tuple[str, ...]) -> None:
    picture = ElementTree.fromstring(drawn(".svg", *program))
    names = [text for text in picture.findall(f"{SVG}text") if text.get("font-size") == "10"]
    ends = [(float(name.get("x", "0")), float(name.get("x", "0")) + len(name.text or "") * drawing.SMALL_CHARACTER) for name in names]
    for path in picture.findall(f"{SVG}path"):
        start, turn = map(float, re.findall(r"^M(\S+?),\S+ H(\S+)", path.get("d", ""))[0])
        assert all(end <= turn + 0.1 for begin, end in ends if start <= begin < turn)


def test_values_and_adjoints_are_written_where_there_is_a_point() -> None:
    assert "value 0.731059" in drawn(".svg", "z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2", at="w=0.5,x=2,b=0,y=1")
    assert "value" not in drawn(".svg", *DIAMOND)


def test_mermaid_names_every_node_and_arrow() -> None:
    lines = drawn(".mmd", *DIAMOND).splitlines()
    assert lines[0] == "flowchart LR"
    assert sum("-->" in line for line in lines) == 11
    assert len(lines) == 1 + 7 + 11


def test_dot_is_balanced_and_quoted() -> None:
    text = drawn(".dot", *DIAMOND)
    assert text.startswith("digraph backprop {")
    assert text.rstrip().endswith("}")
    assert all(line.count('"') % 2 == 0 for line in text.splitlines())
    assert text.count("->") == 11


@pytest.mark.parametrize("ending", [".svg", ".mmd", ".dot"])
def test_relations_in_an_expression_are_no_markup(ending: str) -> None:
    text = drawn(ending, "z = where(x < 1, x, 2x)", "L = z^2")
    if ending == ".svg":
        assert any("<" in (part.text or "") for part in ElementTree.fromstring(text).iter(f"{SVG}text"))
    if ending == ".mmd":
        assert not any("<" in label for label in re.findall(r'"([^"]*)"', text))


def test_a_graph_too_large_for_a_picture_is_refused_with_the_mend() -> None:
    program = ["v0 = x", *(f"v{k} = v{k - 1} x" for k in range(1, 320))]
    with pytest.raises(UsageError) as caught:
        drawn(".svg", *program)
    assert ".dot" in str(caught.value.hint)
    assert drawn(".dot", *program).count("->") > 600


def test_every_edge_of_a_layout_runs_through_each_column_between_its_ends() -> None:
    found = layout(["a", "b", "c", "d"], [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")])
    assert [len(column) for column in found.columns] == [1, 2, 2, 1]
    assert len(found.routes["a", "d"]) == 4


def test_a_layout_untangles_what_crosses() -> None:
    found = layout(["a", "b", "c", "d"], [("a", "d"), ("b", "c")])
    left, right = found.columns
    assert [{"a": "d", "b": "c"}[node] for node in left] == list(right)
