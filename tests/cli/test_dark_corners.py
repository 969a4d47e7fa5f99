"""Every command where the system gives it little: no streams, no reader, no room, no home, no folder, no letters but ASCII, few columns."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
import typer
from rich.cells import cell_len
from typer.main import get_command

import pdtutor
from pdtutor.cli import interruptions
from pdtutor.cli.app import app
from pdtutor.errors import FileError
from pdtutor.practice.memory.transfer import exported
from pdtutor.practice.quiz.log import History
from tests.cli.forked import CLOSED, CURRENT_FOLDER_IS_GONE, FULL, GONE, Corner, Ended, Forks

if not hasattr(os, "fork"):
    pytest.skip("This system forks no processes.", allow_module_level=True)

LESSON = """\
format: 1
id: small
title: A small lesson
steps:
- {id: intro, type: text, text: Read this first.}
- {id: first, type: derivative, function: x^2 y, wrt: x}
- {id: watch, type: worked, command: 'partial "x^3" --wrt x'}
- {id: second, type: expression, prompt: What is twice x?, answer: 2x}
"""
FILES = {
    "small.yaml": LESSON,
    "lines.txt": "2x\n3\n",
    "answers.yaml": '{answers: {first: "2xy", second: "2x"}}',
    "class.csv": "student,first,second\nann,2xy,2x\nbob,x^2,x\n",
    "records.json": exported(History()),
}


class Example(NamedTuple):
    """A command line, the exit code that it has anywhere, and what it keeps to a width whatever it is."""

    arguments: tuple[str, ...]
    code: int = 0
    is_set: bool = True


EXAMPLES = {
    "partial": Example(("partial", "x^2 y + sin(x y)")),
    "gradient": Example(("gradient", "x^2 y", "--at", "x=1,y=2")),
    "jacobian": Example(("jacobian", "[x^2 y, 5x + sin y]")),
    "hessian": Example(("hessian", "x^2 y")),
    "directional": Example(("directional", "x^2 y", "--along", "3,4")),
    "total": Example(("total", "x^2 + y", "--wrt", "x", "--given", "y = x^2")),
    "subgradient": Example(("subgradient", "|x|", "--at", "x=0")),
    "limit": Example(("limit", "x^2", "--wrt", "x")),
    "backprop": Example(("backprop", "z = w*x + b", "L = (z-y)^2", "--at", "w=1,x=2,b=3,y=4")),
    "descent": Example(("descent", "w^2 + b^2", "--from", "w=1,b=0", "--steps", "5")),
    "sensitivity": Example(("sensitivity", "x^2 y", "--at", "x=1,y=2")),
    "scale": Example(("scale", "--params", "10,100")),
    "surface": Example(("surface", "w^2 + b^2")),
    "check": Example(("check", "x^2 + 3xy", "--wrt", "x", "--answer", "2x+3y")),
    "quiz": Example(("quiz", "--seed", "1", "--count", "2", "--answers", "lines.txt"), 1),
    "progress": Example(("progress",)),
    "progress export": Example(("progress", "export", "out.json")),
    "progress import": Example(("progress", "import", "records.json")),
    "progress forget": Example(("progress", "forget", "--yes")),
    "lesson list": Example(("lesson", "list")),
    "lesson show": Example(("lesson", "show", "small.yaml")),
    "lesson run": Example(("lesson", "run", "small.yaml", "--answers", "answers.yaml")),
    "lesson check": Example(("lesson", "check", "small.yaml"), is_set=False),  # editors read its lines
    "lesson new": Example(("lesson", "new", "fresh"), is_set=False),  # commands to copy
    "lesson schema": Example(("lesson", "schema"), is_set=False),
    "grade": Example(("grade", "small.yaml", "class.csv", "--out", "out.csv")),
    "rules": Example(("rules", "chain")),
    "where": Example(("where",), is_set=False),  # paths
}
OTHERS = {
    "help": Example(("--help",)),
    "version": Example(("--version",)),
    "a conversation": Example(("quiz", "--seed", "1", "--count", "1")),
    "an error": Example(("partial", "x + Sin(x)"), 2),
    "records on standard output": Example(("progress", "export", "-"), is_set=False),
}
KEEPING = {"progress import"}  # what cannot go without memory
NAMING_FILES = {"quiz", "progress export", "progress import", "lesson show", "lesson run", "lesson check", "lesson new", "grade"}


def declared() -> Iterator[str]:
    """Every command of the program, a group's after its name."""
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", {})
        if not inner or command.invoke_without_command:
            yield name
        yield from (f"{name} {each}" for each in inner)


