"""The verdict on an answer and the reason behind it, in lines.

Belongs here: what is told of a judgement, and what is not given away. Does not: the other events of a run (`run_view`), the words for a
counterexample (`explain.mistakes.verdicts`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pdtutor.course.tasks.task import Task
from pdtutor.explain.cards import CARDS
from pdtutor.explain.mistakes import verdicts
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.phrases import Sentence
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Counterexample, Judgement, Mistake
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import events
from pdtutor.render import theme
from pdtutor.render.failure import pointed, printable
from pdtutor.render.lessons.marked_lines import INDENT, indented, marked, unmarked
from pdtutor.render.lines import Line, set_sentence

MOST_TOLD = 3


def judged_lines(event: events.Judged, width: int) -> Iterator[Line]:
    """The verdict on an answer, and what a wrong one shows."""
    judged = event.judgement
    writer = UnicodeWriter({**event.task.names, **judged.shown})
    if judged.verdict == INVALID:
        yield from _unread(judged, width)
        return
    yield from marked(*_outcome(judged, event.task), writer, width)
    for remark in judged.reading_notes if judged.verdict != CORRECT else ():
        yield from indented((f"Note: {remark}",), writer, width)
    if judged.verdict == INCORRECT:
        yield from _shown_wrong(judged, writer, width)
    for mistake in _told(judged):
        yield from _finding(mistake, writer, width)
    for note in judged.notes:
        yield from indented(unmarked(note), writer, width)
    is_shown = judged.counterexample is not None and _is_told(judged.counterexample)
    if judged.verdict == INCORRECT and event.left and not (judged.mistakes or judged.notes or is_shown):
        yield from indented(("A hint is one word away: hint.",), writer, width)


def _unread(judged: Judgement, width: int) -> Iterator[Line]:
    """What is wrong with the text, with its place; it costs nothing."""
    error = judged.error
    assert error is not None
    yield from marked("?", theme.HEADING, (printable(error.message),), str, width)
    if error.text and error.column is not None:
        line, caret = pointed(error.text, error.column, width - 4)
        yield ((INDENT, ""), (line, theme.FORMULA))
        yield ((INDENT, ""), (caret, theme.BAD))
    said = f"{_ended(error.hint)} " if error.hint else ""
    yield from indented((f"{printable(said)}That cost you nothing.",), str, width)


def _ended(text: str) -> str:
    """A sentence with its full stop, which an example at its end may lack."""
    return text if text[-1:] in ".!?…" else f"{text}."


def _outcome(judged: Judgement, task: Task) -> tuple[str, str, Sentence]:
    if judged.verdict == CORRECT:
        is_plain = judged.proof is None or getattr(judged.answer, "is_number", False)
        return "✓", theme.GOOD, ("Correct.",) if is_plain else verdicts.agreement(judged.proof, judged.points)
    if judged.verdict == INCORRECT:
        return "✗", theme.BAD, ("Not yet right", *_places(judged, task), ".")
    return "?", theme.HEADING, ("No verdict. That cost you nothing.",)


def _places(judged: Judgement, task: Task) -> Sentence:
    """Which of several entries are wrong: those of a vector by the variable that each belongs to."""
    wrt = task.exercise.wrt
    if not judged.wrong or not isinstance(judged.answer, tuple) or len(judged.answer) == 1:
        return ()
    if all(len(place) == 1 for place in judged.wrong):
        is_by_name = len(wrt) == len(judged.answer)
        named = [f"by {wrt[place[0]]}" if is_by_name else f"entry {place[0] + 1}" for place in judged.wrong]
        return (f": the part{'s' if len(named) > 1 else ''} {', '.join(named)}" if is_by_name else f": {', '.join(named)}",)
    return (f": {'; '.join(f'row {row + 1}, column {column + 1}' for row, column in judged.wrong)}",)


def _shown_wrong(judged: Judgement, writer: Callable[[Any], str], width: int) -> Iterator[Line]:
    """The counterexample; where the right answer is a number, it is not given away."""
    found = judged.counterexample
    if found is not None and _is_told(found):
        yield from indented(verdicts.counterexample(found.at, found.got, found.expected, found.slope, "f", found.place), writer, width)


def _is_told(found: Counterexample) -> bool:
    return bool(found.at) and not found.is_answer


def _told(judged: Judgement) -> list[Mistake]:
    """The mistakes, each said once however many entries show it, and of many only the first."""
    found: dict[str, Mistake] = {}
    for mistake in judged.mistakes:
        found.setdefault(mistake.id, mistake)
    return list(found.values())[:MOST_TOLD]


def _finding(mistake: Mistake, writer: Callable[[Any], str], width: int) -> Iterator[Line]:
    if mistake.id in CATALOGUE:
        name = mistake.name if mistake.certain else f"Possibly: {mistake.name}"
        where: Sentence = (", in ", mistake.where) if mistake.where is not None else ()
        yield from indented((name, *where, "."), writer, width, theme.HEADING)
    yield from indented(unmarked(mistake.explanation), writer, width)
    others = [name for name in mistake.other_ways if name != mistake.name]  # the author of a lesson may have chosen another to lead
    if others:
        yield from indented(verdicts.other_ways(others), writer, width)


# --- the reason -----------------------------------------------------------------------------------------------------------------------


def reason_lines(event: events.Reason, width: int) -> Iterator[Line]:
    """The rule that a judgement is about, and what is known of the answer."""
    judged = event.judgement
    writer = UnicodeWriter({**event.task.names, **judged.shown})
    if judged.verdict == CORRECT:
        yield from set_sentence(_outcome(judged, event.task)[2], writer, width)
        return
    yield from _shown_wrong(judged, writer, width)
    for mistake in _told(judged):
        yield from _finding(mistake, writer, width)
    if event.rule is not None:
        card = CARDS[event.rule]
        wrt = event.task.exercise.wrt
        when: Sentence = (card.when,) if len(wrt) != 1 else _of(card.when, wrt[0])
        for words in ((f"The {card.title}: {card.statement}.",), when):
            yield from indented(words, writer, width)
    elif not judged.mistakes and not judged.notes:
        told = "It is none of the mistakes that have a name here. Put the numbers of a point in, and compare step by step."
        yield from indented((told,), writer, width)
    for note in judged.notes:
        yield from indented(unmarked(note), writer, width)


def _of(text: str, name: str) -> Sentence:
    """What a card says of x, said of another variable by its name as typed."""
    return (re.sub(r"\bx\b", printable(name), text),)
