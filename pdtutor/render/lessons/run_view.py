"""What a lesson run says, drawn by Rich.

Belongs here: one view for each event. Does not: when an event happens (`practice`), the prompt (`terminal`), the worked commands' output
(`cli.worked`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pdtutor.course.tasks.task import Task
from pdtutor.explain.cards import CARDS
from pdtutor.explain.mistakes import verdicts
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.phrases import Sentence
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED, Counterexample, Judgement, Mistake
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.practice import events
from pdtutor.practice.results import Item, RunResult
from pdtutor.render import theme
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import pointed, printable
from pdtutor.render.lessons import lesson_page
from pdtutor.render.lessons.lesson_page import Markup
from pdtutor.render.lines import BLANK, WIDEST, Framed, Line, Lines, set_sentence, set_text

if TYPE_CHECKING:
    from rich.console import RenderableType


INDENT = "  "
DONE, OPEN = "■", "□"
MOST_REVISITED = 12
MOST_TOLD = 3
PLAIN_WIDTH = 80
BOLD = re.compile(r"\*\*([^*]+)\*\*")
FORMULA = re.compile(r"`([^`]*)`")
KEPT = "\u00a0"  # a space at which no line may end
OPTION = re.compile(r"[a-z]\) |\d+\. ")  # what a line of choice or of a derivation begins with
WORDS = (
    ("hint", "a hint, three of them one after the other"),
    ("why", "the reason behind the verdict on your answer"),
    ("show", "the worked steps"),
    ("skip", "on to the next question"),
    ("back", "to the question before"),
    ("quit", "stop here; your answers are kept"),
    ("?", "these words"),
)


def view(event: events.Told) -> RenderableType:
    """What is drawn of an event."""
    return _VIEWS[type(event)](event)


def _sentence_lines(sentence: Sentence, writer: Callable[[Any], str], style: str = theme.PROSE) -> Lines:
    return Lines(lambda width: set_sentence(sentence, writer, width, style))


def _text(text: str, style: str = theme.PROSE) -> Lines:
    return Lines(lambda width: set_text(printable(text), width, style))


def _prose(text: str) -> RenderableType:
    """Markdown, whose parser is loaded where there is some."""
    from pdtutor.render.lessons.prose import Prose

    return Prose(text)


def _group(*parts: RenderableType) -> RenderableType:
    from rich.console import Group

    return Group(*parts)


def heading(title: str, count: int, share: float) -> Lines:
    """The lesson's title, and what awaits."""

    def draw(width: int) -> Iterator[Line]:
        yield from set_text(printable(title), width, theme.TITLE)
        yield from set_text(
            f"{count} {'question' if count == 1 else 'questions'}; {100 * share:g}{KEPT}% of the points pass; ? shows the words that help.",
            width,
            theme.REASON,
        )
        yield BLANK

    return Lines(draw)


# --- questions --------------------------------------------------------------------------------------------------------------------


def _read(event: events.Read) -> RenderableType:
    return _group(_prose(event.step.text), _text(""))


def _watch(event: events.Watch) -> RenderableType:
    """What stands before the command; its output follows."""
    above: list[RenderableType] = [_prose(event.step.text)] if event.step.text else []
    return _group(*above, _text(f"$ pdtutor {event.step.command}", theme.GUIDE))


def _asked(event: events.Asked) -> RenderableType:
    """The question in a frame: which it is, what is asked, what belongs to it, how many answers count."""
    if event.is_again:
        return _text(_left(event).capitalize(), theme.REASON)
    return question(event.task, _place(event), _left(event))


def question(task: Task, title: str, subtitle: str, lead: str = "") -> RenderableType:
    """What is asked, in a frame; above it a line on what it is about, if there is one."""
    from rich.constrain import Constrain
    from rich.panel import Panel
    from rich.text import Text

    writer = UnicodeWriter(task.names)
    said = lesson_page.asked(task)
    parts: list[RenderableType] = [_text(lead, theme.GUIDE)] if lead else []
    parts += [_prose(each) if isinstance(each, Markup) else _sentence_lines(each, writer) for each in said]
    if task.shown:
        parts.append(_text(""))
    parts += [_shown(line, writer) for line in task.shown]
    panel = Panel(
        _group(*parts),
        title=Text(title, style=theme.TITLE),
        title_align="left",
        subtitle=Text(subtitle, style=theme.GUIDE),
        subtitle_align="right",
        border_style=theme.BORDER,
    )
    return Constrain(panel, WIDEST)


