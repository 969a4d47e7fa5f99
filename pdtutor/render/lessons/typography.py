"""Formulas that are text, set for print: names in italics, exponents raised, indices lowered, a dot for times and a real minus.

Belongs here: what a page makes of the characters of a formula, as HTML with everything escaped. Does not: writing expressions as text
(`notation.writers`), the page (`sheet`).
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from pdtutor.notation.names import GREEK

LETTER = "[^\\W\\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u1d2c-\u1d6a\u2070-\u209f]"  # none that is raised or lowered already
NUMBER = r"\d+(?:\.\d+)?(?:[eE][+-]?\d+(?![\w.]))?"
TOKEN = re.compile(rf"\*\*|\^|{LETTER}+(?:_\{{[^{{}}]*\}}|_\w+|\d+(?!\.\d))?|{NUMBER}|\s+|.", re.DOTALL)
NAME = re.compile(rf"({LETTER}+)(?:_\{{([^{{}}]*)\}}|_(\w+)|(\d+))?")
SIGNS = {"*": "·", "-": "−", "'": "′"}
VARIABLES = re.compile(r"[xyzuvw]{2,3}")  # a run of letters that is a product
NO_FORMULA = re.compile(r'["\\]|--|[^\W\d_]{2}-[^\W\d_]{2}|^pdtutor\b')  # a command or a word
LONGEST = 500  # characters of a formula that is worth the trouble
OPEN, CLOSE = "([{", ")]}"


def is_formula(text: str) -> bool:
    """Whether code in a text is mathematics: no command, no option, no word with a hyphen in it."""
    return NO_FORMULA.search(text) is None


def formula(text: str) -> str:
    """The formula as HTML."""
    if len(text) > LONGEST:
        return escape(text)
    tokens = TOKEN.findall(unicodedata.normalize("NFC", text))
    parts: list[str] = []
    at = 0
    while at < len(tokens):
        if tokens[at] in ("^", "**") and at + 1 < len(tokens) and not tokens[at + 1].isspace():
            end = _exponent(tokens, at + 1)
            parts.append(f"<sup>{formula(_bare(''.join(tokens[at + 1 : end])))}</sup>")
            at = end
        else:
            parts.append(_token(tokens[at]))
            at += 1
    return "".join(parts)


def with_greek(text: str) -> str:
    """The formula with letters for the names of Greek ones: what is computed names them in words where they were typed so."""
    return re.sub(rf"{LETTER}+", lambda word: GREEK.get(word[0], word[0]), text)


def _token(token: str) -> str:
    """One letter is a variable, a word is a function."""
    name = NAME.fullmatch(token)
    if name is None:
        return escape(SIGNS.get(token, token))
    word, in_braces, after_line, digits = name.groups()
    if digits and len(word) > 1 and word != "log":  # the name of a function, such as relu6
        return escape(token)
    index = in_braces or after_line or digits
    shown = f"<i>{escape(word)}</i>" if len(word) == 1 or VARIABLES.fullmatch(word) else escape(word)
    return shown + (f"<sub>{escape(index)}</sub>" if index else "")


def _exponent(tokens: list[str], start: int) -> int:
    """Where an exponent ends: after its sign and one number, name or bracket, with the arguments of a function."""
    at = start + 1 if tokens[start] in "+-−" and start + 1 < len(tokens) else start
    at = _after(tokens, at)
    is_call = at < len(tokens) and tokens[at] == "(" and len(tokens[at - 1]) > 1 and tokens[at - 1].isalpha()
    return _after(tokens, at) if is_call else at


def _after(tokens: list[str], at: int) -> int:
    """The place after one token, or after the bracket that closes the one that it opens."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place] in OPEN) - (tokens[place] in CLOSE)
        if depth <= 0:
            return place + 1
    return len(tokens)


def _bare(text: str) -> str:
    """Without a pair of brackets around the whole of it."""
    tokens = TOKEN.findall(text)
    is_whole = len(tokens) > 1 and tokens[0] == "(" and tokens[-1] == ")" and _after(tokens, 0) == len(tokens)
    return text[1:-1] if is_whole else text
