"""What a shell is told when Tab is pressed: commands, options, values, or that the name of a file belongs here.

Belongs here: where in a command line the cursor is, and what may stand there; inside an expression that is nothing. Does not: how a shell
asks, and what it makes of the lines (`completion_scripts`). Loads neither SymPy nor Rich.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, NamedTuple

from typer.core import TyperArgument, TyperGroup, TyperOption

from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode

ASKED = "_PDTUTOR_COMPLETE"  # the shell that asks
LINE = "_PDTUTOR_LINE"  # the command line up to the cursor
WORD = "_PDTUTOR_WORD"  # of bash, which also cuts words at = and :, the piece that it will replace
FILES = ":"  # a line that asks the shell for the names of files
END = "\0"  # no variable of a process can hold it, so it marks the cursor while the line is cut into words
WIDEST = 90  # characters of a description


class Offer(NamedTuple):
    """What may stand at the cursor, and what it is."""

    value: str
    about: str = ""


A_FILE = Offer(FILES)


def tell(program: Any, environment: Environment) -> ExitCode:
    """Write what may stand at the cursor, one offer a line."""
    line = environment.variables.get(LINE, "")
    words, word = _split(line)
    place = reduce(Place.after, words, Place(program))
    is_quoted = not word and line[-1:] in ("'", '"')  # what begins with a quote is no option
    offered = offers(replace(place, is_closed=True) if is_quoted else place, word, environment)
    cut = word.removesuffix(environment.variables.get(WORD, word))
    lines = [_line(offer._replace(value=offer.value.removeprefix(cut))) for offer in offered]
    if lines:
        environment.write("\n".join(lines))
    return ExitCode.DONE


def offers(place: Place, word: str, environment: Environment) -> list[Offer]:
    """What may stand at a place where `word` has been begun; the file's name only where nothing else may."""
    found = list(_possible(place, word, environment))
    named = [offer for offer in found if offer is not A_FILE and offer.value.startswith(word)]
    return named or [offer for offer in found if offer is A_FILE]


def _split(line: str) -> tuple[list[str], str]:
    """The finished words of a command line after the program's name, and the one at the cursor; a quote may still be open."""
    lexer = shlex.shlex(line + END, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        for finished in lexer:
            words.append(finished)
    except ValueError:  # the open quote
        words.append(lexer.token)
    return words[1:-1], words[-1].removesuffix(END) if len(words) > 1 else ""


def _line(offer: Offer) -> str:
    about = " ".join(offer.about.replace("\\[", "[").split())
    return f"{offer.value}\t{''.join(filter(str.isprintable, about))}".rstrip("\t")


# --- the place --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """The place behind some words of a command line.

    command    the innermost that they name
    given      the names of its options among them
    arguments  how many arguments of its own
    waiting    the option whose value comes next
    is_closed  whether a -- has ended the options
    """

    command: Any
    given: frozenset[str | None] = frozenset()
    arguments: int = 0
    waiting: TyperOption | None = None
    is_closed: bool = False

    def after(self, word: str) -> Place:
        """The place behind one more word."""
        if self.waiting:
            return replace(self, waiting=None)
        if word == "--" and not self.is_closed:
            return replace(self, is_closed=True)
        name, equals, _ = word.partition("=")
        if option := self.option(name):
            return replace(self, given=self.given | {option.name}, waiting=None if equals or option.is_flag else option)
        if isinstance(self.command, TyperGroup) and word in self.command.commands:
            return Place(self.command.commands[word])
        return replace(self, arguments=self.arguments + 1)

    def option(self, name: str) -> TyperOption | None:
        """The option of this name."""
        return None if self.is_closed else next((option for option in self.options if name in option.opts), None)

    @property
    def options(self) -> Iterator[TyperOption]:
        """All options of the command but --help."""
        return (part for part in self.command.params if isinstance(part, TyperOption) and not part.hidden)

    @property
    def argument(self) -> TyperArgument | None:
        """The argument that would come next."""
        arguments = [part for part in self.command.params if isinstance(part, TyperArgument)]
        left = arguments[self.arguments :] or [part for part in arguments[-1:] if part.nargs == -1]
        return left[0] if left else None


def _possible(place: Place, word: str, environment: Environment) -> Iterator[Offer]:
    if place.waiting:
        yield from _values(place.waiting, word, environment)
    elif word.startswith("-") and not place.is_closed:
        yield from _options(place, word, environment)
    elif isinstance(place.command, TyperGroup):
        yield from _commands(place.command)
    else:
        argument = place.argument
        if argument:
            yield from _values(argument, word, environment)
        if place.arguments and not word and not place.is_closed and (argument is None or argument.nargs == -1):
            yield from _options(place, word, environment)


def _commands(group: TyperGroup) -> Iterator[Offer]:
    for name, command in group.commands.items():
        if not command.hidden:
            yield Offer(name, command.get_short_help_str(WIDEST))


def _options(place: Place, word: str, environment: Environment) -> Iterator[Offer]:
    """The options that can still be given, or after a = the values of one."""
    name, equals, begun = word.partition("=")
    if equals:
        option = place.option(name)
        values = _values(option, begun, environment) if option else ()
        yield from (offer if offer is A_FILE else offer._replace(value=f"{name}={offer.value}") for offer in values)
        return
    for option in place.options:
        if option.multiple or option.name not in place.given:
            yield Offer(option.opts[0], option.help or "")
    yield Offer("--help", "Show what this takes.")


# --- the values -------------------------------------------------------------------------------------------------------------------


def _values(part: TyperOption | TyperArgument, begun: str, environment: Environment) -> Iterator[Offer]:
    """What an option or an argument takes, as far as that can be listed."""
    if part.name in LISTED:
        head = begun[: begun.rfind(",") + 1] if part.name in SEVERAL else ""
        yield from (offer._replace(value=head + offer.value) for offer in LISTED[part.name](environment))
    yield from (Offer(value) for value in getattr(part.type, "choices", ()))
    if part.type.name == "path" or "FILE" in (part.metavar or "") or (part.metavar == "LINE…" and not {" ", "="} & set(begun)):
        yield A_FILE


def _methods(_: Environment) -> Iterator[Offer]:
    from pdtutor.calculus.descent.methods import METHODS

    return map(Offer, METHODS)


def _skills(_: Environment) -> Iterator[Offer]:
    from pdtutor.practice.exercises.skills import SKILLS

    return (Offer(skill.name, skill.title) for skill in SKILLS.values())


def _levels(_: Environment) -> Iterator[Offer]:
    from pdtutor.practice.exercises.skills import LEVELS

    return map(Offer, map(str, LEVELS))


def _rules(_: Environment) -> Iterator[Offer]:
    from pdtutor.explain.cards import CARDS

    return (Offer(card.name, card.title) for card in CARDS.values())


def _lessons(environment: Environment) -> Iterator[Offer]:
    from pdtutor.cli.lesson_folders import all_lessons

    known = [found.listed for found in all_lessons(environment).found if found.listed]
    return (Offer(lesson.id, lesson.title) for lesson in known if lesson.id.replace("-", "").isalnum())


SEVERAL = {"method"}
LISTED: Mapping[str | None, Callable[[Environment], Iterator[Offer]]] = {
    "files": _lessons,
    "lesson": _lessons,
    "level": _levels,
    "method": _methods,
    "name": _rules,
    "skill": _skills,
}
