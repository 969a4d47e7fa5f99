"""The request for rule cards.

Belongs here: finding the cards a learner names. Does not: what they say (`explain.cards`). Loads no algebra.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pdtutor.errors import UsageError
from pdtutor.explain.cards import CARDS, Card


@dataclass(frozen=True)
class RulesResult:
    """Cards, in the order in which the rules are taught."""

    command: ClassVar[str] = "rules"
    failed_checks: ClassVar[tuple[str, ...]] = ()
    missing: ClassVar[tuple[str, ...]] = ()
    unfinished: ClassVar[str] = ""
    problem: ClassVar[None] = None

    cards: tuple[Card, ...]


def rules(name: str | None = None) -> RulesResult:
    """The card of one rule, named as in a derivation (`general_power`) or as it is said ("general power rule"), or all cards.

    Raises UsageError for a rule that does not exist.
    """
    if name is None:
        return RulesResult(tuple(CARDS.values()))
    wanted = _plain(name)
    named = tuple(card for card in CARDS.values() if wanted in (_plain(card.name), _plain(card.title)))
    if not named:
        raise _unknown(wanted)
    return RulesResult(named)


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", " ").replace("-", " ").removesuffix(" rule")


def _unknown(wanted: str) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(wanted, [_plain(name) for name in CARDS], n=1)
    mend = f"Did you mean {near[0]}?" if near else f"The rules are: {', '.join(CARDS)}."
    return UsageError(f"There is no rule called {wanted or 'by no name'}.", hint=mend)
