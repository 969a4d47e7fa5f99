"""Plain text: ASCII alone, no boxes or colour, numbered and indented; the same on a terminal and in a pipe, easy to have read aloud.

Belongs here: the layout of plain documents. Does not: the words (`explain`) or the ASCII mathematics (`notation.writers`).
The text of the rule cards loads no algebra.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pdtutor.render import reading_notes
from pdtutor.render.ascii import spelled
from pdtutor.render.fitting import fitted
from pdtutor.render.lines import WIDEST, set_sentence
from pdtutor.render.plain_lines import WIDTH, Page, check_text, partial_lines

if TYPE_CHECKING:
    from pdtutor.calculus.results import Gradient, Value
    from pdtutor.explain.cards import Card
    from pdtutor.explain.phrases import Sentence
    from pdtutor.render.document import Result
    from pdtutor.requests.results import GradientResult, PartialResult, Pointed
    from pdtutor.requests.rules import RulesResult


def document(result: Result, width: int | None = None) -> str:
    """Any result as plain text, nothing in it beyond a width where one is given; without, a formula is never broken."""
    write = _TEXTS.get(result.command, _page)
    return write(result) if width is None else fitted(write(result, min(width, WIDEST) - 1), width)


def _page(result: Pointed, width: int = WIDTH) -> str:
    """The notes of the reading and the sections of the result's page."""
    from pdtutor.render.page_text import sections_text
    from pdtutor.render.pages import sections

    page = Page(result, width)
    return _joined(*filter(None, (list(_notes(result, page)),)), *sections_text(sections(result, page.labels), page))


def partial_text(result: PartialResult, width: int = WIDTH) -> str:
    """The reading and each partial derivative with its steps."""
    page = Page(result, width)
    return _joined(_heading(result, page), *(partial_lines(partial, page) for partial in result.partials))


def gradient_text(result: GradientResult, width: int = WIDTH) -> str:
    """The reading, the derivations there are, and the gradient."""
    page = Page(result, width)
    partials = [] if result.detail == "brief" else result.gradient.partials
    return _joined(_heading(result, page), *(partial_lines(partial, page) for partial in partials), _gradient(result.gradient, page))


def rules_text(result: RulesResult, width: int = WIDTH) -> str:
    """The cards, one after the other; several without their examples."""
    return _joined(*(_card(card, width) if len(result.cards) == 1 else _short_card(card) for card in result.cards))


_TEXTS: dict[str, Callable[..., str]] = {"partial": partial_text, "gradient": gradient_text, "rules": rules_text}


def _joined(*sections: Iterable[str]) -> str:
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _heading(result: PartialResult | GradientResult, page: Page) -> Iterator[str]:
    yield spelled(page.labels.reading)
    yield from _notes(result, page)


def _notes(result: Pointed, page: Page) -> Iterator[str]:
    for note in reading_notes.shown(result.reading.notes):
        yield from page.say((f"Note: {note}",))


# --- the gradient ---------------------------------------------------------------------------------------------------------------------


def _gradient(gradient: Gradient, page: Page) -> Iterator[str]:
    from pdtutor.explain.sentences import conditions_of, steepest

    yield f"Gradient of {page.function}"
    for name, part in gradient.shared.items():
        yield f"with {page.write(name)} = {page.write(part)}"
    yield from _entries(gradient, page)
    for sentence in conditions_of(gradient.conditions, [root for partial in gradient.partials for root in partial.roots]):
        yield from page.say(sentence)
    if gradient.value is not None:
        yield from _at_point(gradient, gradient.value, page)
        direction = gradient.steepest_ascent
        for sentence in steepest(gradient, None if direction is None else _vector(direction, page)):
            yield from page.say(sentence)
    yield from check_text(gradient.check, page)


def _entries(gradient: Gradient, page: Page) -> Iterator[str]:
    from pdtutor.render.vectors import LONGEST_TABLE, rows_shown

    count = len(gradient.variables)
    for k in rows_shown(count, page.detail):
        if k is None:
            yield f"   ... {count - LONGEST_TABLE} more like these (--detail full shows all)"
        else:
            yield f"   with respect to {page.write(gradient.variables[k])}: {page.write(gradient.entries[k])}"


def _at_point(gradient: Gradient, value: Sequence[Value], page: Page) -> Iterator[str]:
    from pdtutor.explain.sentences import amounts

    yield from page.say(("At ", *page.labels.point(page.point), ": the gradient is ", *_vector(value, page)))
    for variable, entry in zip(gradient.variables, value, strict=True):
        if entry.why is not None:
            yield from page.say(("The derivative with respect to ", variable, " ", *amounts(entry), "."))
    if gradient.norm is not None:
        yield from page.say(("Its norm ", *amounts(gradient.norm)))


def _vector(values: Sequence[Value], page: Page) -> Sentence:
    from pdtutor.render.vectors import vector

    return vector(values, page.write)


# --- the rules ------------------------------------------------------------------------------------------------------------------------


def _card(card: Card, width: int) -> Iterator[str]:
    yield card.title
    yield from _statement(card)
    for label, text in (("When", card.when), ("Example", card.example), ("Mistake", card.mistake)):
        for line in set_sentence((f"{label}: {text}",), str, width):
            yield spelled("".join(part for part, _ in line))
    if card.command:
        yield f"Try: {card.command}"


def _short_card(card: Card) -> Iterator[str]:
    yield card.title
    yield from _statement(card)


def _statement(card: Card) -> Iterator[str]:
    return (f"   {spelled(formula)}" for formula in card.statement.split("; "))
