"""The words that are known before a text is read: functions in all their spellings, Greek names, words of the notation.

Belongs here: tables of words and the search for near ones. Does not: the splitting of runs of letters (`words`) or what a function builds
(`calls`).
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable

from pdtutor.notation.names import GREEK

_SAME = (
    "sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh sech csch coth asinh acosh atanh asech acsch acoth "
    "ln log log2 log10 exp sqrt cbrt root abs sign max min clip erf erfc atan2 relu sigmoid softplus silu gelu elu leaky_relu hardswish "
    "hardtanh relu6 huber bce logsumexp norm where sum Piecewise Sum Derivative Subs KroneckerDelta Eq Ne Lt Le Gt Ge And Or expm1 log1p"
)
_INVERSES = ("sin", "cos", "tan", "sec", "csc", "cot")

SPELLINGS: dict[str, str] = (
    {name: name for name in _SAME.split()}
    | {f"arc{name}": f"a{name}" for name in _INVERSES}
    | {f"arc{name}h": f"a{name}h" for name in _INVERSES}
    | {f"ar{name}h": f"a{name}h" for name in _INVERSES}
    | {"tg": "tan", "ctg": "cot", "cosec": "csc", "arctan2": "atan2", "sgn": "sign", "Abs": "abs", "Max": "max", "Min": "min"}
    | {"maximum": "max", "minimum": "min", "clamp": "clip", "ReLU": "relu", "ReLU6": "relu6", "GELU": "gelu", "ELU": "elu", "SiLU": "silu"}
    | {"LeakyReLU": "leaky_relu", "leakyrelu": "leaky_relu", "swish": "silu", "logistic": "sigmoid", "hard_swish": "hardswish"}
    | {"hard_tanh": "hardtanh", "LogSumExp": "logsumexp", "BCE": "bce"}
)

_BRACKETED = (
    "root max min clip atan2 huber bce logsumexp norm where sum Piecewise Sum Derivative Subs KroneckerDelta Eq Ne Lt Le Gt Ge And Or"
)
NEEDS_BRACKET = frozenset(_BRACKETED.split())
UNKNOWN_FUNCTIONS = frozenset(["f", "g", "h", "phi", "psi"])
SPLITTING_LETTERS = frozenset("xyzuvw")
KEYWORDS = frozenset(keyword.kwlist) - {"lambda", "and", "or", "True"}
ACCENTED = ("hat", "bar", "tilde", "dot")
_LONGEST = max(map(len, SPELLINGS))
_SPLITTING = frozenset(word for word in SPELLINGS if word.isalpha() and word.islower()) | frozenset(GREEK) | SPLITTING_LETTERS


def is_accented(word: str) -> bool:
    """Whether a word is a letter and what is drawn over it: yhat, xbar, thetahat."""
    return any(word.endswith(accent) and (len(word) - len(accent) == 1 or word[: -len(accent)] in GREEK) for accent in ACCENTED)


def in_known_words(letters: str) -> list[str] | None:
    """A run of letters cut into function names, Greek names, pi and the letters x y z u v w, long words first; None where that fails."""
    size = len(letters)
    cut: list[int] = [0] * size + [size]
    for start in range(size - 1, -1, -1):
        for end in range(min(size, start + _LONGEST), start, -1):
            if cut[end] and letters[start:end] in _SPLITTING and _may_stand_before(letters[start:end], size - end):
                cut[start] = end
                break
    if not cut[0]:
        return None
    words, start = [], 0
    while start < size:
        words.append(letters[start : cut[start]])
        start = cut[start]
    return words


def _may_stand_before(word: str, remaining: int) -> bool:
    """A function that needs a bracket can only be the last word of a run."""
    return not remaining or SPELLINGS.get(word) not in NEEDS_BRACKET


def nearest_function(word: str, more: Iterable[str] = ()) -> str | None:
    """The known function a word was probably meant to be."""
    if word.lower() in SPELLINGS:
        return word.lower()
    one_off = one_letter_off(word, more)
    if one_off:
        return one_off
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), [*SPELLINGS, *more], n=1, cutoff=0.7)
    return near[0] if near else None


def one_letter_off(word: str, more: Iterable[str] = ()) -> str | None:
    """A function's name that differs from the word by one letter changed, added, left out or swapped with its neighbour."""
    lower = word.lower()
    return next((name for name in (*SPELLINGS, *more) if abs(len(name) - len(lower)) <= 1 and _is_one_edit(lower, name)), None)


def _is_one_edit(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    start = next((k for k, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[:start] + one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or swapped == other
