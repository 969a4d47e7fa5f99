"""What the page of each command holds: which sections, in which order, with which words.

Belongs here: one file for each command, its blocks made from a result. Does not: drawing them (`page_view`, `page_text`,
`page_document`), or sentences that several commands share (`explain`).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pdtutor.render.blocks import Equation, Section
from pdtutor.render.labels import Labels
from pdtutor.requests.results import Pointed


def sections(result: Pointed, labels: Labels) -> tuple[Section, ...]:
    """The sections of a result's page."""
    found: tuple[Section, ...] = _page(result).sections(result, labels)
    return found


def title(result: Pointed) -> str:
    """What a document about the result is called."""
    words: str = _page(result).TITLE
    return words


def equations(result: Pointed, labels: Labels) -> tuple[Equation, ...]:
    """The result alone, as equations."""
    found: tuple[Equation, ...] = _page(result).equations(result, labels)
    return found


def _page(result: Pointed) -> Any:
    return import_module(f"{__name__}.{result.command}")
