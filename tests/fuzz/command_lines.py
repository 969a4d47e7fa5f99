"""Whole command lines, drawn from what the program itself declares, so that a new command or option is covered by being there.

Belongs here: the walk through the declared commands, good and hostile values for each kind of option. Does not: running a line
(`commands`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

import typer
from typer.main import get_command

from tests.fuzz import hostile, imports, lesson_files, texts

Files = Mapping[str, bytes]
SMALL = ("01-slopes-on-a-hill", "slopes-on-a-hill", "a-lesson", "power-rule", "gradient", "x")
GOOD_LINE, GOOD_VALUE = 0.6, 0.95  # how many lines try to be good, and how many values of such a line


@dataclass(frozen=True)
class CommandLine:
    """What is typed, and what it finds around it.

    files      in the folder where it runs
    typed      standard input, None where it is closed
    variables  of the environment
    """

    arguments: tuple[str, ...]
    files: Files = field(default_factory=dict)
    typed: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def budget(self) -> float | None:
        """The seconds that the line allows; None where it says nothing that is a number."""
        places = [place for place, word in enumerate(self.arguments[:-1]) if word == "--budget"]
        try:
            return float(self.arguments[places[-1] + 1]) if places else None
        except ValueError:
            return None

    @property
    def is_json(self) -> bool:
        """Whether it asks for JSON, and not for help, a version or a completion instead."""
        asks = "--format=json" in self.arguments or ("--format", "json") in zip(self.arguments, self.arguments[1:], strict=False)
        return asks and not {"--help", "--version", "--show-completion", "--install-completion"} & set(self.arguments)


@dataclass(frozen=True)
class Declared:
    """A command with its path and what it takes."""

    path: tuple[str, ...]
    parameters: tuple[Any, ...]


@cache
def declared(app: typer.Typer) -> tuple[Declared, ...]:
    """Every command of a program, groups that do something by themselves and the program among them."""
    return tuple(_walked(get_command(app), ()))


def _walked(command: Any, path: tuple[str, ...]) -> Iterator[Declared]:
    yield Declared(path, tuple(command.params))
    for name, inner in getattr(command, "commands", {}).items():
        yield from _walked(inner, (*path, name))


def line(rng: Random, app: typer.Typer) -> CommandLine:
    """One command line with its surroundings."""
    command = rng.choice(declared(app))
    files = surroundings(rng)
    drawing = _Drawing(rng, tuple(files), rng.random() < GOOD_LINE)
    words = _shuffled(rng, command, drawing)
    if not drawing.is_good and rng.random() < 0.3:
        words = _mangled(rng, words)
    typed = None if rng.random() < 0.2 else rng.choice(STANDARD_INPUT)(rng)
    return CommandLine(tuple(map(as_passed, words)), files, typed, rng.choice(VARIABLES))


def as_passed(word: str) -> str:
    """The word as a process gets it: no NUL, and bytes that are no text as Python marks them."""
    return word.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape").replace("\0", "")


def _shuffled(rng: Random, command: Declared, drawing: _Drawing) -> list[str]:
    """The command with some of its options in any order, its arguments among them."""
    parts = [part for parameter in command.parameters if (part := drawing.part(parameter))]
    arguments = [part for part in parts if not part[0].startswith("--")]
    options = [part for part in parts if part[0].startswith("--")]
    rng.shuffle(options)
    place = rng.randint(0, len(options))
    ordered = [*options[:place], *arguments, *options[place:]]
    return [*command.path, *(word for part in ordered for word in part)]


def _mangled(rng: Random, words: list[str]) -> list[str]:
    """A word lost, doubled, moved, put in, cut."""
    for _ in range(rng.randint(1, 2)):
        place = rng.randrange(len(words) + 1)
        put = rng.choice(
            (
                [],
                ["--"],
                ["-"],
                [rng.choice(hostile.ATTACKS)],
                words[place : place + 1] * 2,
                ["--help"],
                ["--nope"],
                ["--wrt"],
                [""],
                ["-x^2"],
                ["--format"],
            )
        )
        words = words[:place] + put + words[place + 1 :]
    return words


# --- values ---------------------------------------------------------------------------------------------------------------------------


class _Drawing:
    """Values for the options of one line."""

    def __init__(self, rng: Random, files: tuple[str, ...], is_good: bool) -> None:
        self.rng, self.files, self.is_good = rng, files, is_good

    def part(self, parameter: Any) -> list[str]:
        """The words of a parameter, or none where it is left out."""
        if parameter.name in ("install_completion", "show_completion", "version", "help"):
            return [parameter.opts[0]] if self.rng.random() < 0.3 else []
        if parameter.param_type_name == "argument":
            return self._argument(parameter)
        if parameter.name == "budget":
            return ["--budget", self.rng.choice(BUDGETS if self.is_good else (*SHORT_BUDGETS, *ODD_NUMBERS))]
        likely = (
            1.0
            if parameter.required
            else 0.5
            if parameter.name in ("format", "answer", "along", "from_", "yes", "answers", "given")
            else 0.12
            if self.is_good
            else 0.2
        )
        if self.rng.random() > likely:
            return []
        name = parameter.opts[0]
        if getattr(parameter, "is_flag", False):
            return [name]
        value = self.value(parameter)
        return [f"{name}={value}"] if self.rng.random() < 0.1 else [name, value]

    def _argument(self, parameter: Any) -> list[str]:
        """The values of an argument, a - that would be read as an option among them."""
        count = 1 if parameter.nargs == 1 or self.rng.random() < 0.8 else self.rng.choice((0, 2, 3) if self.rng.random() < 0.1 else (2, 3))
        words = [self.value(parameter) for _ in range(count)]
        return [word if not word.startswith("--") or self.rng.random() < 0.2 else f" {word}" for word in words]

    def value(self, parameter: Any) -> str:
        """A value, good or hostile, by the declared type, or else by what the parameter is called."""
        if self.rng.random() > (GOOD_VALUE if self.is_good else 0.4):
            return self._hostile(parameter)
        choices = getattr(parameter.type, "choices", None)
        if choices:
            return str(self.rng.choice(list(choices)))
        kind = type(parameter.type).__name__
        if "Int" in kind or "Float" in kind:
            numbers = SMALL_COUNTS if parameter.name in ("count", "workers", "steps", "batch", "level", "minutes") else NUMBERS
            return self.rng.choice(
                numbers if "Float" in kind else [number for number in numbers if "." not in number and "e" not in number]
            )
        if is_file(parameter):
            return self._file(parameter)
        return GOOD.get(parameter.name, texts.short)(self.rng)

    def _hostile(self, parameter: Any) -> str:
        kind = type(parameter.type).__name__
        if is_file(parameter):
            return harmless_path(self.rng.choice((texts.short(self.rng), self.rng.choice(hostile.ATTACKS), self.rng.choice(PATHS))))
        if "Int" in kind or "Float" in kind:
            return self.rng.choice(ODD_NUMBERS)
        if parameter.name == "scheduler":
            return self.rng.choice(("x", "tcp://", "tcp://127.0.0.1:1", "", "inproc://x", "nope://x", "tcp://127.0.0.1:99999"))
        return texts.text(self.rng) if self.rng.random() < 0.2 else texts.short(self.rng)

    def _file(self, parameter: Any) -> str:
        name, metavar = parameter.name, parameter.metavar or ""
        if name in ("save", "out", "report"):
            ending = metavar[4:] if metavar.startswith("FILE.") else self.rng.choice(ENDINGS)
            return f"{self.rng.choice(('made', 'a b', 'θ', 'x.y', 'lesson'))}{ending}"
        if name == "file":
            return self.rng.choice(("export.json", "out.json", "-", "export.json"))
        if name in ("lesson", "files"):
            return self.rng.choice(("lesson.yaml", "lesson.yaml", "sound.yaml", "sound.yaml", "sound.yaml", *SMALL))
        wanted = {
            "submissions": ("class.csv", "class.jsonl", "class.csv", "folder"),
            "answers": ("answers.yaml", "lines.txt", "-"),
            "data": ("data.csv",),
        }
        return self.rng.choice(wanted.get(name, self.files))


def is_file(parameter: Any) -> bool:
    """Whether a parameter names a file: by its type, or by what stands in its help."""
    return "Path" in type(parameter.type).__name__ or "FILE" in (parameter.metavar or "")


def harmless_path(path: str) -> str:
    """A path that leads nowhere outside the folder in which a line runs, whatever it is read as."""
    return path.replace("..", "․․").lstrip("/~\\") or "."


def _names(*names: str) -> Callable[[Random], str]:
    return lambda rng: rng.choice(names)


def _expression(rng: Random) -> str:
    return rng.choice(
        (
            texts.simple,
            texts.simple,
            texts.simple,
            lambda rng: texts.expression(rng, 2),
            lambda rng: rng.choice(texts.CORPUS),
            lambda _: "-",
            _line,
        )
    )(rng)


def _line(rng: Random) -> str:
    return rng.choice(
        ("z = w*x + b", "a = sigmoid(z)", "L = (a - y)^2", f"y = {texts.simple(rng)}", "x^2 + y^2 = 1", "program.txt", "[x y, x + y]")
    )


GOOD: dict[str, Callable[[Random], str]] = {
    "words": _expression,
    "wrt": _names("x", "y", "x,y", "w", "z", "x, y, z", "w[1]", "w,b"),
    "order": _names("x,y", "y,x", "x,x", "x", "x,y,z"),
    "at": _names("x=1", "x=1,y=pi/2", "x=0, y=0", "x=1/2, y=2, z=3, w=1, b=0", "y=-1", "w=1, x=2, b=0, y=1"),
    "vars": _names("loss,rate", "xy", "wx"),
    "functions": _names("u,v", "u"),
    "assume": _names("x>0", "x>0, n integer", "y negative", "0<p<1", "x>0, y>0"),
    "along": _names("3,4", "1", "1,0", "x=3, y=4", "1,1,1"),
    "given": _names("y = x^2", "z = x y, y = 2x", "x = t^2", "y = sin x"),
    "depends": _names("y(x)", "y(x), z(x, y)", "x(t), y(t)"),
    "from_": _names("x=1", "x=1,y=2", "w=1,b=0", "x=1, y=1, z=1"),
    "method": _names("gd", "adam", "gd,adam", "momentum", "nesterov,adagrad,rmsprop"),
    "range": _names("x=-3:3", "x=-3:3,y=-1:1", "w=0:1"),
    "path": _names("x=1", "x=1,y=2", "w=1"),
    "params": _names("10,100,1000", "10", "100000"),
    "answer": lambda rng: rng.choice((texts.simple(rng), "2x", "[2x, 3y]", "0", "2*x*y + 1", "cos(x*y)*y", texts.expression(rng, 1))),
    "skill": _names("chain", "product", "power", "sum", "gradient", "kinks"),
    "name": _names("chain", "product", "sum", "Chain"),
    "id": _names("a-lesson", "b", "lesson", "x-1", "sound"),
    "title": _names("A title", "θ's", "It's: a {title}", "x" * 300),
    "scheduler": _names("tcp://127.0.0.1:1"),
}  # fmt: skip
BUDGETS = ("2", "2", "1", "0.5", "3", "1.5")
SHORT_BUDGETS = ("0.3", "0.1", "0.05", "0.001", "1", "2", "2", "2", "1", "1") * 3
NUMBERS = ("0.1", "1", "0", "2", "3", "7", "0.5", "10", "-1", "1e-3", "0.9", "0.999", "1e-8", "100")
SMALL_COUNTS = ("1", "2", "3", "5", "0.5", "1.5")
ODD_NUMBERS = (
    "0",
    "-1",
    "1e400",
    "nan",
    "inf",
    "-inf",
    "1e-320",
    "99999999999999999999999",
    "x",
    "",
    "1_000",
    "٣",
    "0x10",
    "½",
    "1,5",
    " 1",
    "--",
    "-0.0",
    "1e5",
    "2147483648",
)
PATHS = (
    "",
    ".",
    "/",
    "folder",
    "missing/made.svg",
    "made",
    "made.exe",
    ".svg",
    "made.svg/",
    "-",
    "folder/made.txt",
    "class.csv",
    "lesson.yaml",
    "nul\0.txt",
    "a" * 300 + ".txt",
    "~",
    "*.txt",
    "con.svg",
    "\n.txt",
)
ENDINGS = (".svg", ".html", ".txt", ".md", ".tex", ".json", ".py", ".mmd", ".dot", ".png", ".pdf", ".csv", ".xml", ".jsonl", ".HTML")
STANDARD_INPUT: tuple[Callable[[Random], str], ...] = (
    texts.text, texts.simple, lambda _: "", lambda rng: imports.answers(rng).decode("utf-8", "replace"),
    lambda _: "z = w*x + b\nL = (z - y)^2\n",
    lambda rng: "".join(f"{texts.short(rng)}\n" for _ in range(rng.randint(0, 6))), lambda _: "yes\n",
    lambda _: "2x\nhint\nskip\nreveal\n?\nquit\n",
)  # fmt: skip
VARIABLES: tuple[Mapping[str, str], ...] = (
    *({},) * 8, {"COLUMNS": "20"}, {"COLUMNS": "200"}, {"COLUMNS": "0"}, {"COLUMNS": "-3"}, {"COLUMNS": "x"}, {"NO_COLOR": "1"},
    {"FORCE_COLOR": "1"}, {"TERM": "dumb"},
    {"PDTUTOR_LESSONS": "."}, {"PDTUTOR_LESSONS": "missing:folder:lesson.yaml"}, {"PDTUTOR_HOME": "folder"},
    {"PDTUTOR_HOME": "lesson.yaml"}, {"COLUMNS": "1"},
)  # fmt: skip


# --- files ----------------------------------------------------------------------------------------------------------------------------


def surroundings(rng: Random) -> dict[str, bytes]:
    """The files of one run."""
    is_kind = rng.random() < 0.5
    lesson = lesson_files.sound(rng) if is_kind else lesson_files.content(rng)
    found = {
        "sound.yaml": lesson_files.sound(rng),
        "lesson.yaml": lesson,
        "export.json": imports.export(rng),
        "answers.yaml": imports.answers(rng),
        "class.csv": imports.table(rng),
        "class.jsonl": imports.lines(rng),
        "folder/one.yaml": imports.answers(rng),
        "data.csv": b"x,y\n1,2\n2,3\n" if is_kind else imports.table(rng),
        "program.txt": b"z = w*x + b\nL = (z - y)^2\n" if is_kind else texts.text(rng).encode("utf-8", "surrogatepass"),
        "lines.txt": b"2x\n3y\nskip\n" if is_kind else texts.short(rng).encode("utf-8", "surrogatepass"),
    }
    if rng.random() < 0.3:
        found["home/practice.db"] = rng.choice((b"", b"SQLite format 3\0" + b"x" * 200, b"nonsense", json.dumps([1]).encode()))
    return found