def _place(event: events.Asked) -> str:
    """Question 3 of 9, with a bar of how far that is."""
    if event.inside is not None:
        return f"On the way: {event.inside[0]} of {event.inside[1]}"
    return f"Question {event.number} of {event.count}  {progress_bar(event.number - 1, event.count)}"


def progress_bar(done: int, count: int) -> str:
    """How many of how many are done."""
    return f"{DONE * done}{OPEN * (count - done)}"


def _shown(sentence: Sentence, writer: Callable[[Any], str]) -> Lines:
    """A line that belongs to the question; what does not fit goes on beneath it, under the text of an option or a little further in."""
    lead = sentence[0] if isinstance(sentence[0], str) and OPTION.fullmatch(sentence[0]) else ""
    rest = sentence[1:] if lead else sentence

    def draw(width: int) -> Iterator[Line]:
        first, *others = set_sentence(_plain(rest), writer, width - len(lead or INDENT))
        yield ((lead, ""), *first)
        yield from (((" " * len(lead or INDENT), ""), *line) for line in others)

    return Lines(draw)


def _left(event: events.Asked) -> str:
    if event.is_over:
        return "for practice · ? for help"
    if event.inside is not None:
        return "skip goes back to the question"
    answers = "1 answer" if event.left == 1 else f"{event.left} answers"
    return f"{answers} left · ? for help"


# --- verdicts ---------------------------------------------------------------------------------------------------------------------


def _judged(event: events.Judged) -> RenderableType:
    return Lines(lambda width: _judged_lines(event, width))


def _judged_lines(event: events.Judged, width: int) -> Iterator[Line]:
    judged = event.judgement
    writer = UnicodeWriter({**event.task.names, **judged.shown})
    if judged.verdict == INVALID:
        yield from _unread(judged, width)
        return
    yield from _marked(*_outcome(judged, event.task), writer, width)
    for remark in judged.reading_notes if judged.verdict != CORRECT else ():
        yield from _indented((f"Note: {remark}",), writer, width)
    if judged.verdict == INCORRECT:
        yield from _shown_wrong(judged, writer, width)
    for mistake in _told(judged):
        yield from _finding(mistake, writer, width)
    for note in judged.notes:
        yield from _indented(_plain(note), writer, width)
    is_shown = judged.counterexample is not None and _is_told(judged.counterexample)
    if judged.verdict == INCORRECT and event.left and not (judged.mistakes or judged.notes or is_shown):
        yield from _indented(("A hint is one word away: hint.",), writer, width)


def _unread(judged: Judgement, width: int) -> Iterator[Line]:
    """What is wrong with the text, with its place; it costs nothing."""
    error = judged.error
    assert error is not None
    yield from _marked("?", theme.HEADING, (printable(error.message),), str, width)
    if error.text and error.column is not None:
        line, caret = pointed(error.text, error.column, width - 4)
        yield ((INDENT, ""), (line, theme.FORMULA))
        yield ((INDENT, ""), (caret, theme.BAD))
    said = f"{_ended(error.hint)} " if error.hint else ""
    yield from _indented((f"{printable(said)}That cost you nothing.",), str, width)


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


def _marked(mark: str, style: str, sentence: Sentence, writer: Callable[[Any], str], width: int) -> Iterator[Line]:
    for number, line in enumerate(set_sentence(sentence, writer, width - 2)):
        yield ((f"{mark} " if not number else INDENT, style), *line)


