"""A lesson's page as a document: Markdown, and plain text in ASCII.

Belongs here: the markup and the indentation of both. Does not: their words (`lesson_page`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pdtutor.course.lesson import Exercise, Text, Worked
from pdtutor.course.tasks import Task
from pdtutor.explain.phrases import Sentence
from pdtutor.notation.writers import PlainWriter
from pdtutor.render.ascii import spelled
from pdtutor.render.lessons.lesson_page import LessonPage, Markup, asked, hints, key, kind, options, particulars, reasons, shown, written
from pdtutor.render.lessons.prose import WIDTH, plain, safe
from pdtutor.render.lines import set_sentence, set_text
from pdtutor.render.markdown import escaped

MARGIN = "   "

# --- Markdown ---------------------------------------------------------------------------------------------------------------------


def markdown(page: LessonPage) -> str:
    """The page in Markdown, the author's own as it is written."""
    head = [f"# {escaped(page.lesson.title)}", "\n".join(f"- **{name}:** {escaped(text)}" for name, text in particulars(page) if text)]
    steps = (part for step in page.lesson.steps for part in _marked_step(step, page))
    return "\n\n".join([*head, *steps]) + "\n"


def _marked_step(step: Text | Worked | Exercise, page: LessonPage) -> Iterator[str]:
    if isinstance(step, Text):
        yield _author(step.text)
    elif isinstance(step, Worked):
        yield from [_author(step.text)] if step.text else []
        yield _fenced([f"pdtutor {step.command}"])
    else:
        yield f"## {page.number(step)}. {step.id}"
        yield f"*{kind(step)}*"
        yield from _marked_exercise(page.tasks[step.id], page.has_key)


def _marked_exercise(task: Task, has_key: bool) -> Iterator[str]:
    yield from (_marked(part, task) for part in asked(task))
    if shown(task):
        yield _fenced(written(task, line) for line in shown(task))
    if task.exercise.options:
        yield "\n".join(_entry(f"{letter})", _author(option.text)) for letter, option in options(task))
    if has_key:
        yield "\n".join(_marked_key(task))


def _marked_key(task: Task) -> Iterator[str]:
    yield _entry("Answer:", f"`{safe(key(task))}`")
    yield from (_entry(f"{letter})", _author(because)) for letter, because in reasons(task))
    yield from (_entry(f"Hint {number}:", _marked(hint, task)) for number, hint in enumerate(hints(task), 1))
    if task.exercise.explain:
        yield _entry("To keep:", _author(task.exercise.explain))


def _entry(label: str, text: str) -> str:
    """An entry of a list, its further lines set in so that they stay in it."""
    return f"- **{label}** " + text.replace("\n", "\n  ")


def _marked(part: Markup | Sentence, task: Task) -> str:
    return _author(part) if isinstance(part, Markup) else escaped(written(task, part))


def _author(text: str) -> str:
    return safe(text).strip("\n")


def _fenced(lines: Iterable[str]) -> str:
    return "\n".join(["```text", *map(safe, lines), "```"])


# --- plain text -------------------------------------------------------------------------------------------------------------------


def plain_text(page: LessonPage) -> str:
    """The page in ASCII, without boxes or colour; the author's Markdown is not drawn, but as it is written."""
    about = (line for name, text in particulars(page) if text for line in _labelled(name, safe(text)))
    parts = [[spelled(safe(page.lesson.title)), *about], *(_plain_step(step, page) for step in page.lesson.steps)]
    return "\n\n".join(map("\n".join, parts)) + "\n"


def _plain_step(step: Text | Worked | Exercise, page: LessonPage) -> list[str]:
    if isinstance(step, Text):
        return plain(step.text)
    if isinstance(step, Worked):
        return [*([*plain(step.text), ""] if step.text else []), spelled(safe(f"$ pdtutor {step.command}"))]
    inside = _plain_exercise(page.tasks[step.id], page.has_key)
    return [f"{page.number(step)}. {step.id} ({kind(step)})", *((MARGIN + line).rstrip() for line in inside)]


def _plain_exercise(task: Task, has_key: bool) -> Iterator[str]:
    for part in asked(task):
        yield from _prose(part, task)
    for line in shown(task):
        yield from (f"  {text}" for text in _sentence(line, task))
    for letter, option in options(task):
        yield from _hung(f"{letter}) ", Markup(option.text), task)
    if has_key:
        yield from _plain_key(task)


def _plain_key(task: Task) -> Iterator[str]:
    yield f"Answer: {spelled(safe(key(task)))}"
    for letter, because in reasons(task):
        yield from _hung(f"{letter}) ", because, task)
    for number, hint in enumerate(hints(task), 1):
        yield from _hung(f"Hint {number}: ", hint, task)
    if task.exercise.explain:
        yield from _hung("To keep: ", Markup(task.exercise.explain), task)


def _prose(part: Markup | Sentence, task: Task, room: int = 0) -> list[str]:
    width = WIDTH - len(MARGIN) - room
    return plain(part, width) if isinstance(part, Markup) else _sentence(part, task, width)


def _hung(label: str, part: Markup | Sentence, task: Task) -> Iterator[str]:
    """A label, and beside it what it names."""
    for number, line in enumerate(_prose(part, task, len(label))):
        yield (" " * len(label) if number else label) + line


def _sentence(sentence: Sentence, task: Task, width: int = WIDTH) -> list[str]:
    lines = set_sentence(sentence, PlainWriter(task.names), width, is_folded=False)
    return [spelled("".join(text for text, _ in line)) for line in lines]


def _labelled(name: str, text: str) -> Iterator[str]:
    for line in set_text(f"{name}: {text}", WIDTH):
        yield spelled("".join(part for part, _ in line))
