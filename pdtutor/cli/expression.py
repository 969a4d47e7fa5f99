"""The expression among a command's words.

Belongs here: telling it from a mistyped option, from several words without quotes, and from standard input. Does not: reading it as
mathematics (`notation.reader`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence

import typer

from pdtutor.errors import UsageError

PIECES = ("+", "*", "/", "^", "=")  # words that are no expression, but stand between two pieces of one


def expression_of(words: Sequence[str] | None, context: typer.Context) -> str:
    """The one expression that the words are. Raises UsageError where they are none, several, or a mistyped or misplaced option."""
    words = _checked(words, context)
    if len(words) > 1:
        raise _without_quotes(words, context)
    return _typed(words[0], context)


def expressions_of(words: Sequence[str] | None, context: typer.Context) -> list[str]:
    """The several expressions that the words are. Raises UsageError where one can only be a piece of an expression without quotes."""
    words = _checked(words, context)
    if len(words) > 1 and any(word in PIECES or word.endswith(PIECES) for word in words):
        raise _without_quotes(words, context)
    return [_typed(word, context) for word in words]


def program_of(words: Sequence[str] | None, context: typer.Context) -> list[str]:
    """The lines of a program: each word a line or several, a word without an equals sign the file that holds them, a - standard input."""
    if not words:
        raise UsageError("There is no program.", hint=f'Put each line in quotes: {context.command_path} "z = w*x + b" "L = (z - y)^2"')
    words = _checked(words, context)
    if len(words) > 1 and any(word in PIECES or word.endswith(PIECES) for word in words):
        raise UsageError("A line has come in several words.", hint=f'Put each line in quotes: {context.command_path} "z = w*x + b"')
    return [_typed(word, context) if word == "-" or _is_line(word) else _of_file(word, context) for word in words]


def _is_line(word: str) -> bool:
    return any(sign in word for sign in "=\uff1d") or not word.strip(" ;")


def _of_file(word: str, context: typer.Context) -> str:
    from pathlib import Path

    from pdtutor.cli.files import text_of

    if not os.path.exists(context.obj.folder / word):
        hint = f'A line has one: {context.command_path} "z = w*x + b"'
        raise UsageError(f"{word} has no equals sign, and there is no file of this name.", hint=hint)
    return text_of(Path(word), context.obj)


def _checked(words: Sequence[str] | None, context: typer.Context) -> Sequence[str]:
    """The words, without any mistyped or misplaced option among them."""
    words = words or ()
    known = [name for parameter in context.command.params for name in parameter.opts if name.startswith("--")]
    _refuse_options(words, known)
    _refuse_swallowed(context, known)
    if not words:
        raise UsageError("There is no expression.", hint=f'Put it in quotes: {context.command_path} "x^2 y + sin(x y)"')
    return words


def _without_quotes(words: Sequence[str], context: typer.Context) -> UsageError:
    if context.command.name == "check" and len(words) == 2 and not context.params.get("answer") and not any(map(_is_piece, words)):
        hint = f'Say which is the answer: {context.command_path} "{_joined(words[:1])}" --answer "{_joined(words[1:])}"'
        return UsageError("Two expressions have come, and neither is said to be the answer.", hint=hint)
    hint = f'Put the expression in quotes: {context.command_path} "{_joined(words)}"'
    return UsageError("The expression has come in several words.", hint=hint)


def _is_piece(word: str) -> bool:
    return word in PIECES or word.startswith(PIECES) or word.endswith(PIECES)


def _typed(word: str, context: typer.Context) -> str:
    text: str = context.obj.read() if word == "-" else word
    return text


def _joined(words: Iterable[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= 60 else text[:59] + "…"


def _refuse_options(words: Sequence[str], known: Sequence[str]) -> None:
    for word in words:
        name = word.partition("=")[0]
        if name in known:
            raise UsageError(
                f"{name} comes after --, where everything is the expression.",
                hint="Options go before --, and the expression in quotes: it may begin with a minus without any --.",
            )
        if re.fullmatch(r"--[a-z][a-z-]+", name) or (len(words) > 1 and f"-{name}" in known):
            raise _no_such_option(name, known)


def _refuse_swallowed(context: typer.Context, known: Sequence[str]) -> None:
    """Refuse an option that was taken for the value of the one before it."""
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if isinstance(value, str) and value.partition("=")[0] in known:
            raise UsageError(f"{parameter.opts[0]} needs a value before {value}.")


def _no_such_option(name: str, known: Sequence[str]) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(f"--{name.strip('-')}", known, n=1)
    mend = f"Did you mean {near[0]}?" if near else f"An expression goes in brackets: ({name})"
    return UsageError(f"There is no option {name}.", hint=mend)
