"""Learners' mistakes in words: what each is called, and one or two sentences that teach.

Belongs here: the catalogue, the explanations and what else judging says to a learner. Does not: finding a mistake (`grading`).
Each name is loaded when first used, so that the catalogue alone needs no algebra.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdtutor.explain.mistakes.catalogue import CATALOGUE, Entry
    from pdtutor.explain.mistakes.explanations import explained
    from pdtutor.explain.mistakes.place import Place

__all__ = ["CATALOGUE", "Entry", "Place", "explained"]

HOMES = {"CATALOGUE": "catalogue", "Entry": "catalogue", "Place": "place", "explained": "explanations"}


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
