"""A text cut into tokens, each with its place in the text as typed.

Belongs here: characters, numbers, the extent of a word, the spellings of operators, LaTeX's commands. Does not: what a word means (`words`)
or how tokens form an expression (`grammar`).
"""

from __future__ import annotations

import keyword
import unicodedata

from pdtutor.errors import ReadingError
from pdtutor.notation import latex_input as latex
from pdtutor.notation import limits
from pdtutor.notation.names import ACCENTS, SPELLED

OPERATORS = {character: character for character in "+-*/^()[]{}|,;=<>!&:"} | {
    "−": "-", "–": "-", "—": "-", "‒": "-", "﹣": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "∗": "*", "•": "*", "÷": "/", "∕": "/",
    "⁄": "/", "≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "≠": "!=", "√": "√", "∛": "∛", "∣": "|", "❘": "|", "‖": "‖", "∥": "‖",
    "′": "'", "’": "'", "″": "''", "‴": "'''", "∧": "and", "∨": "or", "…": "..", "⟨": "⟨",
}  # fmt: skip
PAIRS = {"**": "^", "<=": "<=", ">=": ">=", "==": "==", "!=": "!=", "..": "..", "&&": "and", "\\\\": "\\\\", "=<": "<=", "=>": ">="}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣʸᶻᵏᵐᵃᵇᵗ", "0123456789+-()nixyzkmabt", strict=True))
SUBSCRIPT_DIGITS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
SUBSCRIPT_LETTERS = dict(zip("ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "aehijklmnoprstuvx", strict=True))
FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
             "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip
OTHER_BASES = {"0x": 16, "0X": 16, "0o": 8, "0O": 8, "0b": 2, "0B": 2}
QUOTED = ("Text in quotes is not mathematics.", "Leave out the quotation marks.")
REFUSED = {
    **dict.fromkeys('"`“”‘', QUOTED),
    "∞": ("Infinity is not a number that can be calculated with.", None),
    "±": ("± stands for two expressions.", "Choose one sign."),
    "°": ("Angles are in radians here.", "Write 30° as pi/6."),
    "%": ("A percent sign is not read.", "Write 5% as 0.05."),
    "∂": ("Type the function alone; the derivatives are worked out for you.", None),
    "∇": ("Type the function alone; the gradient is worked out for you.", None),
    "∑": ("Write a sum as sum(w[i]*x[i], i=1..n).", None),
    "∏": ("Products over an index are not read here.", None),
    "∫": ("Integrals are not read here.", None),
    "#": ("# has no meaning in an expression.", None),
    "@": ("@ has no meaning in an expression.", "Write products of numbers with *."),
    "_": ("A name begins with a letter, not with _.", None),
}
_KEPT = frozenset(SUPERSCRIPTS) | frozenset(SUBSCRIPT_DIGITS) | frozenset(SUBSCRIPT_LETTERS) | frozenset(OPERATORS) | frozenset(FRACTIONS)


class Token:
    """A piece of the text. `text` is what it stands for, `at` and `end` where it stands; `spaced`: a space precedes it.

    Kinds: "number", "word" (with its `segments`), "op", "command" (LaTeX's \\frac, \\sqrt, \\sum, \\begin, \\end), "end"; out of words
    come "name", "constant", "function", "unknown" (f, or f₁ for its derivative) and "declared" (an unknown function by its whole name).
    """

    __slots__ = ("at", "end", "kind", "segments", "spaced", "text")

    def __init__(self, kind: str, text: str, at: int, end: int, spaced: bool = False, segments: tuple[Segment, ...] = ()) -> None:
        self.kind = kind
        self.text = text
        self.at = at
        self.end = end
        self.spaced = spaced
        self.segments = segments


class Segment:
    """Letters with their subscript: "w" and "1", "theta" and "", "w" and "_out".

    A solid one is never split into letters; a loose one's subscript belongs to its last letter.
    """

    __slots__ = ("at", "end", "letters", "loose", "solid", "sub")

    def __init__(self, letters: str, sub: str, at: int, end: int, solid: bool = False, loose: bool = False) -> None:
        self.letters = letters
        self.sub = sub
        self.at = at
        self.end = end
        self.solid = solid
        self.loose = loose

    @property
    def typed(self) -> str:
        """The name as a person writes it."""
        return self.letters + self.sub


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, the last of kind "end"; ReadingError where a character has no meaning."""
    if len(text) > limits.CHARACTERS:
        raise ReadingError(
            f"The text has {len(text):,} characters; up to {limits.CHARACTERS:,} are read.", code="too_large", text=text, column=1
        )
    return _Scanner(text).tokens()


def plain_width(text: str) -> str:
    """The text with full-width, mathematical and other compatibility characters replaced one for one, so that places stay."""
    if text.isascii():
        return text
    return "".join(character if character.isascii() or character in _KEPT else _compatible(character) for character in text)


def _compatible(character: str) -> str:
    if character.isspace() and unicodedata.category(character) == "Zs":
        return " "
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")):
        return character
    replaced = unicodedata.normalize("NFKC", character)
    return replaced if len(replaced) == 1 else character


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = plain_width(text)
        self.size = len(text)
        self.at = 0
        self.spaced = False
        self.found: list[Token] = []
        self.is_latex = "\\" in text
        self.lefts: list[int] = []

    def tokens(self) -> list[Token]:
        while self.at < self.size:
            self._next()
        if self.lefts:
            raise self._problem("This \\left has no \\right.", self.lefts[-1], "Write \\left( and \\right) around the same part.")
        self._add("end", "", self.size)
        return self.found

    def _next(self) -> None:
        character = self.flat[self.at]
        if character in " \t\r\n":
            self.at += 1
            self.spaced = True
        elif self._letter_width(self.at):
            self._word()
        elif (character.isdigit() and character.isascii()) or (character == "." and self._is_digit(self.at + 1)):
            self._number()
        elif character == "'":
            self._quote()
        elif character == "\\":
            self._command()
        elif character in SUPERSCRIPTS:
            self._superscript()
        elif character in FRACTIONS:
            self._fraction()
        else:
            self._operator()

    def _add(self, kind: str, text: str, end: int, segments: tuple[Segment, ...] = ()) -> None:
        self.found.append(Token(kind, text, self.at, end, self.spaced, segments))
        self.at = end
        self.spaced = False

    def _problem(self, message: str, at: int, hint: str | None = None) -> ReadingError:
        return ReadingError(message, hint=hint, text=self.text, column=at + 1)

    def _is_digit(self, at: int) -> bool:
        return at < self.size and "0" <= self.flat[at] <= "9"

    def _digits_from(self, at: int) -> int:
        while self._is_digit(at):
            at += 1
        return at

    # operators

    def _operator(self) -> None:
        pair = PAIRS.get(self.flat[self.at : self.at + 2])
        if pair:
            self._add("op", pair, self.at + 2)
        elif self.flat[self.at] in OPERATORS:
            self._single_operator(OPERATORS[self.flat[self.at]])
        elif self.flat[self.at] == ".":
            self._full_stop()
        elif self.flat[self.at] == "$" and self._is_at_an_edge():
            self.at += 1
        else:
            raise self._refuse_character()

    def _single_operator(self, operator: str) -> None:
        at = self.at
        for prime in operator[1:] if operator.startswith("'") else "":
            self._at_place("op", prime, at, at + 1)
        self._add("op", operator[0] if operator.startswith("'") else operator, at + 1)

    def _full_stop(self) -> None:
        if (self.at + 1 < self.size and self._letter_width(self.at + 1)) or self.flat[self.at + 1 : self.at + 2] == "_":
            raise self._problem("A dot followed by a name is not mathematics.", self.at, "For a product write *.")
        raise self._problem("This dot has no number.", self.at)

    def _is_at_an_edge(self) -> bool:
        return not self.flat[: self.at].strip("$ \t\r\n") or not self.flat[self.at :].strip("$ \t\r\n")

    def _refuse_character(self) -> ReadingError:
        character = self.text[self.at]
        if character in REFUSED:
            message, hint = REFUSED[character]
            return self._problem(message, self.at, hint)
        return self._problem(f"{described(character)} has no meaning in an expression.", self.at)

    def _quote(self) -> None:
        before = self.found[-1] if self.found else None
        if before is None or self.spaced or not (before.kind == "word" or before.text in (")", "'")):
            message, hint = QUOTED
            raise self._problem(message, self.at, hint)
        self._add("op", "'", self.at + 1)

    # numbers

    def _number(self) -> None:
        self._refuse_other_base()
        end = self._digits_from(self.at)
        if self.flat[end : end + 1] == "." and self.flat[end + 1 : end + 2] != ".":
            end = self._digits_from(end + 1)
        if self.flat[end : end + 1] in ("e", "E"):
            sign = end + 1 + (self.flat[end + 1 : end + 2] in ("+", "-"))
            end = self._digits_from(sign) if self._is_digit(sign) else end
        if self.flat[end : end + 1] == "." and self._is_digit(end + 1):
            raise self._problem("A number has one decimal point.", end)
        self._add("number", self.flat[self.at : end], end)

    def _refuse_other_base(self) -> None:
        """0x10 is 16 in programs, not 0·x10."""
        base = OTHER_BASES.get(self.flat[self.at : self.at + 2])
        if base is None:
            return
        numerals = "0123456789abcdef"[:base]
        end = self.at + 2
        while end < self.size and self.flat[end].lower() in numerals:
            end += 1
        if end > self.at + 2:
            hint = f"For a product write 0*{self.flat[self.at + 1 : end]}" if end - self.at < 30 else "For a product write 0*"
            raise self._problem("Numbers are written in decimal here.", self.at, hint)

    def _fraction(self) -> None:
        above, below = FRACTIONS[self.flat[self.at]]
        self._add("number", f"{above}/{below}", self.at + 1)

    def _superscript(self) -> None:
        start, end = self.at, self.at
        while end < self.size and self.flat[end] in SUPERSCRIPTS:
            end += 1
        raised = "".join(SUPERSCRIPTS[character] for character in self.flat[start:end])
        self._at_place("op", "^", start, start)
        self._at_place("op", "(", start, start)
        for at, piece in _raised_again(raised):
            self._raise(piece, start + at)
        self._at_place("op", ")", end, end)
        self.at = end

    def _raise(self, piece: str, start: int) -> None:
        if self.found[-1].text != "(" and piece[0].isdigit():
            self._at_place("op", "^", start, start)
        for token in _Scanner(piece).tokens()[:-1]:
            token.at, token.end = token.at + start, token.end + start
            for segment in token.segments:
                segment.at, segment.end = segment.at + start, segment.end + start
            self.found.append(token)

    def _at_place(self, kind: str, text: str, at: int, end: int) -> None:
        self.found.append(Token(kind, text, at, end, self.spaced))
        self.spaced = False

    # words

    def _letter_width(self, at: int) -> int:
        """How many characters the letter at this place takes, an accent included; 0 where there is no letter."""
        character = self.flat[at]
        if not ("a" <= character <= "z" or "A" <= character <= "Z" or (not character.isascii() and _is_known_letter(character))):
            return 0
        return 2 if at + 1 < self.size and self.flat[at + 1] in ACCENTS else 1

    def _word(self) -> None:
        start = self.at
        segments = [self._segment()]
        while not self._is_base_of_logarithm() and self.at < self.size and self._letter_width(self.at):
            segments.append(self._segment())
        end, self.at = self.at, start
        self._add("word", "".join(segment.typed for segment in segments), end, tuple(segments))
        if segments[-1].letters == "log" and not segments[-1].sub:
            self._base_of_logarithm()

    def _segment(self) -> Segment:
        start = self.at
        letters = self._letters()
        if letters == "log" and self._is_base_of_logarithm():
            return Segment(letters, "", start, self.at)
        sub, loose = self._subscript(letters)
        return Segment(letters, sub, start, self.at, loose=loose)

    def _letters(self) -> str:
        """A run of plain letters, or one Greek or accented letter."""
        start = self.at
        while self.at < self.size and self.flat[self.at].isascii() and self._letter_width(self.at) == 1:
            self.at += 1
        if self.at == start:
            self.at += self._letter_width(self.at)
        return unicodedata.normalize("NFC", self.flat[start : self.at])

    def _subscript(self, letters: str) -> tuple[str, bool]:
        sub, loose = "", False
        while self.at < self.size:
            character = self.flat[self.at]
            if "0" <= character <= "9" and not sub:
                piece = self._run(self._digits_from(self.at))
            elif character in SUBSCRIPT_DIGITS or character in SUBSCRIPT_LETTERS:
                piece = self._small(sub)
            elif character == "_":
                piece, braced = self._underscored(letters + sub)
                loose = loose or braced
            else:
                break
            sub += piece
        return sub, loose

    def _run(self, end: int) -> str:
        start, self.at = self.at, end
        return self.flat[start:end]

    def _small(self, before: str) -> str:
        """Subscript characters: digits as typed, letters after an underscore."""
        table = SUBSCRIPT_DIGITS if self.flat[self.at] in SUBSCRIPT_DIGITS else SUBSCRIPT_LETTERS
        start = self.at
        while self.at < self.size and self.flat[self.at] in table:
            self.at += 1
        plain = "".join(table[character] for character in self.flat[start : self.at])
        if table is SUBSCRIPT_LETTERS:
            return "_" + plain
        return self.flat[start : self.at] if not before else plain

    def _underscored(self, before: str) -> tuple[str, bool]:
        """An underscore and what it lowers; whether it is lowered from the last letter alone."""
        start = self.at
        self.at += 1
        following = self.flat[self.at : self.at + 1]
        if following == "{":
            return "_" + self._braced(), True
        if self._is_digit(self.at):
            return "_" + self._run(self._digits_from(self.at)), False
        if following and following.isascii() and following.isalpha():
            return self._lowered_word()
        if following == "\\" or (following and self._letter_width(self.at)):
            return "_" + self._lowered_symbol(), True
        if keyword.iskeyword(before):
            return "", False
        raise self._problem("After _ a name or a number is missing.", start)

    def _lowered_word(self) -> tuple[str, bool]:
        end = self.at
        while end < self.size and self.flat[end].isascii() and self.flat[end].isalnum():
            end += 1
        is_one_letter = self.is_latex and (end - self.at == 2 or self.flat[end : end + 1] == "_")
        return "_" + self._run(self.at + 1 if is_one_letter else end), is_one_letter

    def _lowered_symbol(self) -> str:
        if self.flat[self.at] != "\\":
            return self._letters()
        name = self._command_name()
        if name in latex.LETTERS:
            return latex.LETTERS[name]
        if name in latex.WORDS and self.flat[self.at : self.at + 1] == "{":
            return self._braced()
        shown = f"\\{name}" if name.isprintable() else described(name)
        raise self._problem(f"{shown} cannot be a subscript.", self.at - len(name) - 1)

    def _braced(self) -> str:
        """What stands in braces below a letter, as one plain word."""
        start = self.at
        self.at += 1
        pieces = []
        while self.at < self.size and self.flat[self.at] != "}":
            character = self.flat[self.at]
            if self.flat.startswith("\\_", self.at):
                self.at += 1  # of a name set upright: \operatorname{leaky\_relu}
            elif character == "\\" or not character.isascii():
                if character != "\\" and not self._letter_width(self.at):
                    raise self._bad_subscript()
                pieces.append(self._lowered_symbol())
            elif character.isalnum() or character in ",_":
                pieces.append(self._run(self.at + 1))
            elif character == " ":
                self.at += 1
            else:
                raise self._bad_subscript()
        if self.at == self.size:
            raise self._problem("This brace is never closed.", start, "Add }.")
        self.at += 1
        if not pieces:
            raise self._problem("The subscript is empty.", start)
        return "".join(pieces).replace(",", "_")

    def _bad_subscript(self) -> ReadingError:
        return self._problem("A subscript is a name or a number.", self.at, "For an index that is calculated write w[i+1].")

    def _is_base_of_logarithm(self) -> bool:
        """Whether log_2, log_{10}, log_b or log₂ stands here, `log` just read."""
        if not (self.flat[: self.at].endswith("log") and self.at < self.size):
            return False
        if self.flat[self.at] in SUBSCRIPT_DIGITS:
            return True
        if self.flat[self.at] != "_":
            return False
        following = self.flat[self.at + 1 : self.at + 3]
        is_one_letter = following[:1].isalpha() and not (following[1:].isalnum() or following[1:] == "_")
        return following[:1] == "{" or following[:1].isdigit() or is_one_letter or following[:1] == "\\"

    def _base_of_logarithm(self) -> None:
        if not self._is_base_of_logarithm():
            return
        if self.flat[self.at] == "_":
            self._add("op", "_", self.at + 1)
            if self._is_digit(self.at):
                self._add("number", "", self._digits_from(self.at))
                self.found[-1].text = self.flat[self.found[-1].at : self.at]
            return
        start = self.at
        digits = self._small("_")
        self._at_place("op", "_", start, start)
        self._at_place("number", digits, start, self.at)

    # LaTeX

    def _command_name(self) -> str:
        """The name after a backslash, which is passed over."""
        end = self.at + 1
        while end < self.size and self.flat[end].isascii() and self.flat[end].isalpha():
            end += 1
        end = max(end, min(self.at + 2, self.size))
        return self._run(end)[1:]

    def _command(self) -> None:
        start = self.at
        name = self._command_name()
        end, self.at = self.at, start
        if name in latex.SPACES:
            self._space(name, end)
        elif name in latex.OPERATORS:
            self._add("op", latex.OPERATORS[name], end)
        elif name in latex.STRUCTURES:
            self._structure(latex.STRUCTURES[name], end)
        elif name in latex.FUNCTIONS:
            self._solid_word(name, start, end)
        elif name in latex.LETTERS:
            self._solid_word(latex.LETTERS[name], start, end)
        elif name in latex.ACCENTS:
            self._accented(latex.ACCENTS[name], end)
        elif name in latex.WORDS:
            self._upright(end)
        elif name in ("begin", "end"):
            self._environment(name, end)
        else:
            raise self._refuse_command(name)

    def _space(self, name: str, end: int) -> None:
        """A command that only spaces or sizes; one that sizes a bracket needs one behind it."""
        if name in latex.SIZES and self.flat[end : end + 20].lstrip()[:1] not in latex.DELIMITERS:
            raise self._problem(f"After \\{name} a bracket is missing.", self.at)
        if name == "left":
            self.lefts.append(self.at)
        elif name == "right":
            if not self.lefts:
                raise self._problem("This \\right has no \\left.", self.at, "Write \\left( and \\right) around the same part.")
            self.lefts.pop()
        self.at, self.spaced = end, True

    def _structure(self, kind: str, end: int) -> None:
        self._add("command", kind, end)
        while self.at < self.size and self.flat[self.at] == " ":
            self.at += 1
        if kind == "sum" and self.flat[self.at : self.at + 1] == "_":
            self._add("op", "_", self.at + 1)

    def _solid_word(self, letters: str, start: int, end: int) -> None:
        self.at = end
        sub = ""
        if letters != "log":
            sub, _ = self._subscript(letters)
        end, self.at = self.at, start
        self._add("word", letters + sub, end, (Segment(letters, sub, start, end, solid=True),))
        if letters == "log":
            self._base_of_logarithm()

    def _accented(self, accent: str, end: int) -> None:
        start, self.at = self.at, end
        while self.flat[self.at : self.at + 1] == " ":
            self.at += 1
        letters = self._braced() if self.flat[self.at : self.at + 1] == "{" else self._one_letter(start)
        if len(letters) != 1 or not (letters in SPELLED or (letters.isascii() and letters.isalpha())):
            raise self._problem("An accent goes over one letter.", start, "It is a Latin or a Greek one, as in \\hat{y}.")
        self._solid_word(unicodedata.normalize("NFC", letters + accent), start, self.at)

    def _one_letter(self, start: int) -> str:
        if self.at < self.size and (self.flat[self.at] == "\\" or self.flat[self.at].isalpha()):
            return self._lowered_symbol() if self.flat[self.at] == "\\" else self._run(self.at + 1)
        raise self._problem("An accent goes over one letter.", start)

    def _upright(self, end: int) -> None:
        start, self.at = self.at, end
        while self.flat[self.at : self.at + 1] == " ":
            self.at += 1
        if self.flat[self.at : self.at + 1] != "{":
            self.at, self.spaced = end, True
            return
        word = self._braced().strip()
        if word in ("if", "for", "when"):
            self.spaced = True
        elif word in ("otherwise", "else", "and", "or"):
            closing, self.at = self.at, start
            self._add("op", {"else": "otherwise"}.get(word, word), closing)
        elif not word[:1].isalpha():
            raise self._problem("A name begins with a letter.", start, "A number needs no command around it.")
        else:
            self._solid_word(word, start, self.at)

    def _environment(self, kind: str, end: int) -> None:
        start, self.at = self.at, end
        name = self._braced() if self.flat[end : end + 1] == "{" else ""
        if name != "cases":
            raise self._problem("Of LaTeX's environments only cases is read.", start, "Paste the formula alone.")
        closing, self.at = self.at, start
        self._add("command", kind, closing)

    def _refuse_command(self, name: str) -> ReadingError:
        if name in latex.REFUSED:
            return self._problem(f"\\{name} has no place in an expression.", self.at, latex.REFUSED[name])
        if not name.isalpha():
            return self._problem("A backslash begins a LaTeX command.", self.at)
        from difflib import get_close_matches

        near = get_close_matches(name, latex.known_commands(), n=1)
        return self._problem(f"\\{name} is not a command that is read here.", self.at, f"Did you mean \\{near[0]}?" if near else None)


def _raised_again(raised: str) -> list[tuple[int, str]]:
    """Raised text cut before each number that follows a letter or a bracket, which it raises: eˣ² is e^(x^2)."""
    cuts = [0, *(at for at in range(1, len(raised)) if raised[at].isdigit() and (raised[at - 1].isalpha() or raised[at - 1] == ")"))]
    return [(at, raised[at:end]) for at, end in zip(cuts, [*cuts[1:], len(raised)], strict=True)]


def _is_known_letter(character: str) -> bool:
    """A Greek letter, or a Latin or Greek one with a hat, bar, tilde or dot."""
    if character in SPELLED:
        return True
    parts = unicodedata.normalize("NFD", character)
    return len(parts) == 2 and parts[1] in ACCENTS and ((parts[0].isascii() and parts[0].isalpha()) or parts[0] in SPELLED)


def described(character: str) -> str:
    """A character for a message: itself where it can be shown, and its Unicode name."""
    name = unicodedata.name(character, "")
    if not character.isprintable() or unicodedata.category(character) in ("Cf", "Mn", "Me", "Mc", "Co", "Cn"):
        return f"The invisible character U+{ord(character):04X}" + (f" ({name})" if name else "")
    return f"“{character}”" + (f" ({name})" if name and not character.isascii() else "")
