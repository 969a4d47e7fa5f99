"""The other readings of an answer: with the brackets that may have been meant and were not typed.

Belongs here: e^2x as e^(2x), 1/2x as 1/(2x), x^-1/2 as x^(-1/2), 1/x+1 as 1/(x+1). Does not: how it is read (`notation.grammar`), or
judging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from pdtutor.notation.tokens import SUPERSCRIPTS
from pdtutor.notation.tree import Node

LONGEST = 200  # characters of an answer whose other readings are looked at
MOST_PLACES = 6  # where brackets may be missing
OPENING = frozenset("({[") | frozenset(SUPERSCRIPTS)

Span = tuple[int, int]


def bracketed(text: str, tree: Node) -> Iterator[str]:
    """The text with brackets put in at one place or at two, as far as its shape leaves it open where they belong."""
    if len(text) > LONGEST:
        return
    spans = [span for node in tree.walk() for span in _SPANS.get(node.kind, _none)(text, node)][:MOST_PLACES]
    for span in spans:
        yield _put(text, (span,))
    for pair in combinations(spans, 2):
        if _are_apart(*pair):
            yield _put(text, pair)


def _put(text: str, spans: Sequence[Span]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}({text[start:end]}){text[end:]}"
    return text


def _are_apart(one: Span, other: Span) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _in_product(text: str, product: Node) -> Iterator[Span]:
    """What may have been meant to stand in one exponent, or below one bar."""
    for place, factor in enumerate(product.parts[:-1]):
        run = _run(text, product, place)
        if product.value[place] == "/" and run and not (factor.kind == "number" and text[factor.end].isspace()):
            yield from ((factor.at, end) for end in dict.fromkeys((run[-1], run[0])))
        start = _start_of_exponent(text, factor)
        if start is None:
            continue
        if run and not text[factor.end].isspace():
            yield from ((start, end) for end in dict.fromkeys((run[-1], run[0])))
        following = product.parts[place + 1]
        if product.value[place + 1] == "/" and text[factor.end : following.at] == "/":
            yield (start, following.end)


def _run(text: str, product: Node, place: int) -> list[int]:
    """Where the factors end that are written after this one with no sign between."""
    ends = []
    for before, after in zip(product.parts[place:], product.parts[place + 1 :], strict=False):
        if text[before.end : after.at].strip():
            break
        ends.append(after.end)
    return ends


def _start_of_exponent(text: str, factor: Node) -> int | None:
    """Where an exponent without brackets begins, or what stands under a root sign without them."""
    if factor.kind == "power" and text[factor.parts[1].at] not in OPENING:
        return factor.parts[1].at
    is_root = factor.kind == "call" and text[factor.at] in "√∛"
    return factor.parts[0].at if is_root and text[factor.parts[0].at] not in OPENING else None


def _in_sum(text: str, total: Node) -> Iterator[Span]:
    """1/x + 1 meant as 1/(x + 1), e^x+1 as e^(x+1)."""
    for term, following in zip(total.parts, total.parts[1:], strict=False):
        last = term.parts[-1] if term.kind == "product" else term
        start = _start_of_exponent(text, last)
        if term.kind == "product" and term.value[-1] == "/":
            start = last.at
        if start is not None:
            yield from ((start, end) for end in dict.fromkeys((total.end, following.end)))


def _none(_: str, __: Node) -> Iterator[Span]:
    yield from ()


_SPANS: Mapping[str, Callable[[str, Node], Iterator[Span]]] = {"product": _in_product, "sum": _in_sum}
