"""The parameters of an exercise: drawn by a seed, and put into its texts and formulas.

Belongs here: the draw, which is the same on every machine, and the two ways of putting values in. Does not: what may be written as a
parameter (`loader`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from pdtutor.course.exercise_types import EXERCISE_TYPES
from pdtutor.course.lesson import Ask, Declared, Exercise, Option
from pdtutor.errors import ReadingError

if TYPE_CHECKING:
    from pdtutor.notation.tokens import Token

Values = Mapping[str, str]
IN_BRACES = re.compile(r"(?<![_^}A-Za-z\\])\{(\w+)\}")  # but not the exponent or index, nor what belongs to a command: \\frac{k}{2}
PLAIN = re.compile(r"\d+(\.\d+)?|[A-Za-z]", re.ASCII)  # values that need no brackets


def drawn(lesson: str, exercise: Exercise, seed: int) -> dict[str, str]:
    """Each parameter's value for a seed, by the lesson's id, the exercise's and the parameter's name alone."""
    return {name: values[_number(lesson, exercise.id, name, str(seed)) % len(values)] for name, values in exercise.params.items()}


def _number(*parts: str) -> int:
    return int.from_bytes(sha256("\0".join(parts).encode()).digest(), "big")


def with_values(exercise: Exercise, values: Values) -> Exercise:
    """The exercise with its parameters put in, {k} everywhere and k in formulas."""
    if not values:
        return exercise
    return replace(
        exercise,
        prompt=exercise.prompt and in_text(exercise.prompt, values),
        functions=tuple(in_formula(each, values) for each in exercise.functions),
        wrt=tuple(in_name(each, values) for each in exercise.wrt),
        order=tuple(in_name(each, values) for each in exercise.order),
        at=exercise.at and in_formula(exercise.at, values),
        given=tuple(in_formula(each, values) for each in exercise.given),
        depends=tuple(in_formula(each, values) for each in exercise.depends),
        answer=exercise.answer and _in_answer(exercise.answer, exercise, values),
        options=tuple(_in_option(option, values) for option in exercise.options),
        start=exercise.start and in_formula(exercise.start, values),
        rate=exercise.rate and in_formula(exercise.rate, values),
        hints=tuple(in_text(hint, values) for hint in exercise.hints),
        scaffold=tuple(_in_ask(ask, values) for ask in exercise.scaffold),
        mistakes=tuple(_in_declared(mistake, exercise, values) for mistake in exercise.mistakes),
        explain=exercise.explain and in_text(exercise.explain, values),
        tests=tuple(replace(test, input=_in_answer(test.input, exercise, values)) for test in exercise.tests),
        params={},
    )


def _in_option(option: Option, values: Values) -> Option:
    return replace(option, text=in_text(option.text, values), because=option.because and in_text(option.because, values))


def _in_ask(ask: Ask, values: Values) -> Ask:
    return replace(
        ask,
        ask=in_text(ask.ask, values),
        function=ask.function and in_formula(ask.function, values),
        wrt=ask.wrt and in_name(ask.wrt, values),
        answer=ask.answer and in_formula(ask.answer, values),
    )


def _in_declared(mistake: Declared, exercise: Exercise, values: Values) -> Declared:
    answer = mistake.answer and _in_answer(mistake.answer, exercise, values)
    return replace(mistake, answer=answer, say=mistake.say and in_text(mistake.say, values))


def _in_answer(answer: str, exercise: Exercise, values: Values) -> str:
    """An answer with the values; a letter, a rule or the number of a line is no formula."""
    return in_text(answer, values) if EXERCISE_TYPES[exercise.type].is_in_words else in_formula(answer, values)


def in_text(text: str, values: Values) -> str:
    """A text with the values for {k}."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text)


def in_name(text: str, values: Values) -> str:
    """A variable's name, or the value of the parameter that it is."""
    return values.get(text.strip(), in_text(text, values))


def in_formula(text: str, values: Values) -> str:
    """A formula with the values for the names of parameters, also in a run of letters: kx; in brackets where they need them.

    A text that cannot be read is left to whoever reads it next. Raises ReadingError where no way of writing a value would keep what the
    formula means: for k in sin kx, which has no brackets, -3 cannot be written.
    """
    text = re.sub(r"(?<=_)\{(\w+)\}", lambda found: f"{{{values.get(found[1], found[1])}}}", text)
    text = IN_BRACES.sub(lambda found: _without_braces(found, values), text)
    try:
        tokens = _tokens(text, values)
    except ReadingError:
        return text
    for place in range(len(tokens) - 1, -1, -1):
        at, end, name = tokens[place].at, tokens[place].end, tokens[place].text
        if tokens[place].kind == "name" and name in values and text[at:end] == name:
            text = text[:at] + _fitted(values[name], text, tokens, place) + text[end:]
    return text


def _without_braces(found: re.Match[str], values: Values) -> str:
    """The name of a parameter without its braces, apart from what it would run into."""
    if found[1] not in values:
        return found[0]
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{' ' if before.isalnum() else ''}{found[1]}{' ' if after.isalnum() or after == '{' else ''}"


def _tokens(text: str, values: Values) -> list[Token]:
    from pdtutor.notation.reading import Vocabulary
    from pdtutor.notation.tokens import tokenize
    from pdtutor.notation.words import Words

    return Words(text, Vocabulary(whole=frozenset(values))).resolved(tokenize(text))


def _fitted(value: str, text: str, tokens: Sequence[Token], place: int) -> str:
    """The value as it may stand there: bare where nothing would run into it, else with spaces or in brackets."""
    token = tokens[place]
    before, after = text[: token.at], text[token.end :]
    is_after_number = before.rstrip()[-1:].isdigit() and tokens[place - 2].text != "^"
    touches_number = (
        (is_after_number and not value.isalpha()) or (before.endswith(".") and not before.endswith("..")) or after.lstrip()[:1].isdigit()
    )
    is_call = value.isalpha() and after.lstrip().startswith(("(", "'"))
    if PLAIN.fullmatch(value) and not touches_number and not is_call:
        return f"{' ' if before[-1:].isalnum() else ''}{value}{' ' if after[:1].isalnum() or after[:1] in ('_', '.') else ''}"
    if _is_argument(tokens[:place]):
        hint = "Put what the function is of in brackets: sin(k x)."
        raise ReadingError(f"{token.text} is {value} here, which needs brackets.", text=text, column=token.at + 1, hint=hint)
    return f"({value})"


def _is_argument(before: Sequence[Token]) -> bool:
    """Whether brackets would end what a function without brackets is of: those in sin x (-3), but not those in sin 2(-3)."""
    if len(before) > 1 and before[-1].kind == "number" and before[-2].text != "^":
        return False
    previous = next((token for token in reversed(before) if token.kind not in ("name", "number", "constant") and token.text != "^"), None)
    return previous is not None and (previous.kind == "function" or previous.text in ("√", "∛"))