def test_every_command_has_an_example() -> None:
    assert EXAMPLES.keys() == set(declared())


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks() as forks:
        yield forks


Go = Callable[..., Ended]


@pytest.fixture
def go(forks: Forks, tmp_path: Path) -> Go:
    """Run a command line in a corner, in a folder of its own that anybody may write in, and look for what it must never leave."""
    count = itertools.count()
    tmp_path.chmod(0o777)
    for above in list(tmp_path.parents)[:3]:
        if above.stat().st_uid == os.geteuid() and above != above.parent:
            above.chmod(above.stat().st_mode | 0o011)

    def go(arguments: tuple[str, ...], corner: Corner) -> Ended:
        folder = tmp_path / str(next(count))
        for each in (folder, folder / "home"):
            each.mkdir()
            each.chmod(0o777)
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        ended = forks.run(arguments, folder, corner)
        said = ended.out + ended.err
        assert not [word for word in ("Traceback", "Exception ignored", "defect of the program", "Errno") if word in said], said
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
        return ended

    return go


# --- corners in which a command does all the same what it does anywhere ------------------------------------------------------------------

HARMLESS = {
    "no standard input": Corner(stdin=CLOSED),
    "no standard output": Corner(stdout=CLOSED),
    "no standard error": Corner(stderr=CLOSED),
    "no streams at all": Corner(stdin=CLOSED, stdout=CLOSED, stderr=CLOSED),
    "a reader who has left": Corner(stdout=GONE),
    "nobody who reads anything": Corner(stdout=GONE, stderr=GONE),
    "a home that is not there": Corner(variables={"HOME": "/nonexistent"}),
    "letters of ASCII alone": Corner(encoding="ascii", variables={"LANG": "C", "LC_ALL": "C", "TERM": None}),
    "letters of Latin-1 alone": Corner(encoding="latin-1", variables={"LC_ALL": "en_US.ISO-8859-1"}),
    "a dumb terminal": Corner(variables={"TERM": "dumb"}),
    "colour that is forced": Corner(variables={"FORCE_COLOR": "1"}),
    "colour that is forced and refused": Corner(variables={"FORCE_COLOR": "1", "NO_COLOR": "1"}),
    "columns that are none": Corner(variables={"COLUMNS": "wide"}),
    "0 columns": Corner(variables={"COLUMNS": "0"}),
    "1 column": Corner(variables={"COLUMNS": "1"}),
    "no variables": Corner(variables={"HOME": None, "PATH": None, "LANG": None}),
}
OFTEN = ("no streams at all", "a reader who has left", "letters of ASCII alone", "1 column")
NEEDING_INPUT = {("a conversation", "no standard input"), ("a conversation", "no streams at all")}


@pytest.mark.parametrize("place", [pytest.param(place, marks=() if place in OFTEN else pytest.mark.long) for place in HARMLESS])
def test_a_command_does_there_what_it_does_anywhere(go: Go, place: str) -> None:
    found = {name: go(example.arguments, HARMLESS[place]) for name, example in (EXAMPLES | OTHERS).items()}
    expected = {name: 2 if (name, place) in NEEDING_INPUT else example.code for name, example in (EXAMPLES | OTHERS).items()}
    assert {name: ended.code for name, ended in found.items()} == expected
    if HARMLESS[place].stdout == GONE:
        assert {name: ended.err for name, ended in found.items() if ended.err} in ({}, {"an error": found["an error"].err})
    if HARMLESS[place].encoding == "ascii":
        assert all((ended.out + ended.err).isascii() for ended in found.values())


