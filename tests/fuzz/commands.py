"""Whole command lines attacked, in this process: an exit code that is promised, words that are printable, JSON that is JSON, in time.

Belongs here: the target, and the same in processes of their own (`processes`). Does not: the lines (`command_lines`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from random import Random
from typing import NamedTuple

from pdtutor.cli import app as program
from pdtutor.cli.environment import Environment
from tests.fuzz import command_lines, facts, lesson_files
from tests.fuzz.audit import AUDIT
from tests.fuzz.clock import undisturbed
from tests.fuzz.command_lines import CommandLine
from tests.fuzz.facts import holds
from tests.fuzz.shrinking import texts, without_parts
from tests.fuzz.target import Target

CODES = (0, 1, 2, 3, 130)
DEFAULT_BUDGET = 10.0  # of a command of mathematics
UNBUDGETED = ("lesson", "quiz", "grade", "progress", "rules", "where")  # no option says how long these may take
LATE = 1.0  # seconds that a command may take beyond its budget
SHOWN = (".txt", ".svg", ".html", ".htm", ".md", ".tex", ".json", ".jsonl", ".csv", ".xml", ".mmd", ".dot", ".py")
WITHOUT_ENVELOPE = (("lesson", "schema"), ("progress", "export"))  # a schema; the records themselves


class Ended(NamedTuple):
    """What a command line left behind."""

    code: int
    out: str
    err: str
    seconds: float


def made(rng: Random) -> CommandLine:
    """A line of the program's own commands."""
    return command_lines.line(rng, program.app)


def tried(line: CommandLine) -> str:
    """Run in this process; the command and the exit code."""
    with Surroundings(line) as folder:
        environment = Environment(
            stdin=None
            if line.typed is None
            else TextIOWrapper(BytesIO(line.typed.encode("utf-8", "surrogatepass")), "utf-8-sig", "strict"),
            stdout=StringIO(),
            stderr=StringIO(),
            variables={"COLUMNS": "80", "PDTUTOR_HOME": "home", **line.variables},
            folder=folder,
            clock=lambda: 1_700_000_000.0,
            reports=folder / "reports",
        )
        started = undisturbed()
        with AUDIT.watching(folder.parent, server=any(word.startswith("--scheduler") for word in line.arguments)):
            code = int(program.run(line.arguments, environment))
        seconds = undisturbed() - started
        ended = Ended(code, environment.stdout.getvalue(), environment.stderr.getvalue(), seconds)  # type: ignore[attr-defined]
        found = tuple(AUDIT.found)
        holds(not found, f"{found} {_report(folder)}")
        is_as_promised(line, ended, folder)
    return f"{command_of(line)} {code}"


class Surroundings:
    """A folder with a line's files, which is the working folder for as long as it is there, and home."""

    def __init__(self, line: CommandLine) -> None:
        self.line, self.before = line, Path.cwd()

    def __enter__(self) -> Path:
        self.above = Path(tempfile.mkdtemp(prefix="pdtutor-fuzz-"))
        folder = self.above / "work"
        for name, content in self.line.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        folder.mkdir(exist_ok=True)
        os.environ["HOME"] = tempfile.tempdir = str(
            self.above
        )  # completions are installed in the one, a damaged memory copied into the other
        os.chdir(folder)
        return folder

    def __exit__(self, *_: object) -> None:
        os.chdir(self.before)
        tempfile.tempdir = None
        shutil.rmtree(self.above, ignore_errors=True)


def command_of(line: CommandLine) -> str:
    """The command that a line is of, in its own words."""
    words = line.arguments[:2]
    group = words[:1] if words[:1] and words[0] in program.COMMANDS else ()
    inner = words[1:2] if group and group[0] in program.GROUPS and words[1:2] and words[1] in program.GROUPS[group[0]] else ()
    return " ".join((*group, *inner)) or "none"


def is_as_promised(line: CommandLine, ended: Ended, folder: Path) -> None:
    holds(ended.code in CODES, f"exit code {ended.code}: {_report(folder)}")
    holds(not (folder / "reports").exists(), f"a defect is reported: {_report(folder)}")
    is_styled = "FORCE_COLOR" in line.variables
    for text, what in ((ended.out, "standard output"), (ended.err, "standard error")):
        holds("Traceback" not in text or "Traceback" in repr(line), f"{what} has a traceback")
        facts.nothing_steers(text, what, is_styled)
    if line.is_json:
        _is_one_object(line, ended)
    if ended.code == 2:
        holds(ended.err.strip() or ended.out.strip(), "nothing is said")
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix.casefold() in SHOWN and file.relative_to(folder).as_posix() not in line.files:
            facts.nothing_steers(
                file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n"), f"the file {file.suffix}"
            )
    _is_in_time(line, ended)


