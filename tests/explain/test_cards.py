"""The rule cards: one for each rule, true, and readable without any algebra."""

import subprocess
import sys

import pytest

from pdtutor.explain.cards import CARDS

CONTRACT = [
    "constant",
    "identity",
    "constant_multiple",
    "sum",
    "product",
    "quotient",
    "power",
    "exponential",
    "logarithm",
    "trigonometric",
    "inverse_trigonometric",
    "hyperbolic",
    "chain",
    "general_power",
    "absolute_value",
    "maximum",
    "piecewise",
    "activation",
    "unknown_function",
    "indexed_sum",
    "table",
    "rewrite",
]


def test_every_rule_of_the_contract_has_a_card() -> None:
    assert list(CARDS) == CONTRACT


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_says_everything(card) -> None:
    assert all((card.title, card.statement, card.when, card.typed, card.by, card.gives, card.mistake))
    assert card.when.endswith(".")
    assert card.mistake.endswith(".")


@pytest.mark.parametrize("card", [card for card in CARDS.values() if card.command], ids=lambda card: card.name)
def test_an_example_is_an_example_of_its_rule_and_gives_what_the_card_says(card) -> None:
    from pdtutor.notation.reader import read
    from pdtutor.requests.partial import partial

    (found,) = partial(card.typed, wrt=card.by).partials
    assert card.name in {step.rule for step in found.roots[0].walk()}
    assert found.derivative.equals(read(card.gives).expression)


def test_titles_are_told_apart() -> None:
    assert len({card.title for card in CARDS.values()}) == len(CARDS)


def test_reading_the_cards_loads_no_algebra() -> None:
    code = "import sys, pdtutor.explain.cards; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