# --- corners that are refused in words ---------------------------------------------------------------------------------------------------


def test_on_a_full_disk_the_output_is_an_error_in_words(go: Go) -> None:
    if not Path(FULL).exists():
        pytest.skip("This system has no device that is full.")
    silent = {"an error"}  # says nothing on standard output
    for name, example in (EXAMPLES | OTHERS).items():
        ended = go(example.arguments, Corner(stdout=FULL))
        assert ended.code == 2, name
        assert ("The output cannot be written: No space left on device." in ended.err) is (name not in silent), name


@pytest.mark.parametrize("largest", [0, *(pytest.param(bytes, marks=pytest.mark.long) for bytes in (10, 100))])
@pytest.mark.parametrize(
    "arguments",
    [
        ("partial", "x^2", "--save", "new.svg"),
        ("rules", "--save", "new.md"),
        ("lesson", "show", "small.yaml", "--save", "new.html"),
        ("lesson", "schema", "--save", "new.json"),
        ("lesson", "run", "small.yaml", "--answers", "answers.yaml", "--report", "new.xml"),
        ("lesson", "new", "new"),
        ("grade", "small.yaml", "class.csv", "--out", "new.csv"),
    ],
)
def test_a_file_that_does_not_fit_is_not_there(forks: Forks, tmp_path: Path, arguments: tuple[str, ...], largest: int) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ended = forks.run(arguments, tmp_path, Corner(stdout=os.devnull, stderr=os.devnull, largest=largest))
    assert ended.code == 2
    assert {path.name for path in tmp_path.iterdir()} == FILES.keys()


def test_where_nothing_can_be_kept_a_quiz_says_so_and_goes_on(go: Go) -> None:
    for corner in (Corner(variables={"PDTUTOR_HOME": "small.yaml"}), Corner(variables={"XDG_DATA_HOME": "/dev/null"})):
        ended = go(EXAMPLES["quiz"].arguments, corner)
        assert ended.code == 1
        assert "Nothing can be kept in" in ended.out
        assert "PDTUTOR_HOME" in ended.out


STRANGERS = {
    "a home that is read-only": {"HOME": "/"},
    "no home and no name": {"HOME": None},
    "folders that are files": {"XDG_DATA_HOME": "/etc/passwd", "XDG_CONFIG_HOME": "/etc/passwd", "XDG_STATE_HOME": "/etc/passwd"},
}


def is_readable_to_strangers() -> bool:
    """Whether somebody else may read the program and the packages that it loads on its way."""
    folders = (Path(pdtutor.__file__).resolve().parent, Path(typer.__file__).resolve().parent)
    return all(place.stat().st_mode & 0o005 == 0o005 for folder in folders for place in (folder, *folder.parents))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.skipif(not is_readable_to_strangers(), reason="nobody else may read the program where it is")
@pytest.mark.parametrize(
    "home", ["no home and no name", *(pytest.param(home, marks=pytest.mark.long) for home in [*STRANGERS][:1] + [*STRANGERS][2:])]
)
def test_a_stranger_who_can_keep_nothing_can_do_the_rest(go: Go, home: str) -> None:
    """Root may write anywhere, so this is somebody without a name; `--version` looks into files that a stranger may not read everywhere."""
    examples = {
        name: example for name, example in (EXAMPLES | OTHERS).items() if name not in ("version", "lesson list", "lesson check", "grade")
    }
    for name, example in examples.items():
        ended = go(example.arguments, Corner(user=12_345, variables=STRANGERS[home]))
        assert ended.code == (2 if name in KEEPING else example.code), (name, ended.err)


