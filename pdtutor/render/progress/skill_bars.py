"""Skills as bars of mastery, in groups: a line for each where that fits, else its title beside the rest; those that wait in a paragraph.

Belongs here: the rows and their layout. Does not: what mastery is (`practice.quiz.overview`), words (`words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from pdtutor.practice.quiz.overview import Overview, SkillProgress
from pdtutor.render import theme
from pdtutor.render.lines import BLANK, Line, padded, set_text, width_of
from pdtutor.render.progress import words

MASTERED, LEARNING = "✓ ", "  "
GAP = "  "
PERCENT = 6  # cells: " 100 %"
LEVEL = len("level")
WHEN = len("in 23 months")
FIXED = len(MASTERED) + PERCENT + LEVEL + WHEN + 3 * len(GAP)
NARROWEST_BAR, WIDEST_BAR = 8, 40
SHORT_BAR = 10
BESIDE = len(GAP) + SHORT_BAR + PERCENT  # cells beside a title that goes on beneath
FULL, REST = "█", "░"


def lines(overview: Overview, width: int) -> Iterator[Line]:
    """Every group with its skills."""
    groups = words.grouped(overview)
    titles = max((cell_len(skill.title) for skill in overview.skills if _has_row(skill)), default=0)
    bar = min(width - FIXED - titles, WIDEST_BAR)
    is_wide = bar >= NARROWEST_BAR
    for place, (group, skills) in enumerate(groups.items()):
        yield from [BLANK] if place else []
        yield _heads(group, titles, bar) if is_wide and not place else ((group, theme.HEADING),)
        for skill in filter(_has_row, skills):
            yield from [_row(skill, titles, bar)] if is_wide else _stacked(skill, width)
        yield from _waiting(skills, width)


def _has_row(skill: SkillProgress) -> bool:
    return skill.is_open or skill.is_met


# --- one line for each ------------------------------------------------------------------------------------------------------------


def _heads(group: str, titles: int, bar: int) -> Line:
    before = len(MASTERED) + titles + len(GAP)
    return (*padded(((group, theme.HEADING),), before), (f"{'mastery':<{bar + PERCENT}}{GAP}level{GAP}due", theme.REASON))


def _row(skill: SkillProgress, titles: int, bar: int) -> Line:
    style = theme.PROSE if skill.is_open else theme.GUIDE
    name = padded((*_mark(skill), (skill.title, style)), len(MASTERED) + titles)
    return (*name, (GAP, ""), *_bar(skill, bar), (f"{GAP}{skill.level:<{LEVEL}}{GAP}{words.ahead(skill.due)}", style))


def _mark(skill: SkillProgress) -> Line:
    return ((MASTERED, theme.GOOD),) if skill.is_mastered else ((LEARNING, ""),)


def _bar(skill: SkillProgress, length: int) -> Line:
    """The bar and its number; what is above 0 has at least one cell, and only what is all of it has all."""
    full = max(int(skill.mastery * length), 1 if skill.mastery else 0)
    style = theme.GOOD if skill.is_mastered else theme.PROSE
    return (FULL * full, style), (REST * (length - full), theme.GUIDE), (f"{words.percent(skill):>{PERCENT}}", theme.PROSE)


# --- in the lines that it needs ---------------------------------------------------------------------------------------------------


def _stacked(skill: SkillProgress, width: int) -> Iterator[Line]:
    """The title at the left, at its right the bar and beneath that what else there is to say."""
    style = theme.PROSE if skill.is_open else theme.GUIDE
    room = max(width - len(MASTERED) - BESIDE, 1)
    marks: Sequence[Line] = [_mark(skill)]
    titles = set_text(skill.title, room, style)
    beside = [_bar(skill, SHORT_BAR), *set_text(f"level {skill.level}, {_due(skill)}", SHORT_BAR + PERCENT, style)]
    for mark, title, said in zip_longest(marks, titles, beside, fillvalue=BLANK):
        left = (*padded(mark, len(MASTERED)), *title)
        yield (*padded(left, len(MASTERED) + room), (GAP, ""), *said) if width_of(said) else left


def _due(skill: SkillProgress) -> str:
    return "new" if skill.due is None else f"due {words.ahead(skill.due)}"


# --- those that wait --------------------------------------------------------------------------------------------------------------


def _waiting(skills: Sequence[SkillProgress], width: int) -> Iterator[Line]:
    waiting = [words.waiting(skill) for skill in skills if not _has_row(skill)]
    if waiting:
        indent = len(LEARNING)
        for line in set_text(f"Not open yet: {', '.join(waiting)}.", width - indent, theme.GUIDE):
            yield ((LEARNING, ""), *line)
