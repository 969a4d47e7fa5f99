"""Progress for programs and ears: as plain text in ASCII, and as JSON.

Belongs here: their layout, and what importing, exporting and forgetting say as JSON. Does not: pictures (`page`), words (`words`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from textwrap import wrap

from pdtutor.explain.counts import counted
from pdtutor.practice.quiz.overview import MistakeProgress, Overview, PractisedDay, SkillProgress
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import SCHEMA, printable
from pdtutor.render.progress import words

INDENT = "   "


# --- plain text -------------------------------------------------------------------------------------------------------------------


def plain(overview: Overview, width: int = 80) -> str:
    """A line for each thing, in ASCII, at most `width` wide."""
    if words.is_blank(overview):
        return _set(spelled(words.greeting(overview)), width - 1)
    parts = [[words.greeting(overview)], [*_due(overview)], *_skills(overview), [*_practice(overview)], [*_mistakes(overview)]]
    return "\n\n".join("\n".join(_set(spelled(printable(line)), width - 1) for line in part) for part in parts)


def _set(line: str, width: int) -> str:
    """The line in as many as it needs, what goes on further in than what it begins with."""
    indent = line[: len(line) - len(line.lstrip())] + INDENT
    return "\n".join(wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False))


def _due(overview: Overview) -> Iterator[str]:
    for when, names in words.due_rows(overview).items():
        yield f"Due {when.lower()}: {'; '.join(names)}."
    yield words.REVIEW if overview.due else words.NOTHING_DUE


def _skills(overview: Overview) -> Iterator[list[str]]:
    for group, skills in words.grouped(overview).items():
        yield [f"{group}:", *(f"{INDENT}{_skill(skill)}" for skill in skills)]


def _skill(skill: SkillProgress) -> str:
    waits = words.waiting(skill) if skill.waits else ""
    if not skill.is_met:
        return f"not open yet: {waits}" if waits else f"{skill.title}: new"
    mastered = ", mastered" if skill.is_mastered else ""
    return f"{waits or skill.title}: {words.percent(skill)}, level {skill.level}{mastered}, due {words.ahead(skill.due)}"


def _practice(overview: Overview) -> Iterator[str]:
    yield "Practice:"
    for monday, days in _weeks(overview.calendar).items():
        questions, right = sum(day.questions for day in days), sum(day.right for day in days)
        yield f"{INDENT}week of {monday}: {counted(questions, 'question')} on {counted(len(days), 'day')}, {right:,} right"
    yield f"{INDENT}in all: {words.totals(overview)}"


def _weeks(calendar: Sequence[PractisedDay]) -> Mapping[date, Sequence[PractisedDay]]:
    """The days with practice under the Monday before them."""
    weeks: dict[date, list[PractisedDay]] = defaultdict(list)
    for day in calendar:
        weeks[day.date - timedelta(day.date.weekday())].append(day)
    return weeks


def _mistakes(overview: Overview) -> Iterator[str]:
    yield "Mistakes:"
    if not overview.mistakes:
        yield f"{INDENT}{words.NO_MISTAKES}"
    for mistake in overview.mistakes:
        yield f"{INDENT}{words.mistake_name(mistake)}"
        yield f"{2 * INDENT}{words.fading(mistake)}"
        yield f"{2 * INDENT}In each of the last {len(mistake.weeks)} weeks: {' '.join(map(str, mistake.weeks))}"


# --- JSON -------------------------------------------------------------------------------------------------------------------------


def as_json(overview: Overview, notes: Sequence[str]) -> str:
    """The one object that `progress` prints."""
    result = {
        "skills": [_skill_members(skill) for skill in overview.skills],
        "mistakes": [_mistake_members(mistake) for mistake in overview.mistakes],
        "streak": overview.streak,
        "longest_streak": overview.longest_streak,
        "calendar": [{**day._asdict(), "date": day.date.isoformat()} for day in overview.calendar],
        "due": len(overview.due),
        "questions": overview.questions,
    }
    return enveloped("progress", result, notes)


def enveloped(command: str, result: Mapping[str, object], notes: Sequence[str]) -> str:
    """The one object that a command of this group prints."""
    return json.dumps({"schema": SCHEMA, "command": command, "notes": list(notes), "result": result}, allow_nan=False)


def _skill_members(skill: SkillProgress) -> dict[str, object]:
    return {
        "skill": skill.name,
        "title": skill.title,
        "mastery": round(skill.mastery, 4),
        "level": skill.level,
        "open": skill.is_open,
        "due": skill.due and _moment(skill.due.at),
        "seen": skill.seen,
        "correct": skill.correct,
    }


def _mistake_members(mistake: MistakeProgress) -> dict[str, object]:
    return {
        "id": mistake.id,
        "name": mistake.name,
        "count": mistake.count,
        "last": _moment(mistake.last),
        "avoided": mistake.avoided,
        "faded": mistake.is_faded,
        "weeks": list(mistake.weeks),
    }


def _moment(at: float) -> str:
    """A moment in ISO 8601, to the second, in UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
