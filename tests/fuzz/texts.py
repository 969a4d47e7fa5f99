"""Mathematics as it may be typed: right, nearly right, and nothing of the kind.

Belongs here: generators of one text from a source of randomness, so that a run and a property-based test draw the same.
Does not: which texts are attacks (`hostile`), what is done with a text (the targets).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from pdtutor.notation.calls import CALLS
from pdtutor.notation.names import GREEK
from pdtutor.notation.vocabulary import SPELLINGS
from tests.fuzz import hostile
from tests.notation.test_reading_table import TABLE
from tests.notation.test_refusals_table import REFUSALS

CORPUS = tuple(text for text, _ in TABLE) + tuple(text for text, *_ in REFUSALS if len(text) < 2_000)
SIGNS = (
    "(",
    ")",
    "^",
    "+",
    "-",
    "*",
    "/",
    "|",
    ",",
    "=",
    "[",
    "]",
    "{",
    "}",
    "_",
    "'",
    ".",
    "<",
    ">",
    "!",
    ";",
    ":",
    "²",
    "√",
    "∛",
    "½",
    "·",
    "×",
    "÷",
    "−",
    "≤",
    "≥",
    "≠",
    "°",
    "′",
    "∑",
    "Σ",
    "∈",
    "∞",
)
WORDS = (
    "x", "y", "z", "w", "b", "t", "n", "i", "k", "e", "pi", "π", "θ", "σ", "f", "g", "h", "φ", "w1", "x_1", "x₂", "w_out", "loss", "yhat",
    "ŷ", "lambda", "2", "3", "0", "1", "0.5", "1e3", "10", ".5", "1.", "sin", "cos", "max(", "min(", "where(", "sum(", "i=1..n", "w[i]",
    "x[3]",
    "z[k]", "..", "**", "<=", "==", "!=", " and ", " or ", "exp", "ln", "sqrt(", "relu(", "f'(", "norm(", "|", "||", " ", "  ", "\n", "\t",
)  # fmt: skip
PIECES = SIGNS + WORDS
FUNCTIONS = tuple(sorted({*SPELLINGS, *CALLS}))
NAMES = ("x", "y", "z", "w1", "w_2", "x₃", "b", "t", "θ", "loss", "ŷ", "yhat", "lambda", *GREEK)
NUMBERS = ("0", "1", "2", "3", "7", "10", "0.5", "1/2", "-1", "100", "1e-3", "pi", "e", "sqrt(2)", "999", "1000000", "1e20")
INFIX = ("+", "-", "*", "/", "^", "**", " ", "", "·", " + ", " - ")
COMPARED = ("<", "<=", ">", ">=", "==", "!=", "≤")
PLANES = (
    (0, 0x7F),
    (0x80, 0x24F),
    (0x250, 0x1FFF),
    (0x2000, 0x2BFF),
    (0x2C00, 0xD7FF),
    (0xD800, 0xDFFF),
    (0xE000, 0xFFFF),
    (0x10000, 0x10FFFF),
)
LONGEST_RUN, LONGEST = 4_000, 260_000


def text(rng: Random) -> str:
    """One text; seldom a long one, and very seldom one as long as may be, for these take most of the time."""
    seldom = rng.randrange(2_000)
    return _repeated(rng, LONGEST) if seldom == 0 else _repeated(rng, LONGEST_RUN) if seldom < 8 else _drawn(rng, KINDS)(rng)


def short(rng: Random) -> str:
    """One text that no length makes expensive."""
    return _drawn(rng, KINDS)(rng)[:200]


def expression(rng: Random, depth: int = 3) -> str:
    """An expression by the rules of the notation; its meaning may still be refused."""
    if depth <= 0 or rng.random() < 0.2:
        return rng.choice(NAMES if rng.random() < 0.65 else NUMBERS)
    return _drawn(rng, SHAPES)(rng, depth - 1)


def simple(rng: Random) -> str:
    """An expression that is read, and whose derivative is no work."""
    first, other = rng.choice("xyzw"), rng.choice("xyb")
    shapes = (
        "{0}^2 {1} + {0}",
        "sin({0}*{1})",
        "3{0} + 2{1}",
        "exp(-{0}^2)",
        "{0}/{1}",
        "sigmoid({0} + {1})",
        "({0} - {1})^2",
        "|{0}|",
        "max(0, {0})",
        "ln {0}",
    )
    return rng.choice(shapes).format(first, other)


# --- expressions ----------------------------------------------------------------------------------------------------------------------


def _infix(rng: Random, depth: int) -> str:
    return f"{expression(rng, depth)}{rng.choice(INFIX)}{expression(rng, depth)}"


def _bracketed(rng: Random, depth: int) -> str:
    return f"({expression(rng, depth)})"


def _call(rng: Random, depth: int) -> str:
    arguments = ", ".join(expression(rng, depth) for _ in range(rng.choice((1, 1, 1, 2, 3))))
    return f"{rng.choice(FUNCTIONS)}({arguments})"


def _bare_call(rng: Random, depth: int) -> str:
    return f"{rng.choice(FUNCTIONS)} {expression(rng, depth)}"


def _cases(rng: Random, depth: int) -> str:
    return f"where({expression(rng, 0)} {rng.choice(COMPARED)} {expression(rng, 0)}, {expression(rng, depth)}, {expression(rng, depth)})"


def _sum(rng: Random, depth: int) -> str:
    return f"sum(w[i]*{expression(rng, depth)}, i={rng.choice(('1', '0', 'k', '-3'))}..{rng.choice(('n', '3', '10', '1000000', 'n-1'))})"


def _fraction(rng: Random, depth: int) -> str:
    return f"\\frac{{{expression(rng, depth)}}}{{{expression(rng, depth)}}}"


def _indexed(rng: Random, _: int) -> str:
    return f"{rng.choice('wxz')}[{rng.choice(('i', 'k', '1', '3', 'i+1', '1,2', 'i,j', '0', '-1', '1/2', 'x'))}]"


def _power(rng: Random, depth: int) -> str:
    return f"{expression(rng, 0)}^{rng.choice(('2', '-1', '(1/2)', '10', '99', 'x', '(x+1)', '-x', '0', '1000', '-(1/3)', 'e', '0.5'))}" + (
        f"*{expression(rng, depth)}" if rng.random() < 0.5 else ""
    )


def _absolute(rng: Random, depth: int) -> str:
    return f"|{expression(rng, depth)}|"


# --- texts ----------------------------------------------------------------------------------------------------------------------------


def _pieces(rng: Random) -> str:
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 14)))


def _mutated(rng: Random) -> str:
    return mutated(rng, rng.choice(CORPUS))


def mutated(rng: Random, typed: str, others: Sequence[str] = CORPUS) -> str:
    """The text with one to four changes: cut, doubled, moved, joined with another, a piece put in."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        start = rng.randint(0, len(typed))
        end = min(len(typed), start + rng.choice((0, 0, 1, 2, 8)))
        other = rng.choice(others)
        put = rng.choice(
            (rng.choice(PIECES), rng.choice(PIECES), "", typed[start : start + 5], rng.choice(hostile.ATTACKS), other[: rng.randint(0, 12)])
        )
        typed = typed[:start] + put + typed[end:]
    return typed


