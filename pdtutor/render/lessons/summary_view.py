"""What a lesson's run has come to: the points, whether they pass, what to revisit with why.

Belongs here: the summary at the end of a run, and of one that was given its answers. Does not: the events on the way (`run_view`),
reports for machines (`report`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED
from pdtutor.practice.results import Item, RunResult
from pdtutor.render import theme
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.fitting import fitted
from pdtutor.render.lessons.marked_lines import KEPT, indented, marked
from pdtutor.render.lines import BLANK, Framed, Line, Lines, set_text

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST_REVISITED = 12
AFTER = {INCORRECT: "not right yet", INVALID: "could not be read", UNDECIDED: "no verdict yet", "revealed": "steps shown"}


def summary(result: RunResult, notes: Sequence[str]) -> RenderableType:
    """What a run from a file came to."""
    from rich.console import Group

    title = printable(result.lesson.title)
    framed = Framed(title, lambda width: [*_items(result, width), BLANK, *summary_lines(result, width)])
    return Group(*(_note(note) for note in notes), framed)


def _note(note: str) -> Lines:
    return Lines(lambda width: set_text(printable(note), width))


def plain_summary(result: RunResult, notes: Sequence[str], width: int = 80) -> str:
    """The same in ASCII without boxes."""
    drawn = [*_items(result, width), BLANK, *summary_lines(result, width)]
    lines = ["".join(text for text, _ in line) for line in drawn]
    aligned = [f"--{line[1:]}" if line.startswith("· ") else line for line in lines]  # as wide as ok and no
    return fitted(spelled("\n".join([*notes, printable(result.lesson.title), *aligned])), width)


def _items(result: RunResult, width: int) -> Iterator[Line]:
    widest = min(max((len(item.id) for item in result.items), default=0), width // 2)
    for item in result.items:
        mark, style = ("✓", theme.GOOD) if item.verdict == CORRECT else ("✗", theme.BAD) if item.attempts else ("·", theme.GUIDE)
        name = item.id.ljust(widest).replace(" ", KEPT)
        yield from marked(mark, style, (f"{name}{KEPT} {item.verdict}, {item.points:g}{KEPT}of{KEPT}{item.possible:g}",), str, width)


def summary_lines(result: RunResult, width: int) -> Iterator[Line]:
    """Points, whether that passes, and what to revisit with why."""
    mark, style = ("✓", theme.GOOD) if result.passed else ("✗", theme.BAD)
    verdict = "passed" if result.passed else f"not passed: {100 * result.lesson.pass_share:g}{KEPT}% of the points pass"
    yield from marked(mark, style, (f"{result.score:g} of {result.points:g} points, {verdict}.",), str, width)
    revisit = result.to_revisit
    if not revisit:
        yield from set_text("Every question right at the first answer.", width)
        return
    yield BLANK
    yield (("To revisit:", theme.HEADING),)
    most = MOST_REVISITED + (len(revisit) == MOST_REVISITED + 1)  # the line that would say "1 more" has room for it
    for item in revisit[:most]:
        yield from indented((_revisited(item),), str, width)
    if len(revisit) > most:
        yield from indented((f"… and {len(revisit) - MOST_REVISITED} more.",), str, width)


def _revisited(item: Item) -> str:
    names = [CATALOGUE[id].name for id in item.mistakes if id in CATALOGUE]
    after = f"right at answer {item.attempts}" if item.verdict == CORRECT else AFTER.get(item.verdict, item.verdict)
    return f"{item.id} ({item.type}): {after}{'; ' + ', '.join(map(_inside, names)) if names else ''}"


def _inside(name: str) -> str:
    """A name as it is written inside a sentence."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
