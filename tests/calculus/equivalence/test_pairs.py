"""The labelled pairs of answers: the labels are proved without the engine, and the engine gives every pair its label in both directions.

Belongs here: what must hold of the table. Does not: the table (`pairs`), rewritten and perturbed answers (`test_rewriting`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import islice

import mpmath
import pytest
import sympy as sp
from sympy import Expr, Rational, Symbol

from pdtutor.calculus.equivalence import Comparison, compare
from pdtutor.notation import reader
from pdtutor.notation.reading import Domain, Vocabulary
from pdtutor.notation.vocabulary import SPELLINGS
from tests.calculus.equivalence import oracle
from tests.calculus.equivalence.oracle import Point
from tests.calculus.equivalence.pairs import PAIRS, SECTIONS, Pair

SAME, DIFFERENT = "same", "different"
AGREEING = 12  # points at which two functions called the same must agree
QUICK = 24  # such points, where time counts
MANY = 1500  # points tried, where it does not
DIFFERENT_PAIRS = [pair for pair in PAIRS if not pair.is_same and "[" not in pair.expected]
WORDS = frozenset(SPELLINGS) | {"e", "pi", "where", "sum", "delta", "and", "or", "integer", "natural", "even", "odd", "True", "False"}
X = Symbol("x", real=True)
OF_ONE = [kind for kind in oracle.FUNCTIONS if issubclass(kind, sp.Function) and kind.nargs == sp.FiniteSet(1) and kind is not sp.sign]


def named(pair: Pair) -> str:
    return f"{pair.expected} | {pair.answer} | {pair.assume}"


every_pair = pytest.mark.parametrize("pair", PAIRS, ids=named)


def vocabulary(pair: Pair) -> Vocabulary:
    return Vocabulary(domains=reader.read_domains(pair.assume) if pair.assume else {})


@cache
def read(pair: Pair) -> tuple[Expr, Expr, Mapping[str, Domain]]:
    known = vocabulary(pair)
    return reader.read(pair.expected, known).expression, reader.read(pair.answer, known).expression, known.domains


@cache
def compared(pair: Pair, backwards: bool) -> Comparison:
    expected, given, domains = read(pair)
    return compare(given, expected, domains) if backwards else compare(expected, given, domains)


def given_witness(pair: Pair) -> Point:
    numbers = reader.read_point(pair.witness, vocabulary(pair))
    return Point({str(variable): Fraction(int(number.p), int(number.q)) for variable, number in numbers.items()})


# What the engine says


@pytest.mark.parametrize("backwards", [False, True], ids=["expected first", "answer first"])
@every_pair
def test_a_pair_gets_its_label(pair: Pair, backwards: bool) -> None:
    assert compared(pair, backwards).verdict == (SAME if pair.is_same else DIFFERENT)


@every_pair
def test_what_is_proved_to_be_the_same_is_the_same(pair: Pair) -> None:
    found = compared(pair, backwards=False)
    assert found.proof is None or pair.is_same
    assert (found.verdict == SAME) == (found.proof is not None)


@pytest.mark.parametrize("pair", DIFFERENT_PAIRS, ids=named)
def test_a_counterexample_is_one(pair: Pair) -> None:
    expected, given, domains = read(pair)
    found = compared(pair, backwards=False)
    assert found.witness is not None
    assert all(is_inside(number, domains.get(str(variable), Domain())) for variable, number in found.witness.at.items())
    point = Point({str(variable): Fraction(int(number.p), int(number.q)) for variable, number in found.witness.at.items()})
    are_defined = [oracle.is_defined_at(each, point) for each in (expected, given)]
    assert any(are_defined)
    assert not all(are_defined) or oracle.is_proved_different_at(expected, given, point)


def is_inside(number: Rational, domain: Domain) -> bool:
    is_right_kind = all(getattr(number, f"is_{word}") == holds for word, holds in domain.assumptions.items())
    return is_right_kind and (domain.lower is None or domain.lower <= number) and (domain.upper is None or number <= domain.upper)


# What is proved of the table without the engine


@every_pair
def test_the_label_of_a_pair_is_proved(pair: Pair) -> None:
    assert_label(pair, QUICK, oracle.ATTEMPTS)


@pytest.mark.long
@every_pair
def test_the_label_of_a_pair_is_proved_at_length(pair: Pair) -> None:
    assert_label(pair, MANY, MANY)


def assert_label(pair: Pair, enough: int, attempts: int) -> None:
    expected, given, domains = read(pair)
    if pair.is_same:
        agreements = list(islice(oracle.common_points(expected, given, domains, attempts), enough))
        assert all(agreements)
        assert len(agreements) >= AGREEING or is_single_number(expected, given)
    elif pair.witness:
        assert oracle.is_witness(expected, given, given_witness(pair))
    else:
        assert oracle.witness(expected, given, domains, attempts) or oracle.are_never_defined_together(expected, given, domains)


@pytest.mark.parametrize("at", [Fraction(-7, 3), Fraction(-2, 7), Fraction(1, 10**9), Fraction(2, 7), Fraction(7, 3), Fraction(4000, 7)])
@pytest.mark.parametrize("function", OF_ONE, ids=str)
def test_an_enclosure_holds_the_value_that_sympy_gives(function: type, at: Fraction) -> None:
    exact = function(Rational(at.numerator, at.denominator)).evalf(80)
    if not exact.is_real:
        assert not oracle.is_defined_at(function(X), Point({"x": at}))
        return
    with mpmath.workdps(80):
        value = mpmath.mpf(str(exact))
        low, high = oracle.ends(oracle.enclosure(function(X), Point({"x": at}), 40))
        assert low <= value <= high <= low + abs(value) * mpmath.mpf(10) ** -30


def is_single_number(expected: Expr, given: Expr) -> bool:
    return not expected.free_symbols | given.free_symbols


def test_there_are_enough_pairs_of_both_kinds() -> None:
    right = sum(pair.is_same for pair in PAIRS)
    assert len(PAIRS) >= 800
    assert min(right, len(PAIRS) - right) >= 380
    assert all(any(pair.is_same for pair in section) and any(not pair.is_same for pair in section) for section in SECTIONS.values())


def test_no_two_pairs_of_one_label_differ_in_names_or_numbers_alone() -> None:
    shapes: dict[str, list[Pair]] = {}
    for pair in PAIRS:
        shapes.setdefault(shape(pair), []).append(pair)
    assert [alike for alike in shapes.values() if len(alike) > 1] == []


def shape(pair: Pair) -> str:
    """The text of a pair with names and numbers replaced by the order in which they first appear."""
    met: dict[str, str] = {}

    def replaced(found: re.Match[str]) -> str:
        word = found.group()
        return word if word in WORDS or word.startswith("\\") else met.setdefault(word, f"<{len(met)}{word.isdigit()}>")

    return re.sub(r"\\?[^\W\d]+\d*|\d+(?:\.\d+)?", replaced, f"{named(pair)} | {pair.is_same}").replace(" ", "")