def test_in_a_folder_that_is_gone_whatever_names_no_file_works(go: Go) -> None:
    for name, example in (EXAMPLES | OTHERS).items():
        ended = go(example.arguments, Corner(folder=CURRENT_FOLDER_IS_GONE))
        assert ended.code == (2 if name in NAMING_FILES else example.code), name
    for arguments in (("partial", "x", "--save", "x.svg"), ("where",), ("lesson", "list")):
        ended = go(arguments, Corner(folder=CURRENT_FOLDER_IS_GONE, variables={"PDTUTOR_HOME": "here", "PDTUTOR_LESSONS": ".:here"}))
        assert ended.code == (2 if "--save" in arguments else 0)


# --- few columns ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [20, *(pytest.param(width, marks=pytest.mark.long) for width in (24, 30, 40, 60, 100))])
def test_no_line_is_wider_than_the_terminal(go: Go, width: int) -> None:
    examples = {name: example for name, example in (EXAMPLES | OTHERS).items() if example.is_set}
    wide = {}
    for name, example in examples.items():
        ended = go(example.arguments, Corner(variables={"COLUMNS": str(width)}))
        wide[name] = [line for line in (ended.out + ended.err).splitlines() if cell_len(line) > width]
    assert {name: lines for name, lines in wide.items() if lines} == {}


# --- files that are none ------------------------------------------------------------------------------------------------------------------

READING = [
    ("backprop", "{}"),
    ("descent", "w^2", "--from", "w=1", "--data", "{}"),
    ("progress", "import", "{}"),
    ("lesson", "show", "{}"),
    ("lesson", "check", "{}"),
    ("lesson", "run", "{}", "--answers", "answers.yaml"),
    ("lesson", "run", "small.yaml", "--answers", "{}"),
    ("quiz", "--answers", "{}"),
    ("grade", "small.yaml", "{}", "--out", "out.csv"),
    ("grade", "{}", "class.csv", "--out", "out.csv"),
]
ENDINGS = {"partial": ".svg", "lesson": ".json", "progress": ".json", "grade": ".csv"}
WRITING = [
    ("partial", "x", "--save", "{}"),
    ("lesson", "show", "small.yaml", "--save", "{}"),
    ("lesson", "schema", "--save", "{}"),
    ("lesson", "run", "small.yaml", "--answers", "answers.yaml", "--report", "{}"),
    ("progress", "export", "{}"),
    ("grade", "small.yaml", "class.csv", "--out", "{}"),
    ("grade", "small.yaml", "class.csv", "--out", "out.csv", "--report", "{}"),
]


@pytest.fixture
def odd(tmp_path: Path) -> dict[str, Path]:
    """Files that are no files, by what they are."""
    places = {name: tmp_path / f"{name}.yaml" for name in ("pipe", "link", "binary", "folder")}
    os.mkfifo(places["pipe"])
    places["link"].symlink_to(places["link"])
    places["binary"].write_bytes(bytes(range(256)) * 100)
    places["folder"].mkdir()
    return {**places, "device": Path("/dev/zero"), "long": tmp_path / ("n" * 300 + ".yaml"), "missing": tmp_path / "no" / "file.yaml"}


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_is_no_file_is_refused_in_words(go: Go, odd: dict[str, Path], arguments: tuple[str, ...]) -> None:
    for kind, place in odd.items():
        ended = go(tuple(word.format(place) for word in arguments), Corner())
        is_unsound = kind == "binary" and "lesson" in arguments[0] + arguments[1] and arguments[-1] != "{}"
        is_empty_class = kind == "folder" and arguments[:1] + arguments[2:3] == ("grade", "{}")
        assert ended.code in ((0,) if is_empty_class else (1, 2) if is_unsound or kind == "binary" else (2,)), (kind, ended)
        assert is_empty_class or ended.err + ended.out


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_where_no_file_can_be_nothing_is_written(go: Go, odd: dict[str, Path], arguments: tuple[str, ...]) -> None:
    ending = ".html" if arguments[0] == "grade" and arguments[-2] == "--report" else ENDINGS[arguments[0]]
    for kind in ("pipe", "folder", "long", "missing"):
        place = odd[kind].with_suffix(ending)
        if odd[kind].parent.exists() and kind != "long":
            odd[kind].rename(place)
        ended = go(tuple(word.format(place) for word in arguments), Corner())
        assert ended.code == 2, (kind, ended)
        assert "cannot be" in ended.err
    (circle := odd["link"].with_suffix(ending)).symlink_to(circle)
    assert "it is not a file" in go(tuple(word.format(circle) for word in arguments), Corner()).err