def _characters(rng: Random) -> str:
    return "".join(chr(rng.randint(*rng.choice(PLANES))) for _ in range(rng.randint(1, 12)))


def _attack(rng: Random) -> str:
    attack = rng.choice(hostile.ATTACKS)
    around = rng.choice(("{}", "{}", "x + {}", "sin({})", "{}x", "x^{}", "x{}y", "[{}, x]", "|{}|", "{} = x", "w_{}"))
    return around.replace("{}", attack)


def _equation(rng: Random) -> str:
    left = rng.choice(("y", "z", "y(x)", "L", "x^2 + y^2", "w_out", "f(x)", "x", ""))
    parts = (f"{left}{rng.choice((' = ', '=', '==', ' := ', ' > ', '!='))}{expression(rng, 1)}" for _ in range(rng.choice((1, 1, 2, 3))))
    return rng.choice((", ", "; ", "\n")).join(parts)


def _list(rng: Random) -> str:
    words = rng.choice(
        (
            ("x", "y", "w[1]", "w_1", "2", "θ"),
            ("x integer", "y>0", "0<p<1", "n natural", "x purple", "x<-1"),
            ("y(x)", "z(x, y)", "f(t)"),
            ("3", "-4", "x=1", "pi/2"),
        )
    )
    return ", ".join(rng.choice(words) for _ in range(rng.randint(0, 4)))


def _repeated(rng: Random, longest: int) -> str:
    """A piece, or an opening and its closing, very often."""
    size = int(longest ** rng.random()) + 1
    opening, inner, closing = rng.choice(NESTS) if rng.random() < 0.5 else (rng.choice(PIECES + hostile.ATTACKS), rng.choice(("", "x")), "")
    count = max(1, size // max(1, len(opening) + len(closing)))
    return opening * count + inner + closing * (count if rng.random() < 0.9 else count - 1)


NESTS = (
    ("(", "x", ")"), ("[", "x", "]"), ("sin(", "x", ")"), ("x^(", "2", ")"), ("|", "x", "|"), ("1/(1+", "x", ")"), ("\\frac{1}{", "x",
    "}"), ("where(x>0,", "x", ",0)"),
    ("max(x,", "1", ")"), ("sqrt(", "2", ")"), ("-", "x", ""), ("x+", "x", ""), ("x*", "x", ""), ("2^", "2", ""), ("f(", "x", ")"), ("w[",
    "1", "]"), ("sum(", "x", ",i=1..n)"),
    ("x^2 y + ", "1", ""), ("a1 ", "b", ""), ("9", "", ""), ("x", "", ""), ("²", "", ""), ("1.", "", ""), (" ", "x", ""), ("{", "x", "}"),
    ("f'", "(x)", ""), ("√", "x", ""),
    ("exp(", "x", ")"), ("x/", "y", ""), ("\\left(", "x", "\\right)"), ("x<", "y", ""), ("sin ", "x", ""), ("abs(", "1", ")"), ("sigmoid(",
    "2", ")"), ("x**-", "2", ""),
)  # fmt: skip
SHAPES: tuple[Callable[[Random, int], str], ...] = (
    _infix, _infix, _infix, _infix, _call, _call, _bracketed, _bare_call, _power, _cases, _sum, _fraction, _indexed, _absolute,
)  # fmt: skip
KINDS: tuple[Callable[[Random], str], ...] = (
    *(_pieces,) * 60, *(expression,) * 50, *(_mutated,) * 50, *(_attack,) * 14, *(_characters,) * 12, *(_equation,) * 8, *(_list,) * 6,
)  # fmt: skip


def _drawn(rng: Random, kinds: Sequence[Callable[..., str]]) -> Callable[..., str]:
    return kinds[rng.randrange(len(kinds))]
