"""A class's results as one HTML page that needs nothing else: to be read on a screen, light or dark, and to be printed.

Belongs here: its markup and its style. Does not: what is counted (`classroom.report`). Every text is escaped, and a policy in the
page itself lets it load and run nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from pdtutor.classroom.report import ExerciseCount, GradeResult, MistakeCount, ResultRow, StudentCount
from pdtutor.classroom.submissions import Origin
from pdtutor.course.problems import quoted
from pdtutor.explain.counts import counted, percent
from pdtutor.render.pages.grade import hardest, unread, unread_answers

LONGEST = 300  # characters of an answer
SIGNS = {
    "correct": ("right", "✓", "right"),
    "incorrect": ("wrong", "✗", "wrong"),
    "invalid": ("open", "!", "cannot be read"),
    "undecided": ("open", "?", "not decided"),
    "skipped": ("none", "–", "no answer"),
}
STYLE = """
:root { color-scheme: light dark; --right: #1a7f37; --wrong: #c5221f; --quiet: #6b7280; --line: #8884; }
@media (prefers-color-scheme: dark) { :root { --right: #57c26f; --wrong: #ff7b72; --quiet: #9ca3af; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; }
.quiet, .none { color: var(--quiet); }
.warning { border-left: .3rem solid var(--wrong); padding-left: .7rem; } th .quiet { font-weight: 400; }
.right { color: var(--right); } .wrong { color: var(--wrong); } .mark { text-align: center; }
.bar { background: var(--line); border-radius: .3rem; display: block; height: .7rem; margin-top: .4rem; min-width: 8rem; overflow: hidden; }
.bar span { background: var(--right); display: block; height: 100%; }
code { font-size: .9em; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } thead { display: table-header-group; }
  .bar, .bar span { print-color-adjust: exact; -webkit-print-color-adjust: exact; } .wide { overflow: visible; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def content(result: GradeResult) -> bytes:
    """The whole file."""
    title = escape(f"{result.lesson.title}: a class, graded")
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{STYLE}</style>'
    )
    body = "\n".join(_body(result))
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'.encode("utf-8", "replace")


def _body(result: GradeResult) -> Iterator[str]:
    yield f"<h1>{_name(result.lesson.title)}</h1>"
    yield f'<p class="quiet">Lesson <code>{escape(result.lesson.id)}</code>, version <code>{result.lesson.version}</code></p>'
    yield from (f'<p class="warning">{_name(warning)}</p>' for warning in result.warnings)
    yield from _summary(result)
    yield from _section("Exercises", _exercises(result))
    yield from _section("Most frequent mistakes", _mistakes(result.mistakes))
    yield from _section("Students", _students(result))
    yield from _section("Not read", _list(map(unread, result.unreadable)))
    yield from _section("Notes", _list(result.notes))


def _section(title: str, content: str) -> Iterator[str]:
    if content:
        yield f'<h2>{title}</h2>\n<div class="wide">{content}</div>'


def _summary(result: GradeResult) -> Iterator[str]:
    attempted = sum(exercise.attempted for exercise in result.exercises)
    yield (
        f"<p>{counted(len(result.students), 'student')}, {counted(len(result.exercises), 'exercise')}, {counted(attempted, 'answer')}.</p>"
    )
    said = hardest(result)
    if said:
        before, names, after = map(escape, said)
        yield f"<p>{before}<strong>{names}</strong>{after}</p>"
    if result.unread:
        yield f"<p>{escape(unread_answers(result))}</p>"


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    body = "\n".join(rows)
    return f"<table><thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n{body}\n</tbody></table>" if body else ""


def _heads(*names: str) -> Iterator[str]:
    return (f'<th scope="col">{escape(name)}</th>' for name in names)


def _list(items: Iterable[str]) -> str:
    entries = "\n".join(f"<li>{_name(item)}</li>" for item in items)
    return f"<ul>\n{entries}\n</ul>" if entries else ""


def _name(text: str) -> str:
    """A text from elsewhere, escaped, its direction of writing kept to itself."""
    return f"<bdi>{escape(text)}</bdi>"


# --- the tables -----------------------------------------------------------------------------------------------------------------------


def _exercises(result: GradeResult) -> str:
    return _table(_heads("exercise", "right", "answers", "share", "", "most frequent mistake"), map(_exercise, result.exercises))


def _exercise(exercise: ExerciseCount) -> str:
    share = exercise.share
    bar = "" if share is None else f'<span class="bar" aria-hidden="true"><span style="width: {100 * share:.1f}%"></span></span>'
    worst = f"{escape(exercise.mistakes[0].name)} ({exercise.mistakes[0].count:,})" if exercise.mistakes else ""
    numbers = "".join(f'<td class="number">{cell}</td>' for cell in (f"{exercise.correct:,}", f"{exercise.attempted:,}", percent(share)))
    return f'<tr><th scope="row">{escape(exercise.id)}</th>{numbers}<td>{bar}</td><td>{worst}</td></tr>'


def _mistakes(mistakes: Iterable[MistakeCount]) -> str:
    return _table(_heads("times", "mistake", "id", "in"), map(_mistake, mistakes))


def _mistake(mistake: MistakeCount) -> str:
    cells = (escape(mistake.name), f"<code>{escape(mistake.id)}</code>", escape(", ".join(mistake.exercises)))
    return f'<tr><td class="number">{mistake.count:,}</td>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _students(result: GradeResult) -> str:
    heads = ("student", "seed", "right", *(exercise.id for exercise in result.exercises))
    lesson = result.lesson
    return _table(_heads(*heads), (_student(student, student.origin.of(lesson.id, lesson.version)) for student in result.students))


def _student(student: StudentCount, other: Origin) -> str:
    numbers = f'<td class="number">{student.seed}</td><td class="number">{student.correct:,}</td>'
    made_for = f"lesson {other.lesson}" if other.lesson else other.version and f"version {other.version}"
    said = f' <span class="quiet">made for {_name(quoted(made_for)[1:-1])}</span>' if made_for else ""
    return f'<tr><th scope="row">{_name(student.student)}{said}</th>{numbers}{"".join(map(_mark, student.rows))}</tr>'


def _mark(row: ResultRow) -> str:
    kind, sign, words = SIGNS[row.mark.verdict]
    parts = (words, row.answer[:LONGEST], " ".join(mistake.id for mistake in row.mark.mistakes), row.mark.note, row.mark.error)
    title = escape(" | ".join(filter(None, parts)))
    return f'<td class="mark {kind}" title="{title}"><span aria-label="{words}">{sign}</span></td>'
