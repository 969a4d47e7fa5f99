"""The rule cards on screen: one in full, or all of them as a table.

Belongs here: their layout. Does not: what they say (`explain.cards`). Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from pdtutor.explain.cards import Card
from pdtutor.render import theme
from pdtutor.render.formulas import fold
from pdtutor.render.lines import BLANK, Framed, Line, padded, set_text

BAR = "┃ "
BETWEEN = "; "  # formulas of one statement
GAP = "  "
PROSE_COLUMN = 30  # the narrowest column in which a sentence still reads well


def card_panel(card: Card) -> Framed:
    """One rule: its statement set apart, when it applies, an example, the usual mistake."""
    return Framed(card.title, lambda width: _card(card, width))


def _card(card: Card, width: int) -> Iterator[Line]:
    for line in _statement(card, width - len(BAR)):
        yield ((BAR, theme.GUIDE), (line, theme.RESULT))
    yield BLANK
    yield from _labelled("When", card.when, width)
    yield from _labelled("Example", card.example, width)
    yield from _labelled("Mistake", card.mistake, width)
    if card.command:
        yield BLANK
        yield from _labelled("Try", card.command, width)


def _labelled(label: str, text: str, width: int) -> Iterator[Line]:
    """A word in the margin and text beside it; beneath it where there is no room beside."""
    indent = 9 if width >= 50 else 2
    if indent == 2:
        yield ((label, theme.RULE),)
    for number, line in enumerate(set_text(text, width - indent)):
        margin = label.ljust(indent) if number == 0 and indent > 2 else " " * indent
        yield ((margin, theme.RULE), *line)


def card_table(cards: Sequence[Card]) -> Framed:
    """A row for each rule: title, statement and, where there is room, when it applies."""
    return Framed("Differentiation rules", lambda width: _table(cards, width))


def _table(cards: Sequence[Card], width: int) -> Iterator[Line]:
    titles = max(cell_len(card.title) for card in cards)
    room = width - titles - len(GAP)
    statements = max(cell_len(formula) for card in cards for formula in card.statement.split(BETWEEN))
    for card in cards:
        if room < PROSE_COLUMN:
            yield from _stacked(card, width)
        elif room - statements - len(GAP) < PROSE_COLUMN:
            yield from _beside(card, titles, [((line, theme.RESULT),) for line in _statement(card, room)])
        else:
            yield from _beside(card, titles, _two_columns(card, statements, room - statements - len(GAP)))
    yield BLANK
    yield from set_text("pdtutor rules chain, for instance, shows a rule with an example and its usual mistake.", width)


def _statement(card: Card, width: int) -> list[str]:
    return [line for formula in card.statement.split(BETWEEN) for line in fold(formula, width)]


def _stacked(card: Card, width: int) -> Iterator[Line]:
    yield ((card.title, theme.RULE),)
    for line in _statement(card, width - 2):
        yield (("  ", ""), (line, theme.RESULT))


def _beside(card: Card, titles: int, lines: Sequence[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield ((card.title.ljust(titles) if number == 0 else " " * titles, theme.RULE), (GAP, ""), *line)


def _two_columns(card: Card, statements: int, room: int) -> list[Line]:
    left = _statement(card, statements)
    right = set_text(card.when, room)
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right += [BLANK] * (height - len(right))
    return [(*padded(((line, theme.RESULT),), statements), (GAP, ""), *words) for line, words in zip(left, right, strict=True)]
