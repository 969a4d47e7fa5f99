"""The table: a row for each measurement, with the aim it is held against.

Belongs here: what a row says, as text and as data. Does not: measuring (`timing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.timing import Pair, exponent

LINEAR = 1.15  # n^1.15 is 1.4 times for ten times the size: memory and garbage cost so much
FEW = 0.1  # a smaller ratio is written as 1/n
NOT_INSTALLED = "not installed"


@dataclass(frozen=True)
class Aim:
    """A bound, of the ratio where nothing else is said."""

    bound: float
    unit: str = "x"
    is_most: bool = True

    def is_met_by(self, value: float) -> bool:
        """Whether a figure keeps to it."""
        return value <= self.bound if self.is_most else value >= self.bound

    def __str__(self) -> str:
        return f"{'at most' if self.is_most else 'at least'} {_with_unit(self.bound, self.unit)}"


@dataclass(frozen=True)
class Row:
    """One measurement.

    what    is measured
    figure  of it, as text
    value   what the aim is about: a ratio, an exponent, seconds; None where there is none
    unit    of the value: "x" a ratio to the peer, "n^" an exponent, "s", "ms", "" a count
    peer    what it is measured against, with its figure
    """

    what: str
    figure: str
    value: float | None = None
    unit: str = "x"
    peer: str = ""
    aim: Aim | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is; None where there is nothing to say."""
        return None if self.aim is None or self.value is None else self.aim.is_met_by(self.value)

    def line(self) -> str:
        """The row as printed."""
        value = "" if self.value is None else _with_unit(self.value, self.unit)
        aim = "" if self.aim is None else str(self.aim)
        met = {True: "met", False: "NOT MET", None: ""}[self.is_met]
        return f"{self.what:<58} {self.figure:>24} {value:>9}  {self.peer:<40} {aim:<17} {met}".rstrip()

    def record(self) -> dict[str, Any]:
        """The row as data."""
        aim = None if self.aim is None else {"bound": self.aim.bound, "is_most": self.aim.is_most}
        named = {"what": self.what, "figure": self.figure, "value": self.value, "unit": self.unit, "peer": self.peer}
        return {**named, "aim": aim, "met": self.is_met}


def _with_unit(value: float, unit: str) -> str:
    if unit == "n^":
        return f"n^{value:.2f}"
    if unit == "x":
        return f"{value:.2f} x" if value >= FEW or not value else f"1/{1 / value:,.0f} x"
    return f"{value:.3g} {unit}".rstrip()


def time(seconds: float) -> str:
    """A time as text."""
    return f"{seconds:.3g} s" if seconds >= 1 else f"{1000 * seconds:.3g} ms"


def over(what: str, pair: Pair, peer: str, at_most: float | None = None) -> Row:
    """A time over that of a peer in the same run."""
    return Row(what, time(pair.mine), pair.ratio, "x", f"{peer}: {time(pair.peers)}", None if at_most is None else Aim(at_most))


def growth(what: str, seconds: Mapping[int, float], peer: Mapping[int, float] | None = None, name: str = "") -> Row:
    """How a time grows with size, beside that of a peer where there is one."""
    theirs = "" if not peer else f"{name}: {_steps(peer)}" + (f", n^{exponent(peer):.2f}" if len(peer) > 1 else "")
    value = exponent(seconds) if len(seconds) > 1 else None
    return Row(f"{what}, n = {_span(seconds)}", _steps(seconds), value, "n^", theirs, Aim(LINEAR, "n^"))


def _span(seconds: Mapping[int, float]) -> str:
    return f"{min(seconds):,} … {max(seconds):,}"


def _steps(seconds: Mapping[int, float]) -> str:
    return " ".join(f"{each:.2g}" for each in seconds.values()) + " s"


def missing(what: str, peer: str) -> Row:
    """A comparison with a peer that is not there."""
    return Row(what, "", None, "x", f"{peer}: {NOT_INSTALLED}")
