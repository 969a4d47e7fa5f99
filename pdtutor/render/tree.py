"""The steps of a derivation as a tree, in as many columns as the width allows.

Belongs here: placing what `outline` chose. Does not: the choice itself, or what stands around the tree (`panels`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len

from pdtutor.explain.cards import CARDS
from pdtutor.explain.phrases import Sentence, Writer, say
from pdtutor.render import theme
from pdtutor.render.formulas import elide, fold
from pdtutor.render.lines import Line, padded, set_sentence
from pdtutor.render.outline import Entry

GAP = "  "
REASON = 34  # the narrowest column in which a reason still reads well
LEGIBLE = 24  # what is left of a shortened formula, at least
ARROW = "→ "


class Row(NamedTuple):
    """An entry as text: its guide, the guide of further lines, formulas and words.

    `is_concluded_later` where a later row says the result again.
    """

    guide: str
    below: str
    before: str
    title: str
    remark: Sentence
    after: str
    is_concluded_later: bool

    @property
    def head(self) -> str:
        """The guide and what is differentiated."""
        return self.guide + self.before


Sizes = tuple[int, int, int]


def tree(entries: Iterable[Entry], writer: Writer, width: int, is_brief: bool = False) -> list[Line]:
    """The entries in lines of at most `width` cells: with reasons in a column, beneath, or all of it stacked, whichever the width allows.

    A formula is shortened only where the other layouts would shorten it too.
    """
    rows = _rows(entries, writer, width)
    if is_brief:
        return _compact(rows, writer, width)
    for sizing in (_whole, _shortened_first, _shortened_longest):
        sizes = sizing(rows, width - REASON - len(GAP))
        if sizes is not None:
            return _in_columns(rows, writer, width, sizes)
        sizes = sizing(rows, width)
        if sizes is not None:
            return _over_reasons(rows, writer, width, sizes)
    return _stacked(rows, writer, width)


# --- guides ---------------------------------------------------------------------------------------------------------------------------


def _rows(entries: Iterable[Entry], writer: Writer, width: int) -> list[Row]:
    unit = 3 if width >= 60 else 2
    return [_row(entry, writer, unit, width // 3) for entry in entries]


def _row(entry: Entry, writer: Writer, unit: int, deepest: int) -> Row:
    title = CARDS[entry.step.rule].title if entry.step else ""
    after = ARROW + writer(entry.after) if entry.after is not None else ""
    rails = "".join(_rail(is_last, unit) for is_last in entry.path)
    rail = _rail(not entry.has_children, unit)
    is_chain = entry.step is not None and entry.step.rule == "chain"
    return Row(
        guide=_shortened(_guide(entry, unit), deepest),
        below=_shortened(rails + rail, deepest + unit),
        before=say(entry.before, writer),
        title=title,
        remark=entry.remark,
        after=after,
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


def _whole(rows: Sequence[Row], room: int) -> Sizes | None:
    """The widths of the three columns in `room` cells with every formula whole, None where they do not fit."""
    sizes = _needed(rows, 1.0)
    return sizes if sum(sizes) + 2 * len(GAP) <= room else None


def _shortened_first(rows: Sequence[Row], room: int) -> Sizes | None:
    """The widths with the formulas of the first row shortened: they stand in full above and below the tree."""
    return _fitted(_needed(rows[1:], 1.0), rows, room)


def _shortened_longest(rows: Sequence[Row], room: int) -> Sizes | None:
    """The widths with the longest fifth of the formulas shortened."""
    return _fitted(_needed(rows, 0.8), rows, room)


def _fitted(sizes: Sizes, rows: Sequence[Row], room: int) -> Sizes | None:
    most = _needed(rows, 1.0)
    least = (max(sizes[0], min(most[0], LEGIBLE)), most[1], max(sizes[2], min(most[2], LEGIBLE)))
    spare = room - sum(least) - 2 * len(GAP)
    if spare < 0:
        return None
    before = min(most[0] - least[0], spare // 2)
    return least[0] + before, least[1], least[2] + min(most[2] - least[2], spare - before)


def _needed(rows: Sequence[Row], share: float) -> Sizes:
    """The widths that this share of the rows needs in each column; titles are never shortened."""

    def column(texts: Iterable[str], part: float = 1.0) -> int:
        lengths = sorted(map(cell_len, texts))
        return lengths[ceil(part * len(lengths)) - 1] if lengths else 0

    heads = (row.head for row in rows if row.title)  # the others may reach over the column of titles
    return column(heads, share), column(row.title for row in rows), column((row.after for row in rows), share)


# --- layouts --------------------------------------------------------------------------------------------------------------------------


def _in_columns(rows: Sequence[Row], writer: Writer, width: int, sizes: Sizes) -> list[Line]:
    """Formula, rule, reason and derivative side by side."""
    before, title, after = sizes
    room = width - sum(sizes) - 3 * len(GAP)
    lines: list[Line] = []
    for row in rows:
        reasons = _reason(row.remark, writer, room) if row.remark else [()]
        ends = _result(row, after)
        for number, reason in enumerate(reasons):
            head = _head(row, before, title) if number == 0 else _continued(row, before, title)
            lines.append((*head, (GAP, ""), *padded(reason, room), (GAP, ""), *(ends if number == 0 else ())))
    return lines


def _over_reasons(rows: Sequence[Row], writer: Writer, width: int, sizes: Sizes) -> list[Line]:
    """Formula, rule and derivative side by side, the reason beneath."""
    before, title, after = sizes
    lines: list[Line] = []
    for row in rows:
        beside = _beside(row, writer, sizes)
        lines.append((*_head(row, before, title, beside), (GAP, ""), *_result(row, after)))
        lines += [] if beside else _beneath(row, writer, width)
    return lines


def _shared_out(before: int, after: int, room: int) -> Sizes:
    """Two columns in a room that may be too small for them: what one does not need is the other's."""
    right = min(after, max(room // 2, room - before))
    return room - right, 0, right


def _beside(row: Row, writer: Writer, sizes: Sizes) -> str:
    """What stands in the column of titles for a row without one, where there is room for it."""
    words = "" if row.title else say(row.remark, writer)
    return words if cell_len(words) <= sizes[1] and cell_len(row.head) <= sizes[0] else ""


def _stacked(rows: Sequence[Row], writer: Writer, width: int) -> list[Line]:
    """One thing under the other: the formula, the rule with its reason, the derivative."""
    lines: list[Line] = []
    for row in rows:
        lines.append(((row.guide, theme.GUIDE), (elide(row.before, width - cell_len(row.guide)), theme.FORMULA)))
        lines += _beneath(row, writer, width, row.title)
        if row.is_concluded_later:
            continue
        room = width - cell_len(row.below)
        formula = fold(row.after, room)
        formula = formula if len(formula) <= 2 else [elide(row.after, room)]
        lines += [((row.below, theme.GUIDE), (part, theme.FORMULA)) for part in formula if part]
    return lines


def _compact(rows: Sequence[Row], writer: Writer, width: int) -> list[Line]:
    """One line for each entry: formula, rule and derivative; shortened where they do not fit, without the rule where that is too little."""
    sizes = next(filter(None, (sizing(rows, width) for sizing in (_whole, _shortened_first, _shortened_longest))), None)
    if sizes is None:
        rows = [row._replace(title="") for row in rows]
        sizes = _shared_out(max(cell_len(row.head) for row in rows), max(cell_len(row.after) for row in rows), width - len(GAP))
    before, title, after = sizes
    return [(*_head(row, before, title, _beside(row, writer, sizes)), (GAP, ""), *_result(row, after)) for row in rows]


def _head(row: Row, before: int, title: int, beside: str = "") -> Line:
    """The guide, the formula and beside it the title; without anything beside it, the formula may take that room too."""
    words, style = (row.title, theme.RULE) if row.title else (beside, theme.REASON)
    room = before if words or not title else before + len(GAP) + title
    formula = elide(row.before, max(1, room - cell_len(row.guide)))
    filled = formula + " " * (room - cell_len(row.guide) - cell_len(formula))
    head: Line = ((row.guide, theme.GUIDE), (filled, theme.FORMULA))
    return (*head, (GAP, ""), (words, style), (" " * (title - cell_len(words)), "")) if words and title else head


def _continued(row: Row, before: int, title: int) -> Line:
    return ((row.below, theme.GUIDE), (" " * (before - cell_len(row.below) + len(GAP) + title), ""))


def _result(row: Row, after: int) -> Line:
    return ((ARROW if row.after else "", theme.GUIDE), (elide(row.after[len(ARROW) :], after - len(ARROW)), theme.FORMULA))


def _beneath(row: Row, writer: Writer, width: int, title: str = "") -> list[Line]:
    if not row.remark and not title:
        return []
    room = width - cell_len(row.below)
    lead = f"{title}: " if title and row.remark else title
    return [((row.below, theme.GUIDE), *line) for line in _reason((lead, *row.remark), writer, room)]


def _reason(sentence: Sentence, writer: Writer, width: int) -> list[Line]:
    """The sentence, formulas longer than a line shortened: they stand in rows of their own."""
    return set_sentence(sentence, lambda part: elide(writer(part), max(LEGIBLE, width - len(GAP))), width, theme.REASON)
