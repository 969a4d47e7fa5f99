"""What a canonical name is made of: a stem, an accent, subscripts.

Belongs here: taking names apart for drawing. Does not: what is drawn (`unicode`, `latex`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pdtutor.notation.names import ACCENTS, GREEK


class NameParts(NamedTuple):
    """yhat2_out: stem y, accent hat, rest 2_out, subscripts ("2", "out")."""

    stem: str
    accent: str
    rest: str

    @property
    def subscripts(self) -> tuple[str, ...]:
        """The parts of the rest: digits behind the stem and what stands behind underscores."""
        return tuple(part for part in self.rest.split("_") if part)


def parts_of(name: str) -> NameParts:
    """The parts of a canonical name. Only a single letter or a Greek name carries an accent."""
    found = re.fullmatch(r"([A-Za-z]+)(\d*(?:_\w+)?)", name)
    if found is None:
        return NameParts(name, "", "")
    stem, rest = found.groups()
    for accent in ACCENTS.values():
        bare = stem.removesuffix(accent)
        if bare != stem and (len(bare) == 1 or bare in GREEK):
            return NameParts(bare, accent, rest)
    return NameParts(stem, "", rest)
