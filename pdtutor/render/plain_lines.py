"""Lines of plain text: sentences folded, a derivation numbered and indented, the verdict of its check.

Belongs here: what every plain document is made of. Does not: which document shows what (`plain`), pages of blocks (`page_text`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import TYPE_CHECKING

from pdtutor.explain.cards import CARDS
from pdtutor.render.ascii import spelled
from pdtutor.render.lines import set_sentence

if TYPE_CHECKING:
    from sympy import Expr

    from pdtutor.calculus.results import Check, Partial
    from pdtutor.calculus.step import Step
    from pdtutor.explain.outline import Entry
    from pdtutor.explain.phrases import Sentence
    from pdtutor.requests.results import Pointed

WIDTH = 79  # of prose; a formula is never broken
DEEPEST = 24  # cells of indentation; deeper steps keep their number


class Page:
    """What all sections of one document share; `width` is that of its prose."""

    def __init__(self, result: Pointed, width: int = WIDTH) -> None:
        from pdtutor.notation.writers import PlainWriter
        from pdtutor.render.labels import Labels

        self.write = PlainWriter(result.reading.shown)
        self.labels = Labels(result.reading.expression, self.write)
        self.function = self.labels.function
        self.point = result.point
        self.detail = result.detail
        self.width = width

    def of(self, output: int | None) -> Page:
        """The page of what is derived from one of several outputs."""
        page = copy(self)
        page.labels = self.labels.at(output)
        page.function = page.labels.function
        return page

    def say(self, sentence: Sentence, indent: str = "") -> Iterator[str]:
        """The sentence in lines of prose."""
        parts = tuple(_spelled_apart(part) if isinstance(part, str) else part for part in sentence)  # before the lines are set: it grows
        for line in set_sentence(parts, self.write, self.width - len(indent), is_folded=False):
            yield indent + spelled("".join(text for text, _ in line))

    def derivative(self, order: Sequence[Expr]) -> str:
        """The name of a derivative in words."""
        by = ", then ".join(self.write(variable) for variable in order)
        return f"{'Partial' if len(order) == 1 else 'Mixed partial'} derivative of {spelled(self.function)} with respect to {by}"


def _spelled_apart(text: str) -> str:
    """The text in ASCII, but for the spaces at which no line may end."""
    return "\u00a0".join(map(spelled, text.split("\u00a0")))


def partial_lines(partial: Partial, page: Page, first: int = 0) -> Iterator[str]:
    """One partial derivative with its steps, differentiations before the number `first` (from 0) left out."""
    from pdtutor.explain.sentences import amounts, conditions

    yield page.derivative(partial.order)
    has_number = len(partial.roots) - first > 1
    for number, root in enumerate(partial.roots[first:], first):
        if has_number:
            yield ""
            yield f"Differentiation {number + 1}, with respect to {page.write(root.wrt)}"
        yield from _differentiation(root, partial.roots[number - 1] if number and has_number else None, page)
    for sentence in conditions(partial):
        yield from page.say(sentence)
    if partial.value is not None:
        yield from page.say(("At ", *page.labels.point(page.point), ": the derivative ", *amounts(partial.value)))
    yield from check_text(partial.check, page)


def _differentiation(root: Step, before: Step | None, page: Page) -> Iterator[str]:
    from pdtutor.explain.outline import is_tidied, outline
    from pdtutor.explain.sentences import held_in

    held = held_in(root, before)
    yield from page.say(held) if held else ()
    yield "Steps:"
    yield from _steps(outline(root, page.detail), page)
    yield f"Result{', tidied up' if is_tidied(root) else ''}: {page.write(root.gives)}"


def _steps(entries: Iterable[Entry], page: Page) -> Iterator[str]:
    from pdtutor.explain.outline import numbered

    for number, entry in numbered(entries):
        yield from _step(entry, number, page)


def _step(entry: Entry, number: str, page: Page) -> Iterator[str]:
    from pdtutor.explain.phrases import say

    indent = " " * min(3 * len(entry.path), DEEPEST, page.width // 3)
    verb = "gives" if entry.step else "becomes"
    after = f" {verb} {page.write(entry.after)}" if entry.after is not None else ""
    yield f"{indent}{number}. {spelled(say(entry.before, page.write))}{after}"
    title: Sentence = (f"{CARDS[entry.step.rule].title}: " if entry.remark else CARDS[entry.step.rule].title,) if entry.step else ()
    if title or entry.remark:
        yield from page.say((*title, *entry.remark), indent + "   ")


def check_text(check: Check, page: Page) -> Iterator[str]:
    """The verdict of the independent check."""
    from pdtutor.explain.sentences import checked

    yield from page.say(("Check: ", *checked(check), "."))
