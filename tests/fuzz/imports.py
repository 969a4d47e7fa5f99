"""What is imported, attacked: answer files, a class's submissions, progress, data, a quiz's answers.

Belongs here: the target and its generators. Does not: lesson files (`lesson_files`), one answer judged (`answers`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from pdtutor.classroom import answer_files, tables
from pdtutor.classroom.submissions import Submissions, Unreadable
from pdtutor.errors import TutorError
from pdtutor.notation.reading import Vocabulary
from pdtutor.practice import answer_file
from pdtutor.practice.memory import transfer
from pdtutor.practice.quiz import answers as quiz_answers
from pdtutor.practice.quiz.log import History
from pdtutor.requests import data
from tests.fuzz import hostile, lesson_files, texts
from tests.fuzz.audit import AUDIT
from tests.fuzz.facts import error_is_told, holds, nothing_steers
from tests.fuzz.shrinking import without_parts
from tests.fuzz.target import Target

EXERCISES = ("q1", "q2", "inside-and-out")
SCALARS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1,
    3,
    1e308,
    10**30,
    "",
    "x",
    "2x",
    "q1",
    "correct",
    "chain",
    "derivative",
    [],
    {},
    [[]],
    {"a": 1},
    "1",
    float("nan"),
    0.5,
)
STUDENTS = (
    "Ada",
    "李",
    "O'Brien",
    "=cmd|' /C calc'!A0",
    "a;b",
    '"',
    "é",
    "e\u0301",
    "",
    "student",
    "x" * 500,
    "@SUM(1)",
    "-2+3",
    "\t=1",
    "[red]x[/red]",
)


class File(NamedTuple):
    """A kind of file and its content."""

    kind: str
    content: bytes


# --- files ----------------------------------------------------------------------------------------------------------------------------


def answers(rng: Random) -> bytes:
    """An answer file, in YAML or JSON."""
    document: dict[str, Any] = {"answers": {rng.choice(EXERCISES): _answer(rng) for _ in range(rng.randint(0, 3))}}
    for key in rng.sample(("seed", "version", "lesson", "student", "sead", "answers"), rng.choice((0, 0, 1, 2))):
        document[key] = rng.choice(SCALARS)
    if rng.random() < 0.3:
        return changed(rng, _yaml(document).encode("utf-8", "surrogatepass"))
    return changed(rng, json.dumps(document, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass"))


def _yaml(document: dict[str, Any]) -> str:
    given = (
        "".join(f"  {name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in (document["answers"] or {}).items())
        if isinstance(document["answers"], dict)
        else ""
    )
    return "answers:\n" + given + "".join(f"{key}: {value}\n" for key, value in document.items() if key != "answers")


def _answer(rng: Random) -> Any:
    return rng.choice((texts.simple(rng), texts.short(rng), [texts.short(rng), "2x"], rng.choice(SCALARS), rng.choice(hostile.ATTACKS)))


def table(rng: Random) -> bytes:
    """A class's table."""
    delimiter = rng.choice((",", ",", ";", "\t", "|"))
    header = rng.choice(
        (
            ["student", "q1", "q2"],
            ["student", "q1"],
            ["Student ", "Q1", "q9", "seed"],
            ["q1", "q2"],
            ["student", "student"],
            ["student", "inside-and-out", "lesson", "version"],
            [],
        )
    )
    rows = [header, *([rng.choice(STUDENTS), *(_cell(rng) for _ in header[1:])] for _ in range(rng.randint(0, 4)))]
    text = rng.choice(("\n", "\r\n", "\r")).join(delimiter.join(_quoted(rng, cell) for cell in row) for row in rows)
    return changed(rng, text.encode(rng.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "surrogatepass"))


def _cell(rng: Random) -> str:
    return rng.choice((texts.simple(rng), texts.short(rng), rng.choice(hostile.ATTACKS), "3", "", "-1.5", "1e999", "nan"))


