"""A lesson as a sheet to print: one HTML page that needs nothing else, with room to write, and the key on a page of its own.

Belongs here: its markup and its style. Does not: its words (`lesson_page`), formulas (`typography`). Every text is escaped, and a policy
in the page itself lets it load and run nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Exercise, Text, Worked
from pdtutor.course.tasks import Task
from pdtutor.explain.phrases import Sentence
from pdtutor.render.lessons.lesson_page import LessonPage, Markup, asked, hints, key, options, points, reasons, shown, written
from pdtutor.render.lessons.prose import parsed, parser, safe
from pdtutor.render.lessons.typography import formula, is_formula, with_greek

WHOLE = 40  # characters; a formula up to this long is not broken
STYLE = """
:root { color-scheme: light; --quiet: #555; --line: #999; }
body { font: 11.5pt/1.45 Georgia, "Liberation Serif", "Times New Roman", serif; margin: 2rem auto; max-width: 44rem; padding: 0 1rem;
  color: #111; background: #fff; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .8em; } h2 { font-size: 1.25em; }
.who { display: flex; gap: 2em; margin-bottom: 1.6em; } .who span { border-bottom: 1px solid var(--line); flex: 1; padding-bottom: .1em; }
.who span:first-child { flex: 2; }
.exercise { break-inside: avoid; margin: 1.4em 0; } .exercise h2, .key h3 { font-size: 1em; margin: 0 0 .3em; break-after: avoid; }
.quiet, footer { color: var(--quiet); font-weight: normal; } h2 .quiet { float: right; font-size: .85em; }
.f, .shown { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "Times New Roman", "Liberation Serif", serif; }
.f.whole { white-space: nowrap; } .shown { margin: .5em 1.5em; } .shown div { padding-left: 1.5em; text-indent: -1.5em; }
main > .prose, main > .try { margin: 1em 0; } .prose > :first-child { margin-top: 0; } .prose > :last-child { margin-bottom: 0; }
p { orphans: 3; widows: 3; } sup, sub { line-height: 0; } sup { font-size: .75em; } sub { font-size: .75em; }
code { font: .92em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { font: .85em/1.35 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; margin: .6em 1.5em; break-inside: avoid; }
pre code { font: inherit; } table { border-collapse: collapse; } .prose th, .prose td { border: 1px solid var(--line); padding: .1em .5em; }
.options { list-style: none; margin: .5em 0; padding: 0 0 0 .5em; } .options li { display: flex; gap: .6em; margin: .25em 0; }
.box { border: 1px solid #333; flex: none; height: .8em; margin-top: .3em; width: .8em; } .room { margin-top: .4em; }
.room i { border-bottom: 1px solid var(--line); display: block; height: 2.1em; } .try { break-inside: avoid; }
.key dl { display: grid; gap: .2em .8em; grid-template-columns: max-content 1fr; margin: 0 0 1.1em; } .key dd { margin: 0; }
.key dt { color: var(--quiet); } .key section { break-inside: avoid; } .answer { font-weight: bold; }
footer { border-top: 1px solid var(--line); font-size: .8em; margin-top: 2.5em; padding-top: .4em; }
@media print { body { margin: 0; max-width: none; padding: 0; } .key { break-before: page; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def content(page: LessonPage) -> bytes:
    """The whole file."""
    title = escape(safe(page.lesson.title))
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{STYLE}{_margins(page)}</style>'
    )
    body = "\n".join(_body(page, title))
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode("utf-8", "replace")


def _margins(page: LessonPage) -> str:
    """What stands beneath every printed page, where the browser can do that; ids, versions and seeds are safe there as they are."""
    text = "font: 8.5pt Georgia, serif; color: #555; content: "
    return (
        f'@page {{ margin: 18mm 18mm 20mm; @bottom-left {{ {text}"{page.lesson.id} · version {page.lesson.version} · seed {page.seed}" }}'
        f' @bottom-right {{ {text}counter(page) " / " counter(pages) }} }}'
    )


def _body(page: LessonPage, title: str) -> Iterator[str]:
    yield f"<h1><bdi>{title}</bdi></h1>"
    yield '<div class="who"><span>Name</span><span>Date</span></div>'
    yield "<main>"
    for step in page.lesson.steps:
        yield _step(step, page)
    yield "</main>"
    if page.has_key:
        yield from _key(page, title)
    yield f"<footer>{_footer(page)}</footer>"


def _footer(page: LessonPage) -> str:
    licence = f" Licence: <bdi>{escape(safe(page.lesson.license))}</bdi>." if page.lesson.license else ""
    return f"Lesson {escape(page.lesson.id)}, version {escape(page.lesson.version)}, seed {page.seed}.{licence} Made with pdtutor."


# --- the questions ----------------------------------------------------------------------------------------------------------------


def _step(step: Text | Worked | Exercise, page: LessonPage) -> str:
    if isinstance(step, Text):
        return _prose(step.text)
    if isinstance(step, Worked):
        above = _prose(step.text) if step.text else ""
        shown = "\n\n".join(filter(None, (f"pdtutor {safe(step.command)}", safe(page.worked.get(step.id, "")))))
        return f'<div class="try">{above}<pre>{escape(shown)}</pre></div>'
    return _exercise(page.tasks[step.id], page.number(step))


def _exercise(task: Task, number: int) -> str:
    worth = f'<span class="quiet">{points(task.exercise.points)}</span>'
    parts = (
        f"<h2>{worth}Question {number}</h2>",
        *(_said(part, task) for part in asked(task)),
        _shown(shown(task), task),
        _options(task),
        f'<div class="room">{"<i></i>" * EXERCISE_TYPES[task.exercise.type].lines}</div>',
    )
    return f'<section class="exercise">{"".join(parts)}</section>'


def _shown(lines: Iterable[Sentence], task: Task) -> str:
    inside = "".join(f"<div>{formula(with_greek(safe(written(task, line))))}</div>" for line in lines)
    return f'<div class="shown">{inside}</div>' if inside else ""


def _options(task: Task) -> str:
    entries = (f'<li><span class="box"></span><span>{letter})</span>{_prose(option.text)}</li>' for letter, option in options(task))
    inside = "".join(entries)
    return f'<ul class="options">{inside}</ul>' if inside else ""


def _said(part: Markup | Sentence, task: Task) -> str:
    """The author's Markdown; or a sentence, in which expressions are formulas and the rest is text."""
    if isinstance(part, Markup):
        return _prose(part)
    runs = groupby(part, key=lambda piece: isinstance(piece, str))
    pieces = (
        _words(safe(written(task, tuple(run)))) if is_text else "".join(_set(with_greek(written(task, (piece,)))) for piece in run)
        for is_text, run in runs
    )
    return f'<div class="prose"><p>{"".join(pieces)}</p></div>'


def _words(text: str) -> str:
    """Words, among them names of derivatives."""
    return "".join(_set(piece) if "∂" in piece else escape(piece) for piece in re.split(r"(\S*∂\S*)", text))


def _set(text: str) -> str:
    """A formula among words."""
    return f'<span class="f{" whole" if len(text) <= WHOLE else ""}">{formula(safe(text))}</span>'


# --- the key ----------------------------------------------------------------------------------------------------------------------


def _key(page: LessonPage, title: str) -> Iterator[str]:
    yield f'<section class="key"><h2>Key: <bdi>{title}</bdi>, seed {page.seed}</h2>'
    for exercise in page.lesson.exercises:
        entries = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in _entries(page.tasks[exercise.id]))
        name = f'Question {page.number(exercise)} <span class="quiet">{escape(exercise.id)}</span>'
        yield f"<section><h3>{name}</h3><dl>{entries}</dl></section>"
    yield "</section>"


def _entries(task: Task) -> Iterator[tuple[str, str]]:
    answer = escape(safe(key(task))) if EXERCISE_TYPES[task.exercise.type].is_in_words else _set(with_greek(key(task)))
    yield "Answer", f'<span class="answer">{answer}</span>'
    yield from ((f"{letter})", _prose(because)) for letter, because in reasons(task))
    yield from ((f"Hint {number}", _said(hint, task)) for number, hint in enumerate(hints(task), 1))
    if task.exercise.explain:
        yield "To keep", _prose(task.exercise.explain)


# --- Markdown ---------------------------------------------------------------------------------------------------------------------


def _prose(text: str) -> str:
    """The author's Markdown as HTML: links say where they lead, pictures what they show, formulas are set."""
    rendered = parser()
    for name, rule in (("code_inline", _code), ("link_open", _nothing), ("link_close", _address), ("image", _picture)):
        rendered.add_render_rule(name, rule)
    return f'<div class="prose">{rendered.renderer.render(parsed(text), rendered.options, {})}</div>'


def _code(_: Any, tokens: Any, place: int, *__: Any) -> str:
    text = tokens[place].content
    return _set(text) if is_formula(text) else f"<code>{escape(text)}</code>"


def _nothing(*_: Any) -> str:
    return ""


def _address(_: Any, tokens: Any, place: int, *__: Any) -> str:
    opening = next(token for token in reversed(tokens[:place]) if token.type == "link_open")
    return f" ({escape(str(opening.attrs.get('href', '')))})"


def _picture(_: Any, tokens: Any, place: int, *__: Any) -> str:
    return escape(tokens[place].content)
