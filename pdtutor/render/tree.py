"""The steps of a derivation as a tree, in as many columns as the width allows.

Belongs here: placing what `outline` chose. Does not: the choice itself, or what stands around the tree (`panels`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len
from sympy import Basic

from pdtutor.explain.cards import CARDS
from pdtutor.explain.outline import Entry, numbered
from pdtutor.explain.phrases import Sentence, Writer, say
from pdtutor.render import theme
from pdtutor.render.formulas import elide, ends, set_formula
from pdtutor.render.lines import Line, padded, set_sentence, set_text
from pdtutor.render.marks import Mark

GAP = "  "
REASON = 34  # the narrowest column in which a reason still reads well
LEGIBLE = 24  # what is left of a formula shortened in a sentence, at least
ARROW = "→ "
MOST = (0.95, 0.9, 0.85, 0.8)  # shares of the rows


class Row(NamedTuple):
    """An entry as text: its guide, the guide of further lines, formulas and words.

    `is_concluded_later` where a later row says the result again; `marks` are those of its line.
    """

    guide: str
    below: str
    before: str
    title: str
    remark: Sentence
    after: str
    is_concluded_later: bool
    marks: tuple[Mark, ...] = ()

    @property
    def head(self) -> str:
        """The guide and what is differentiated."""
        return self.guide + self.before


Sizes = tuple[int, int, int]


def tree(entries: Iterable[Entry], writer: Writer, width: int, is_brief: bool = False, marks: Iterable[Mark] = ()) -> list[Line]:
    """The entries in lines of at most `width` cells: with reasons in a column, beneath, or all of it stacked, whichever the width allows.

    A row too long for the columns that suit the others is stacked; a formula is shortened only where it would take more than a few lines.
    Each of `marks` stands beneath the row whose number it names.
    """
    rows = _rows(entries, writer, width, tuple(marks))
    if is_brief:
        rows = [row._replace(remark=()) if row.title else row for row in rows]
    for sizes in _sizings(rows):
        if not is_brief and _total(sizes) <= width - REASON - len(GAP):
            return _in_columns(rows, writer, width, sizes)
        if _total(sizes) <= width:
            return _over_reasons(rows, writer, width, sizes)
    return _with_marks(rows, width, lambda row: _stacked(row, writer, width))


# --- guides ---------------------------------------------------------------------------------------------------------------------------


def _rows(entries: Iterable[Entry], writer: Writer, width: int, marks: tuple[Mark, ...]) -> list[Row]:
    unit = 3 if width >= 60 else 2
    rows = ((number, _row(entry, writer, unit, width)) for number, entry in numbered(entries))
    return [row._replace(marks=tuple(mark for mark in marks if mark.line == number)) for number, row in rows]


def _row(entry: Entry, writer: Writer, unit: int, width: int) -> Row:
    title = CARDS[entry.step.rule].title if entry.step else ""
    after = ARROW + writer(entry.after) if entry.after is not None else ""
    deepest = width // 3
    rails = "".join(_rail(is_last, unit) for is_last in entry.path)
    rail = _rail(not entry.has_children, unit)
    is_chain = entry.step is not None and entry.step.rule == "chain"
    return Row(
        guide=_shortened(_guide(entry, unit), deepest),
        below=_shortened(rails + rail, deepest + unit),
        before=ends(say(entry.before, writer), width),
        title=title,
        remark=entry.remark,
        after=ends(after, width),
        is_concluded_later=is_chain and entry.has_children,
    )


def _guide(entry: Entry, unit: int) -> str:
    if not entry.path:
        return ""
    rails = "".join(_rail(is_last, unit) for is_last in entry.path[:-1])
    corner = "└" if entry.path[-1] else "├"
    return rails + corner + "─" * (unit - 2) + " "


def _rail(is_last: bool, unit: int) -> str:
    return (" " if is_last else "│").ljust(unit)


def _shortened(guide: str, deepest: int) -> str:
    """Guides of deep steps keep their inner end."""
    return guide if len(guide) <= deepest else "⋯" + guide[len(guide) - deepest + 1 :]


# --- widths ---------------------------------------------------------------------------------------------------------------------------


def _sizings(rows: Sequence[Row]) -> Iterator[Sizes]:
    """The widths of the three columns in which every row fits, then all but the first, often the longest by far, then all but a few."""
    yield _needed(rows, 1.0)
    yield _needed(rows[1:], 1.0)
    yield from (_needed(rows, share) for share in MOST)


def _total(sizes: Sizes) -> int:
    return sum(sizes) + 2 * len(GAP)


def _fits(row: Row, sizes: Sizes) -> bool:
    before, title, after = sizes
    room = before if row.title else before + len(GAP) + title
    return cell_len(row.head) <= room and cell_len(row.title) <= title and cell_len(row.after) <= after


def _needed(rows: Sequence[Row], share: float) -> Sizes:
    """The widths that this share of the rows needs in each column, and all of their titles."""

    def column(texts: Iterable[str], part: float = 1.0) -> int:
        lengths = sorted(map(cell_len, texts))
        return lengths[ceil(part * len(lengths)) - 1] if lengths else 0

    heads = (row.head for row in rows if row.title)  # the others may reach over the column of titles
    return column(heads, share), column(row.title for row in rows), column((row.after for row in rows), share)


# --- layouts --------------------------------------------------------------------------------------------------------------------------


def _with_marks(rows: Iterable[Row], width: int, layout: Callable[[Row], Iterable[Line]]) -> list[Line]:
    """Each row as the layout draws it, its marks beneath."""
    return [line for row in rows for line in (*layout(row), *_mark_lines(row, width))]


def _mark_lines(row: Row, width: int) -> Iterator[Line]:
    for mark in row.marks:
        sign, words, style = ("✗ ", "here", theme.BAD) if mark.is_certain else ("? ", "perhaps here", theme.HEADING)
        first, *others = set_text(f"{words}: {mark.name}", width - cell_len(row.below + sign), style)
        yield ((row.below, theme.GUIDE), (sign, style), *first)
        yield from (((row.below, theme.GUIDE), (" " * len(sign), ""), *line) for line in others)


def _in_columns(rows: Sequence[Row], writer: Writer, width: int, sizes: Sizes) -> list[Line]:
    """Formula, rule, reason and derivative side by side."""
    return _with_marks(rows, width, lambda row: (_with_reason if _fits(row, sizes) else _stacked)(row, writer, width, sizes))


def _with_reason(row: Row, writer: Writer, width: int, sizes: Sizes) -> Iterator[Line]:
    before, title, _ = sizes
    room = width - sum(sizes) - 3 * len(GAP)
    for number, reason in enumerate(_reason(row.remark, writer, room) if row.remark else [()]):
        head = _head(row, before, title) if number == 0 else _continued(row, before, title)
        yield (*head, (GAP, ""), *padded(reason, room), (GAP, ""), *(_result(row) if number == 0 else ()))


def _over_reasons(rows: Sequence[Row], writer: Writer, width: int, sizes: Sizes) -> list[Line]:
    """Formula, rule and derivative side by side, the reason beneath."""
    return _with_marks(rows, width, lambda row: (_over_reason if _fits(row, sizes) else _stacked)(row, writer, width, sizes))


def _over_reason(row: Row, writer: Writer, width: int, sizes: Sizes) -> Iterator[Line]:
    before, title, _ = sizes
    beside = _beside(row, writer, sizes)
    yield (*_head(row, before, title, beside), (GAP, ""), *_result(row))
    if not beside:
        yield from _beneath(row, writer, width)


def _beside(row: Row, writer: Writer, sizes: Sizes) -> str:
    """What stands in the column of titles for a row without one, where there is room for it."""
    words = "" if row.title else say(row.remark, writer)
    return words if cell_len(words) <= sizes[1] and cell_len(row.head) <= sizes[0] else ""


def _stacked(row: Row, writer: Writer, width: int, _sizes: Sizes | None = None) -> Iterator[Line]:
    """One thing under the other: the formula, the rule with its reason, the derivative unless a later row concludes with it."""
    if row.is_concluded_later and not row.remark and cell_len(row.head + GAP + row.title) <= width:
        yield ((row.guide, theme.GUIDE), (row.before, theme.FORMULA), (GAP, ""), (row.title, theme.RULE))
        return
    for number, part in enumerate(set_formula(row.before, width - cell_len(row.below))):
        yield ((row.below if number else row.guide, theme.GUIDE), (part, theme.FORMULA))
    results = set_formula(row.after, width - cell_len(row.below))
    beside = _beside_title(row, results, width - cell_len(row.below + row.title + GAP))
    if beside:
        yield ((row.below, theme.GUIDE), (row.title, theme.RULE), (GAP, ""), *_result(row._replace(after=beside)))
        return
    yield from _beneath(row, writer, width, row.title)
    if not row.is_concluded_later:
        yield from (((row.below, theme.GUIDE), (part, theme.FORMULA)) for part in results if part)


def _beside_title(row: Row, results: list[str], room: int) -> str:
    """What stands beside the rule where there is no reason: the derivative where it fits or is shortened anyway."""
    if not row.title or row.remark or len(results) != 1:
        return ""
    if cell_len(row.after) <= room:
        return row.after
    return elide(row.after, room) if results[0] != row.after and room >= LEGIBLE else ""


def _head(row: Row, before: int, title: int, beside: str = "") -> Line:
    """The guide, the formula and beside it the title; without anything beside it, the formula may take that room too."""
    words, style = (row.title, theme.RULE) if row.title else (beside, theme.REASON)
    room = before if words or not title else before + len(GAP) + title
    filled = row.before + " " * (room - cell_len(row.head))
    head: Line = ((row.guide, theme.GUIDE), (filled, theme.FORMULA))
    return (*head, (GAP, ""), (words, style), (" " * (title - cell_len(words)), "")) if words and title else head


def _continued(row: Row, before: int, title: int) -> Line:
    return ((row.below, theme.GUIDE), (" " * (before - cell_len(row.below) + len(GAP) + title), ""))


def _result(row: Row) -> Line:
    return ((ARROW if row.after else "", theme.GUIDE), (row.after[len(ARROW) :], theme.FORMULA))


def _beneath(row: Row, writer: Writer, width: int, title: str = "") -> list[Line]:
    if not row.remark and not title:
        return []
    room = width - cell_len(row.below)
    lead = f"{title}: " if title and row.remark else title
    return [((row.below, theme.GUIDE), *line) for line in _reason((lead, *row.remark), writer, room)]


def _reason(sentence: Sentence, writer: Writer, width: int) -> list[Line]:
    """The sentence, formulas longer than two lines shortened: they stand in rows of their own."""

    def written(part: Basic) -> str:
        formula = writer(part)
        return formula if len(formula) <= 2 * width else elide(formula, max(LEGIBLE, width - len(GAP)))

    return set_sentence(sentence, written, width, theme.REASON)