def _quoted(rng: Random, cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if rng.random() < 0.7 else cell


def lines(rng: Random) -> bytes:
    """A class's JSON Lines."""
    found = []
    for _ in range(rng.randint(0, 4)):
        line: dict[str, Any] = {"student": rng.choice((*STUDENTS, *SCALARS))}
        if rng.random() < 0.5:
            line["answers"] = {rng.choice(EXERCISES): _answer(rng)} if rng.random() < 0.9 else rng.choice(SCALARS)
        for key in rng.sample(("q1", "Q2", "seed", "lesson", "version", "x"), 2):
            line[key] = rng.choice((_answer(rng), rng.choice(SCALARS)))
        found.append(json.dumps(line, ensure_ascii=rng.random() < 0.5))
    return changed(rng, "\n".join(found).encode("utf-8", "surrogatepass"))


def export(rng: Random) -> bytes:
    """An export of progress, its records right or with one field wrong."""
    questions, given = [], []
    for number in range(rng.randint(0, 3)):
        id = rng.choice((f"s:{number}", f"s:{number}", "s:0"))
        question = {
            "id": id,
            "session": "s",
            "exercise": "chain:1:7",
            "skill": "chain",
            "level": rng.randint(1, 5),
            "type": "derivative",
            "reason": "wanted",
            "at": 1.7e9 + number,
        }
        closed = {
            "outcome": "correct",
            "attempts": 1,
            "hints": 0,
            "made": [],
            "avoided": ["chain.inner_missing"],
            "at": 1.7e9 + 9,
            "seconds": 8.5,
        }
        answer = {"question": id, "number": 1, "text": texts.short(rng), "verdict": "correct", "mistakes": [], "at": 1.7e9 + 5}
        questions.append(_spoilt(rng, {**question, **({"closed": _spoilt(rng, closed)} if rng.random() < 0.7 else {})}))
        given.append(_spoilt(rng, answer))
    document = _spoilt(rng, {"format": 1, "program": "pdtutor", "questions": questions, "answers": given})
    return changed(rng, json.dumps(document, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass"))


def _spoilt(rng: Random, record: dict[str, Any]) -> dict[str, Any]:
    if rng.random() < 0.2:
        record = {**record, rng.choice((*record, "new")): rng.choice((*SCALARS, texts.short(rng), rng.choice(hostile.ATTACKS)))}
    if rng.random() < 0.05:
        record.pop(rng.choice(tuple(record)))
    return record


def changed(rng: Random, content: bytes) -> bytes:
    """The content as it is, or with some bytes of it changed."""
    for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 2))):
        place = rng.randint(0, len(content))
        put = rng.choice(
            (
                rng.choice(lesson_files.BROKEN_BYTES),
                rng.choice((b'"', b"{", b"[", b"}", b",", b"\n", b"'", b":", b"[" * 5_000, b"9" * 5_000, b"\\ud800", b"NaN")),
                b"",
            )
        )
        content = content[:place] + put + content[place + rng.choice((0, 1, 3)) :]
    return content


# --- the target -----------------------------------------------------------------------------------------------------------------------


def _read_answers(content: bytes) -> None:
    answer_file.parse(content.decode("utf-8-sig"), "x.yaml", EXERCISES)


def _read_quiz(content: bytes) -> None:
    quiz_answers.parse(content.decode("utf-8-sig"), "x.txt")


def _read_table(content: bytes) -> None:
    _are_told(tables.read(content, "x.csv", EXERCISES))


def _read_lines(content: bytes) -> None:
    _are_told(answer_files.read_lines(content, "x.jsonl", EXERCISES))


def _read_folder(content: bytes) -> None:
    _are_told(
        answer_files.read_files({"Ada.yaml": content, "Bob.json": content, "x.txt": content, "Eve.yml": "it is a folder."}, EXERCISES)
    )


def _read_export(content: bytes) -> None:
    """What is imported is exported as the same."""
    history = transfer.imported(content.decode("utf-8-sig"), "x.json")
    again = transfer.imported(transfer.exported(history), "x.json")
    holds(
        isinstance(history, History) and transfer.exported(again) == transfer.exported(history), "what was imported is exported otherwise"
    )


def _read_data(content: bytes) -> None:
    data.columns(content.decode("utf-8-sig"), Vocabulary())


def _are_told(found: Submissions) -> None:
    for note in found.notes:
        holds(note.strip(), "a note says nothing")
    for entry in found.entries:
        if isinstance(entry, Unreadable):
            holds(entry.message, "nothing is said of what cannot be read")


READERS: dict[str, tuple[Callable[[Random], bytes], Callable[[bytes], None]]] = {
    "answers": (answers, _read_answers),
    "quiz": (answers, _read_quiz),
    "table": (table, _read_table),
    "lines": (lines, _read_lines),
    "folder": (answers, _read_folder),
    "progress": (export, _read_export),
    "data": (table, _read_data),
}


def made(rng: Random) -> File:
    """A file of the kind that is read, now and then of another."""
    kind = rng.choice(tuple(READERS))
    source = kind if rng.random() < 0.9 else rng.choice(tuple(READERS))
    return File(kind, READERS[source][0](rng) if rng.random() < 0.97 else lesson_files.content(rng))


def tried(file: File) -> str:
    """Read, or refused in words."""
    with AUDIT.watching():
        outcome = _tried(file)
    holds(not AUDIT.found, f"{AUDIT.found}")
    return f"{file.kind}: {outcome}"


def _tried(file: File) -> str:
    try:
        READERS[file.kind][1](file.content)
    except UnicodeDecodeError:  # the file's text is decoded by whoever opens it, and refused there
        return "no text"
    except TutorError as error:
        error_is_told_of_a_file(error)
        return error.code
    return "read"


def error_is_told_of_a_file(error: TutorError) -> None:
    """As any error; a line of a file may be quoted in it."""
    holds(error.message, "there is no message")
    nothing_steers(f"{error.message}{error.hint or ''}", "the message")
    if error.text is not None:
        error_is_told(error)


def smaller(file: File) -> Iterator[File]:
    """The same with less in it."""
    for content in without_parts(file.content):
        yield file._replace(content=content)


def prepare() -> None:
    """Read a good many."""
    rng = Random(0)
    for _ in range(300):
        _tried(made(rng))


TARGET = Target("imports", made, tried, smaller, prepare, seconds=2.0, renewed=5_000)