def _shown_wrong(judged: Judgement, writer: Callable[[Any], str], width: int) -> Iterator[Line]:
    """The counterexample; where the right answer is a number, it is not given away."""
    found = judged.counterexample
    if found is not None and _is_told(found):
        yield from _indented(verdicts.counterexample(found.at, found.got, found.expected, found.slope, "f", found.place), writer, width)


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
        yield from _indented((name, *where, "."), writer, width, theme.HEADING)
    yield from _indented(_plain(mistake.explanation), writer, width)


def _plain(sentence: Sentence) -> Sentence:
    """The sentence without the backticks of an author's Markdown, and without what steers a terminal."""
    return tuple(printable(BOLD.sub(r"\1", FORMULA.sub(_unbroken, part))) if isinstance(part, str) else part for part in sentence)


def _unbroken(formula: re.Match[str]) -> str:
    """A formula between backticks without them, at whose spaces no line ends."""
    return formula[1].replace(" ", KEPT)


def _indented(sentence: Sentence, writer: Callable[[Any], str], width: int, style: str = theme.PROSE) -> Iterator[Line]:
    for line in set_sentence(sentence, writer, width - len(INDENT), style):
        yield ((INDENT, ""), *line)


# --- help -------------------------------------------------------------------------------------------------------------------------


def _hinted(event: events.Hinted) -> RenderableType:
    sentence: Sentence = (f"Hint {event.number} of {event.count}: ", *_plain(event.hint))
    return _sentence_lines(sentence, UnicodeWriter(event.task.names))


def _reason(event: events.Reason) -> RenderableType:
    """The rule that the judgement is about, and what is known of the answer."""
    return Lines(lambda width: _reason_lines(event, width))


def _reason_lines(event: events.Reason, width: int) -> Iterator[Line]:
    judged = event.judgement
    writer = UnicodeWriter({**event.task.names, **judged.shown})
    if judged.verdict == CORRECT:
        yield from set_sentence(_outcome(judged, event.task)[2], writer, width)
        return
    yield from _shown_wrong(judged, writer, width)
    if event.rule is not None:
        card = CARDS[event.rule]
        wrt = event.task.exercise.wrt
        when: Sentence = (card.when,) if len(wrt) != 1 else _of(card.when, wrt[0])
        for words in ((f"The {card.title}: {card.statement}.",), when, (f"The usual mistake: {card.mistake}",)):
            yield from _indented(words, writer, width)
    elif not judged.mistakes and not judged.notes:
        told = "It is none of the mistakes that have a name here. Put the numbers of a point in, and compare step by step."
        yield from _indented((told,), writer, width)
    for note in judged.notes:
        yield from _indented(_plain(note), writer, width)
    for mistake in _told(judged) if event.rule is None else ():
        yield from _finding(mistake, writer, width)


def _of(text: str, name: str) -> Sentence:
    """What a card says of x, said of another variable by its name as typed."""
    return (re.sub(r"\bx\b", printable(name), text),)


def _steps(event: events.Steps) -> RenderableType:
    """The right answer, with its working where there is one, and in it where a wrong answer left it."""
    from pdtutor.render import formats
    from pdtutor.render.marks import marks_of

    key = _text(f"The answer: {_answer(event.task)}", theme.RESULT)
    if event.task.working is None:
        return key
    working = event.task.working()
    marks = () if event.judgement is None else marks_of(event.judgement, working)
    return _group(key, formats.view(working, marks=marks))


def _answer(task: Task) -> str:
    """The key, of a choice with what the letters stand for."""
    right = [f"{letter}) {option.text}" for letter, option in lesson_page.options(task) if option.is_correct]
    return BOLD.sub(r"\1", FORMULA.sub(_unbroken, ", ".join(right))) if right else lesson_page.key(task)


def _kept(event: events.Kept) -> RenderableType:
    return _group(_prose(event.text), _text(""))


def _noted(event: events.Noted) -> RenderableType:
    return _text(event.text, theme.REASON)


def _left_off(event: events.Left) -> RenderableType:
    return _text(f"{event.answered} of {event.count} questions are done.")