def _report(folder: Path) -> str:
    reports = sorted((folder / "reports").glob("*")) if (folder / "reports").exists() else []
    return reports[0].read_text(encoding="utf-8")[-900:] if reports else "no report"


def _is_one_object(line: CommandLine, ended: Ended) -> None:
    if line.arguments[:2] in WITHOUT_ENVELOPE and ended.code == 0:
        return
    document = facts.envelope(ended.out)
    if "result" not in document:
        holds(ended.code != 0, "exit code 0 without a result")
    if ended.code == 3 and "error" in document:
        holds(document["error"]["code"] == "budget", f"exit code 3 for {document['error']['code']}")


def _is_in_time(line: CommandLine, ended: Ended) -> None:
    budget = line.budget if line.budget is not None else DEFAULT_BUDGET
    if command_of(line).split(" ")[0] in UNBUDGETED or not 0 < budget < float("inf"):
        return
    if ended.seconds > budget + LATE:
        raise facts.LateError(f"it took {ended.seconds:.2f} s with a budget of {budget:g} ({command_of(line)})")


def smaller(line: CommandLine) -> Iterator[CommandLine]:
    """The line with fewer words, files that stand empty, shorter words."""
    from dataclasses import replace

    for words in without_parts(line.arguments):
        yield replace(line, arguments=words)
    if line.variables:
        yield replace(line, variables={})
    for name in line.files:
        yield replace(line, files={other: content for other, content in line.files.items() if other != name})
    for place, word in enumerate(line.arguments):
        for text in texts(word):
            yield replace(line, arguments=(*line.arguments[:place], text, *line.arguments[place + 1 :]))


def prepare() -> None:
    """Run a good many lines, so that what is loaded late is loaded; nothing is said of them here."""
    rng = Random(1)
    sound = {
        "lesson.yaml": lesson_files.corpus()[0].encode(),
        "class.csv": b"student,inside-and-out\nAda,x\n",
        "answers.yaml": b"answers: {inside-and-out: x}\n",
    }
    common = [["--format", format] for format in ("rich", "plain", "json", "latex", "markdown", "python")]
    words = [["partial", "x^2 y + sin(x y)", *format] for format in common]
    words += [
        ["gradient", "x y", "--save", "x.svg"],
        ["jacobian", "[x y, x]"],
        ["hessian", "x^2 y", "--at", "x=1,y=2"],
        ["directional", "x y", "--along", "1,2", "--at", "x=1,y=1"],
    ]
    words += [
        ["total", "x y", "--wrt", "x", "--given", "y=x^2"],
        ["subgradient", "|x|", "--at", "x=0"],
        ["limit", "x^2", "--wrt", "x"],
        ["surface", "x^2 y", "--save", "x.png"],
    ]
    words += [
        ["backprop", "z = w*x", "L = z^2", "--at", "w=1,x=2", "--save", "x.svg"],
        ["descent", "x^2", "--from", "x=1"],
        ["sensitivity", "x y", "--at", "x=1,y=2"],
        ["scale", "--params", "10"],
    ]
    words += [
        ["check", "x^2", "--wrt", "x", "--answer", "x"],
        ["quiz", "--answers", "-", "--count", "2", "--seed", "1"],
        ["progress"],
        ["progress", "export", "-"],
        ["rules"],
        ["where"],
    ]
    words += [
        ["lesson", "list"],
        ["lesson", "show", "lesson.yaml", "--answers"],
        ["lesson", "schema"],
        ["lesson", "check", "lesson.yaml"],
        ["lesson", "new", "b"],
        ["--help"],
        ["partial", "--help"],
    ]
    words += [
        ["lesson", "run", "lesson.yaml", "--answers", "answers.yaml"],
        ["grade", "lesson.yaml", "class.csv", "--out", "out.csv", "--report", "r.html"],
    ]
    with AUDIT.learning():
        for typed in words:
            _quietly(CommandLine(tuple(typed), sound, "2x\n"))
    for _ in range(40):
        _quietly(made(rng))


def _quietly(line: CommandLine) -> None:
    try:
        tried(line)
    except facts.BrokenError:
        return


TARGET = Target("commands", made, tried, smaller, prepare, seconds=60.0, patience=300.0, renewed=200)
