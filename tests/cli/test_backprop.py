"""The command backprop: lines as words, from a file and from standard input, its files, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

NEURON = ("z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2")
FILE = "# one neuron\nz = w*x + b\n\na = sigmoid(z)\nL = (a - y)^2\n"
POINT = ("--at", "w=0.5,x=2,b=0,y=1")


def test_words_a_file_and_standard_input_are_one_program(run: Run, tmp_path: Path) -> None:
    (tmp_path / "neuron.txt").write_text(FILE, encoding="utf-8")
    from_words = run("backprop", *NEURON, "--format", "json").json
    assert run("backprop", "neuron.txt", "--format", "json").json == from_words
    assert run("backprop", "-", "--format", "json", typed=FILE).json == from_words


def test_the_reading_is_the_list_of_lines(run: Run) -> None:
    document = run("backprop", *NEURON, "--format", "json").json
    assert document["reading"] == "[Eq(z, b + w*x), Eq(a, sigmoid(z)), Eq(L, (a - y)**2)]"
    assert "sigmoid" in document["functions"]


@pytest.mark.parametrize("detail", ["brief", "normal", "full"])
@pytest.mark.parametrize("format", ["rich", "plain", "markdown", "latex", "python", "json"])
def test_every_format_shows_the_gradient(run: Run, detail: str, format: str) -> None:
    found = run("backprop", *NEURON, *POINT, "--wrt", "w", "--format", format, "--detail", detail)
    assert (found.code, found.err) == (0, "")
    assert "w" in found.out


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_the_tree_keeps_to_the_width(run: Run, width: str) -> None:
    found = run("backprop", "h[1] = tanh(W[1,1]*x[1] + W[1,2]*x[2] + b[1]); L = (h[1] - y)^2", COLUMNS=width)
    assert max(map(len, found.out.splitlines())) <= int(width)
    assert "└─" in found.out


def test_in_full_every_local_derivative_is_derived(run: Run) -> None:
    assert "chain rule" in run("backprop", "z = sin(w x)", "L = z^2", "--detail", "full").out


@pytest.mark.parametrize(
    ("ending", "part"), [(".svg", "<svg"), (".mmd", "flowchart"), (".dot", "digraph"), (".html", "<html"), (".py", "def ")]
)
def test_each_ending_gets_its_format(run: Run, tmp_path: Path, ending: str, part: str) -> None:
    assert run("backprop", *NEURON, "--save", f"graph{ending}").code == 0
    assert part in (tmp_path / f"graph{ending}").read_text(encoding="utf-8")


def test_an_ending_of_another_command_is_refused(run: Run) -> None:
    assert run("backprop", *NEURON, "--save", "graph.png").code == 2
    assert run("partial", "x^2", "--save", "graph.dot").code == 2


def test_a_pass_that_ends_early_is_shown_and_said(run: Run) -> None:
    found = run("backprop", "z = w - 2", "a = ln(z)", "L = a^2", "--at", "w=1", "--format", "json")
    assert found.code == 2
    assert found.json["error"]["code"] == "domain"
    assert [node["value"] for node in found.json["result"]["nodes"]] == [-1.0, None, None]
    words = run("backprop", "z = w - 2", "a = ln(z)", "L = a^2", "--at", "w=1")
    assert "The forward pass ends here" in words.out
    assert "Line 2: a has no value at this point" in words.err


REFUSED = [
    (["a = b", "b = a"], "circle"),
    (["z", "=", "w*x"], "in quotes"),
    (["nothing.txt"], "there is no file of this name"),
    (["x + y"], "has no equals sign"),
    ([" ; "], "no lines"),
    (["."], "cannot be read"),
    ([""], "no lines"),
    (["z = w*x", "--wrong"], "no option"),
    (["z = 2 +"], "Something is missing"),
]


@pytest.mark.parametrize(("words", "message"), REFUSED)
def test_bad_input_gets_a_sentence(run: Run, words: list[str], message: str) -> None:
    found = run("backprop", *words)
    assert (found.code, found.out) == (2, "")
    assert message in " ".join(found.err.split())


def test_no_program_is_asked_for_in_its_own_words(run: Run) -> None:
    found = run("backprop")
    assert found.code == 2
    assert "z = w*x + b" in found.err


def test_a_file_that_is_no_text_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"z = \xff")
    found = run("backprop", "bytes")
    assert found.code == 2
    assert "not text" in found.err