def help_view(words: Sequence[str]) -> RenderableType:
    """The words that are no answers, those of a session."""

    def draw(width: int) -> Iterator[Line]:
        yield from set_text("An answer is typed as on paper: 2x + 3y, [2x, 3y^2], sin(xy). These words help:", width)
        for word, meaning in (pair for pair in WORDS if pair[0] in (*words, "?")):
            first, *others = set_text(meaning, width - 8)
            yield ((f"  {word:<6}", theme.HEADING), *first)
            yield from (((" " * 8, ""), *line) for line in others)

    return Lines(draw)


# --- the end ----------------------------------------------------------------------------------------------------------------------


def _finished(event: events.Finished) -> RenderableType:
    result = event.result
    return Framed("Done", lambda width: summary_lines(result, width))


def summary(result: RunResult, notes: Sequence[str]) -> RenderableType:
    """What a run from a file came to."""
    title = printable(result.lesson.title)
    framed = Framed(title, lambda width: [*_items(result, width), BLANK, *summary_lines(result, width)])
    return _group(*(_text(note) for note in notes), framed)


def plain_summary(result: RunResult, notes: Sequence[str]) -> str:
    """The same in ASCII without boxes."""
    drawn = [*_items(result, PLAIN_WIDTH), BLANK, *summary_lines(result, PLAIN_WIDTH)]
    lines = ["".join(text for text, _ in line) for line in drawn]
    aligned = [f"--{line[1:]}" if line.startswith("· ") else line for line in lines]  # as wide as ok and no
    return spelled("\n".join([*notes, printable(result.lesson.title), *aligned]))


def _items(result: RunResult, width: int) -> Iterator[Line]:
    widest = min(max((len(item.id) for item in result.items), default=0), width // 2)
    for item in result.items:
        mark, style = ("✓", theme.GOOD) if item.verdict == CORRECT else ("✗", theme.BAD) if item.attempts else ("·", theme.GUIDE)
        name = item.id.ljust(widest).replace(" ", KEPT)
        yield from _marked(mark, style, (f"{name}{KEPT} {item.verdict}, {item.points:g}{KEPT}of{KEPT}{item.possible:g}",), str, width)


def summary_lines(result: RunResult, width: int) -> Iterator[Line]:
    """Points, whether that passes, and what to revisit with why."""
    mark, style = ("✓", theme.GOOD) if result.passed else ("✗", theme.BAD)
    verdict = "passed" if result.passed else f"not passed: {100 * result.lesson.pass_share:g}{KEPT}% of the points pass"
    yield from _marked(mark, style, (f"{result.score:g} of {result.points:g} points, {verdict}.",), str, width)
    revisit = result.to_revisit
    if not revisit:
        yield from set_text("Every question right at the first answer.", width)
        return
    yield BLANK
    yield (("To revisit:", theme.HEADING),)
    for item in revisit[:MOST_REVISITED]:
        yield from _indented((_revisited(item),), str, width)
    if len(revisit) > MOST_REVISITED:
        yield from _indented((f"… and {len(revisit) - MOST_REVISITED} more.",), str, width)


AFTER = {INCORRECT: "not right yet", INVALID: "could not be read", UNDECIDED: "no verdict yet", "revealed": "steps shown"}


def _revisited(item: Item) -> str:
    names = [CATALOGUE[id].name for id in item.mistakes if id in CATALOGUE]
    after = f"right at answer {item.attempts}" if item.verdict == CORRECT else AFTER.get(item.verdict, item.verdict)
    return f"{item.id} ({item.type}): {after}{'; ' + ', '.join(map(_inside, names)) if names else ''}"


def _inside(name: str) -> str:
    """A name as it is written inside a sentence."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


_VIEWS: Mapping[type, Callable[[Any], RenderableType]] = {
    events.Read: _read,
    events.Watch: _watch,
    events.Asked: _asked,
    events.Judged: _judged,
    events.Hinted: _hinted,
    events.Reason: _reason,
    events.Steps: _steps,
    events.Kept: _kept,
    events.Noted: _noted,
    events.Left: _left_off,
    events.Finished: _finished,
}
