"""The request for what gradients cost.

Belongs here: how many parameters the networks are to have. Does not: the networks and their counts (`calculus.scale`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from sympy import Expr, Tuple

from pdtutor.calculus.scale import Architecture, Row, Scale, architecture, row
from pdtutor.errors import UsageError
from pdtutor.notation.reading import Reading
from pdtutor.requests.question import detail_of, refuse_empty

SIZES = (10, 100, 1_000, 10_000)
MOST = 100_000  # parameters: counting them takes about half of the usual budget
EXAMPLE = "Whole numbers with commas between them: --params 10,100,1000."


@dataclass(frozen=True)
class ScaleResult:
    """The operations that gradients cost, for networks of growing size; nothing was read, and there are no variables.

    scale  the networks that are finished, smallest first
    sizes  about how many parameters each network was to have
    """

    command: ClassVar[str] = "scale"
    unfinished: ClassVar[str] = "the networks with about"
    problem: ClassVar[None] = None
    failed_checks: ClassVar[tuple[str, ...]] = ()

    scale: Scale
    sizes: tuple[int, ...] = SIZES
    reading: Reading = field(default_factory=lambda: Reading("", Tuple()))
    variables: tuple[Expr, ...] = ()
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"

    @property
    def missing(self) -> tuple[Expr | str, ...]:
        """The sizes not reached when the budget ran out."""
        return tuple(f"{size:,} parameters" for size in self.sizes[len(self.scale.rows) :])


def scale(params: str | Sequence[int] | None = None, detail: str = "normal") -> ScaleResult:
    """The operations of forward passes and gradients, for networks with about as many parameters as are named.

    Raises UsageError where `params` is no list of whole numbers from 1 to 100,000.
    """
    *_, complete = growing(params, detail)
    return complete


def growing(params: str | Sequence[int] | None = None, detail: str = "normal") -> Iterator[ScaleResult]:
    """As `scale`, one network more each time, the smallest first."""
    detail_of({"detail": detail})
    wanted = _wanted(SIZES if params is None else _sizes(params))
    rows: tuple[Row, ...] = ()
    for built, size in wanted.items():
        rows = (*rows, row(size, built))
        yield ScaleResult(Scale(rows), tuple(wanted.values()), detail=detail)


def _wanted(sizes: Sequence[int]) -> dict[Architecture, int]:
    """Each network once, the smallest first; where two sizes come to the same one, the nearest of them."""
    found: dict[Architecture, int] = {}
    for size in sorted(set(sizes)):
        built = architecture(size)
        if built not in found or abs(built.parameters - size) < abs(built.parameters - found[built]):
            found[built] = size
    return dict(sorted(found.items(), key=lambda each: each[0].parameters))


def _sizes(params: str | Sequence[int]) -> list[int]:
    refuse_empty({"params": params})
    if not isinstance(params, str):
        return [_size(str(each), None, None) for each in params]
    sizes, start = [], 0
    for piece in params.split(","):
        sizes.append(_size(piece.strip(), params, start + len(piece) - len(piece.lstrip()) + 1))
        start += len(piece) + 1
    return sizes


def _size(word: str, text: str | None, column: int | None) -> int:
    """A whole number of parameters. Raises UsageError that points at the word."""

    def refused(message: str, hint: str) -> UsageError:
        return UsageError(message, hint=hint, text=text, column=column)

    if not word:
        raise refused("A number of parameters is missing here.", EXAMPLE)
    try:
        number = float(word)
    except ValueError:
        raise refused(f"{_short(word)} is no number of parameters.", EXAMPLE) from None
    if number != number or (abs(number) <= MOST and number != int(number)):
        raise refused(f"{_short(word)} is no whole number of parameters.", EXAMPLE)
    if number < 1:
        raise refused(f"A network with {_short(word)} parameters has nothing to learn.", "Give numbers from 1 up: --params 10,100,1000.")
    if number > MOST:
        hint = f"Up to {MOST:,} are counted one by one; what a billion cost is extrapolated from there anyway."
        raise refused(f"{_short(word)} parameters are too many to count.", hint)
    return int(number)


def _short(word: str) -> str:
    return word if len(word) <= 24 else word[:23] + "…"
