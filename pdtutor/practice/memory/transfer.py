"""The document in which a history moves from one computer to another.

Belongs here: writing and reading it; whatever else is read is refused with what is wrong and where. Does not: the fields of a record
(`fields`), merging (`union`, `store`).

    {"format": 1, "program": "pdtutor",
     "questions": [{"id": …, "session": …, …, "closed": {"outcome": …, …}}],
     "answers": [{"question": "the id", "number": 1, …}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pdtutor.errors import FileError
from pdtutor.practice.memory import fields
from pdtutor.practice.memory.fields import UnfitError
from pdtutor.practice.memory.union import questions, united
from pdtutor.practice.quiz.log import Answered, Closed, History, Put

FORMAT = 1
PROGRAM = "pdtutor"
LONGEST = 200_000_000  # characters
_MEND = "An export is what `pdtutor progress export FILE` writes."


def exported(history: History) -> str:
    """The document: one record a line, in the order of time, the same for the same history."""
    whole = united(history)
    lines = (f' "{name}": [\n{_lines(each)}\n ]' for name, each in (("questions", _questions(whole)), ("answers", _answers(whole))))
    return f'{{"format": {FORMAT}, "program": "{PROGRAM}",\n' + ",\n".join(lines) + "\n}\n"


def imported(text: str, name: str) -> History:
    """The history in a document.

    name  what the document is called in a message
    Raises FileError where it is none.
    """
    data = _parsed(text, name)
    if not isinstance(data, dict) or data.get("program") != PROGRAM:
        raise FileError(f"{name} is no export of a pdtutor's progress.", hint=_MEND)
    _refuse_other_format(data.get("format"), name)
    try:
        return _history(_list(data, "questions"), _list(data, "answers"))
    except UnfitError as error:
        raise FileError(f"{name} cannot be read: {error}.", hint=_MEND) from None


# --- writing --------------------------------------------------------------------------------------------------------------------------


def _lines(records: Iterable[Mapping[str, object]]) -> str:
    return ",\n".join(f"  {json.dumps(each, ensure_ascii=False, allow_nan=False)}" for each in records)


def _questions(history: History) -> Iterator[Mapping[str, object]]:
    closed = {each.question.id: each for each in history.closed}
    puts = {put.id: put for put in questions(history)}
    for put in sorted(puts.values(), key=lambda put: (put.at, put.id)):
        yield vars(put) | ({"closed": _without_question(closed[put.id])} if put.id in closed else {})


def _answers(history: History) -> Iterator[Mapping[str, object]]:
    return ({"question": each.question.id, **_without_question(fields.cleaned(each))} for each in history.answers)


def _without_question(record: Answered | Closed) -> Mapping[str, object]:
    return {name: value for name, value in vars(record).items() if name != "question"}


# --- reading --------------------------------------------------------------------------------------------------------------------------


def _parsed(text: str, name: str) -> object:
    if len(text) > LONGEST:
        raise FileError(f"{name} is longer than any export: {len(text)} characters.", hint=_MEND)
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise FileError(f"{name} is not JSON: line {error.lineno}, column {error.colno}.", hint=_MEND) from None
    except UnfitError as error:
        raise FileError(f"{name} cannot be read: {error}.", hint=_MEND) from None
    except RecursionError:
        raise FileError(f"{name} cannot be read: its brackets are nested too deeply.", hint=_MEND) from None
    except ValueError:
        raise FileError(f"{name} cannot be read: one of its numbers has too many digits.", hint=_MEND) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UnfitError(f"“{key[:40]}” is there twice in the same record")
        found[key] = value
    return found


def _refuse_other_format(format: object, name: str) -> None:
    if isinstance(format, int) and not isinstance(format, bool) and format > FORMAT:
        raise FileError(f"{name} was written by a newer pdtutor.", hint="Update this one, then import it again.")
    if format != FORMAT or isinstance(format, bool):
        raise FileError(f"{name} is no export of a pdtutor's progress: its “format” must be {FORMAT}.", hint=_MEND)


def _list(data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key)
    if not isinstance(found, list):
        raise UnfitError(f"“{key}” must be a list")
    return found


def _history(asked: list[Any], given: list[Any]) -> History:
    puts: dict[str, Put] = {}
    closed: list[Closed] = []
    answers: dict[tuple[str, int], Answered] = {}
    for number, record in enumerate(asked, 1):
        with _place(f"question {number}"):
            put = _question(record, puts)
            if record.get("closed") is not None:
                closed.append(fields.closed(put, _object(record["closed"])))
    for number, record in enumerate(given, 1):
        with _place(f"answer {number}"):
            answer = _answer(record, puts)
            if answers.setdefault((answer.question.id, answer.number), answer) is not answer:
                raise UnfitError("the same answer is there twice")
    return united(History(tuple(answers.values()), tuple(closed)))


def _question(record: Any, puts: dict[str, Put]) -> Put:
    put = fields.put(_object(record))
    if puts.setdefault(put.id, put) is not put:
        raise UnfitError("the same question is there twice")
    return put


def _answer(record: Any, puts: Mapping[str, Put]) -> Answered:
    question = _object(record).get("question")
    if not isinstance(question, str) or question not in puts:
        raise UnfitError("“question” must be the id of one of the questions")
    return fields.answered(puts[question], record)


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UnfitError("a record must stand in braces")
    return value


@contextmanager
def _place(place: str) -> Iterator[None]:
    """Whatever is wrong in here is wrong there."""
    try:
        yield
    except UnfitError as error:
        raise UnfitError(f"in {place}, {error}") from None
