"""The rule cards as JSON. Loads no algebra."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdtutor.explain.cards import Card
from pdtutor.requests.rules import RulesResult

Object = dict[str, Any]


def rules(result: RulesResult, _writer: Callable[[Any], str], _has_steps: bool) -> Object:
    """The result of `rules`."""
    return {"rules": [_card(card) for card in result.cards]}


def _card(card: Card) -> Object:
    return {name: getattr(card, name) for name in ("name", "statement", "when", "example", "mistake")}
