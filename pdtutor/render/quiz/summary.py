"""The end of a quiz: how it went, what went well, what comes back and when.

Belongs here: the lines. Does not: the frame around them (`quiz_view`), JSON (`document`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.moments import lasting, until
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.log import PLACEMENT
from pdtutor.practice.quiz.results import QuizItem, QuizResult
from pdtutor.render import theme
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.fitting import fitted
from pdtutor.render.lines import BLANK, Framed, Line, Lines, set_text

if TYPE_CHECKING:
    from rich.console import RenderableType

INDENT = "  "
MOST = 6  # lines of each kind
SHORTEST = 5  # seconds that are worth telling
MARKS = {True: ("✓", theme.GOOD), False: ("·", theme.GUIDE)}


def summary_lines(result: QuizResult, width: int, has_time: bool = True) -> Iterator[Line]:
    """Score and time, then what went well, then what comes back."""
    if not result.items:
        yield from set_text(_empty(result), width)
        return
    yield from set_text(_score(result, has_time), width)
    well, back = list(_well(result)), list(_coming_back(result))
    yield from _listed("Went well", well, width)
    yield from _listed("Comes back", back, width)
    yield BLANK
    yield from set_text("pdtutor progress shows where everything stands.", width, theme.REASON)


def _empty(result: QuizResult) -> str:
    """No question was put, or none was answered."""
    wanted = result.after.standings.keys() & ({result.wanted} if result.wanted else SKILLS.keys())
    coming = sorted(_due(result.after, wanted, () if result.wanted else result.after.mistakes.keys()))
    if not coming:
        return "No question was answered."
    seconds = coming[0][0] - result.at
    return "No question was answered." if seconds <= 0 else f"Nothing is due now. Next: {_title(coming[0][1])}, {until(seconds)}."


def _score(result: QuizResult, has_time: bool) -> str:
    count, at_once = len(result.items), sum(item.is_right_at_once for item in result.items)
    right = f"{result.score} of {count} right"
    once = ", at the first answer" if at_once == count > 1 else f", {at_once} of them at once" if 0 < at_once < result.score else ""
    row = f" The longest row: {result.streak}." if result.streak >= 3 else ""
    time = f", in {lasting(result.seconds)}" if has_time and result.seconds >= SHORTEST else ""
    return f"{right}{once}{time}.{row}"


def _well(result: QuizResult) -> Iterator[str]:
    """Skills with every question right, and levels that were passed."""
    for skill in dict.fromkeys(item.skill for item in result.items):
        items = [item for item in result.items if item.skill == skill]
        passed, before = result.after.standing(skill).passed, result.before.standing(skill).passed
        if all(item.reason == PLACEMENT for item in items):
            yield from [f"{SKILLS[skill].title}: taken for known"] if passed > before else []
        elif passed > before:
            yield f"{SKILLS[skill].title}: level {passed} passed"
        elif all(item.is_right for item in items):
            yield SKILLS[skill].title


def _coming_back(result: QuizResult) -> Iterator[str]:
    """What was asked and the mistakes that were made, the soonest first."""
    skills = dict.fromkeys(item.skill for item in result.items)
    mistakes = dict.fromkeys(id for item in result.items for id in item.mistakes if id in result.after.mistakes)
    for due, name in sorted(_due(result.after, skills, mistakes)):
        yield f"{_title(name)}: {until(due - result.at)}"


def _due(learner: Learner, skills: Iterable[str], mistakes: Iterable[str]) -> Iterator[tuple[float, str]]:
    for skill in skills:
        card = learner.standing(skill).card
        if card is not None:
            yield card.due, skill
    for id in mistakes:
        if not learner.mistakes[id].is_faded:
            yield learner.mistakes[id].card.due, id


def _title(name: str) -> str:
    """A skill's title, or a mistake's name."""
    if name in SKILLS:
        return SKILLS[name].title
    return f"“{CATALOGUE[name].name}”" if name in CATALOGUE else name


def _listed(title: str, lines: Sequence[str], width: int) -> Iterator[Line]:
    if not lines:
        return
    yield BLANK
    yield ((f"{title}:", theme.HEADING),)
    most = MOST + (len(lines) == MOST + 1)  # the line that would say "1 more" has room for it
    for text in lines[:most]:
        yield from _indented(text, width)
    if len(lines) > most:
        yield from _indented(f"… and {len(lines) - most} more", width)


def _indented(text: str, width: int) -> Iterator[Line]:
    for line in set_text(text, width - len(INDENT)):
        yield ((INDENT, ""), *line)


# --- a quiz that was answered by a script ------------------------------------------------------------------------------------------


def scripted_lines(result: QuizResult, width: int) -> Iterator[Line]:
    """Each question with its verdict, then the summary; how long a script took says nothing."""
    for item in result.items:
        mark, style = MARKS[item.is_right] if item.is_right or not item.attempts else ("✗", theme.BAD)
        yield ((f"{mark} ", style), (_item(item), theme.PROSE))
    if result.items:
        yield BLANK
    yield from summary_lines(result, width, has_time=False)


def _item(item: QuizItem) -> str:
    return f"{item.id}\u00a0 {item.verdict}"


def view(result: QuizResult, notes: Sequence[str]) -> RenderableType:
    """What a quiz from a file came to."""
    from rich.console import Group

    said = (Lines(partial(set_text, printable(note))) for note in notes)
    return Group(*said, Framed("Quiz", lambda width: scripted_lines(result, width)))


def plain(result: QuizResult, width: int) -> str:
    """The same in ASCII without boxes, in lines of a width."""
    lines = ("".join(text for text, _ in line) for line in scripted_lines(result, width))
    return fitted(spelled("\n".join(f"--{line[1:]}" if line.startswith("· ") else printable(line) for line in lines)), width)