def test_a_name_may_be_as_long_as_names_can_be(go: Go) -> None:
    assert go(("partial", "x^2", "--save", "n" * 251 + ".svg"), Corner()).code == 0


# --- every script -------------------------------------------------------------------------------------------------------------------------

SCRIPTS = ["متغير", "שם", "क्षेत्र", "变量", "👩‍👩‍👧", "e\u0301t", "ｘ", "вес", "น้ำ", "값", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]


@pytest.mark.parametrize("name", SCRIPTS[:4] + [pytest.param(name, marks=pytest.mark.long) for name in SCRIPTS[4:]])
def test_a_name_in_any_script_leaves_frames_straight_and_carets_in_place(forks: Forks, go: Go, tmp_path: Path, name: str) -> None:
    corner = Corner(variables={"COLUMNS": "40", "PDTUTOR_LESSONS": str(tmp_path)})
    (tmp_path / f"{name}.yaml").write_text(LESSON.replace("A small", f"A {name}").replace("Read this", name), encoding="utf-8")
    (tmp_path / "class.csv").write_text(f"student,first,second\n{name},2xy,2x\nbob,{name},x\n", encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(FILES["answers.yaml"], encoding="utf-8")
    for arguments in (
        ("lesson", "show", f"{name}.yaml"),
        ("lesson", "list"),
        ("lesson", "run", f"{name}.yaml", "--answers", "answers.yaml"),
        ("grade", f"{name}.yaml", "class.csv", "--out", f"{name}.csv", "--report", f"{name}.html"),
        ("partial", "x^2", "--save", f"{name}.svg"),
    ):
        ended = forks.run(arguments, tmp_path, corner)
        assert ended.code in (0, 1)
        assert "Traceback" not in ended.err
        framed = {cell_len(line) for line in ended.out.splitlines() if line.startswith(("│", "╭", "╰"))}
        assert len(framed) <= 1, (arguments, ended.out)
    refused = go(("partial", f"x({name}, Sin(x))", "--vars", "x"), corner)
    assert refused.code == 2
    lines = refused.err.splitlines()
    place = next(number for number, line in enumerate(lines) if line.strip() == "^")
    pointed_at = itertools.accumulate(map(cell_len, lines[place - 1]), initial=0)
    assert len(lines[place]) - 1 in pointed_at  # at the beginning of a character, however wide those before it are


# --- interruptions ------------------------------------------------------------------------------------------------------------------------

INTERRUPTED_AT = """
import os, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), 2)

sys.meta_path.insert(0, Interrupting())
from pdtutor.__main__ import main
sys.argv = ["pdtutor", "partial", "x^2"]
main()
"""


@pytest.mark.parametrize(
    "module", ["pdtutor.cli.interruptions", "pdtutor.cli.app", "typer", "sympy", "sympy.polys", "pdtutor.requests.partial"]
)
def test_an_interruption_while_the_program_loads_ends_it_without_a_word(module: str) -> None:
    ended = subprocess.run([sys.executable, "-c", INTERRUPTED_AT.format(module=module)], capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_an_interruption_that_a_finalizer_has_swallowed_comes_again() -> None:
    with pytest.raises(KeyboardInterrupt):
        wait_for_interruption()


def wait_for_interruption() -> None:
    import time

    interruptions._again(SimpleNamespace(exc_type=KeyboardInterrupt))
    time.sleep(60)


def test_what_the_system_refuses_is_no_defect(tmp_path: Path) -> None:
    from pdtutor.cli.failures import _translated

    try:
        (tmp_path / "nowhere" / "file").read_text()
    except OSError as error:
        found = _translated(error, [], None)  # type: ignore[arg-type]
    assert isinstance(found, FileError)
    assert found.message.endswith("file cannot be used: no such file or directory.")
