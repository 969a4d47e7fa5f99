"""`progress`: how far a learner has come; what is recorded, exported, imported and forgotten.

Belongs here: from the memory's file to what is shown, written and asked. Does not: what follows from the records
(`practice.quiz.overview`), how it looks (`render.progress`), the file itself (`practice.memory`). Loads no algebra.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TextIO

import typer

from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.memory_file import ELSEWHERE, memory, memory_looked_at, memory_path
from pdtutor.errors import FileError, UsageError

if TYPE_CHECKING:
    from pdtutor.practice.memory.opening import Opened
    from pdtutor.practice.quiz.log import History

PANEL = "Practice"
STANDARD = "-"
LONGEST = 100_000_000  # characters of what is imported
YES = ("y", "yes")
HELP = "What is mastered, what is due, which mistakes recur; export, import, forget."
WRITTEN = "How it is written."

progress = typer.Typer(name="progress", help=HELP)
Format = Annotated[Literal["rich", "plain", "json"], typer.Option("--format", help=WRITTEN)]
FormatHere = Annotated[Literal["rich", "plain", "json"] | None, typer.Option("--format", show_default=False, help=WRITTEN)]


def register(app: typer.Typer) -> None:
    """Add the group to the program."""
    app.add_typer(progress, rich_help_panel=PANEL)


class Reply(NamedTuple):
    """How a command of the group says what it did."""

    environment: Environment
    command: str
    format: str

    @classmethod
    def of(cls, context: typer.Context, command: str, format: str | None) -> Reply:
        """The reply in the format that was asked for, after the command or before it."""
        asked = format or (context.parent.params["format"] if context.parent else "rich")
        return cls(context.obj, f"progress {command}", asked)

    def give(self, result: dict[str, object], said: str, notes: Sequence[str]) -> ExitCode:
        """Say it: the result and the notes as JSON, or a sentence."""
        if self.format == "json":
            from pdtutor.render.progress import document

            self.environment.write(document.enveloped(self.command, result, notes))
            return ExitCode.DONE
        from rich.text import Text

        from pdtutor.render.ascii import spelled
        from pdtutor.render.failure import printable

        text = "\n".join(map(printable, said.split("\n")))
        is_rich = self.format == "rich" and self.environment.can_draw()
        self.environment.write(self.environment.drawn(Text(text)) if is_rich else spelled(text))
        return ExitCode.DONE


# --- the view ---------------------------------------------------------------------------------------------------------------------


@progress.callback(invoke_without_command=True)
def show(context: typer.Context, format: Format = "rich") -> ExitCode:
    """How far you have come: bars of mastery, what is due, a calendar of practice, the mistakes that recur and how they fade."""
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    from pdtutor.practice.quiz.overview import overview

    environment: Environment = context.obj
    with _opened(environment, format) as found:
        known = overview(found.memory.learner(), found.memory.history(), environment.clock())
    if format == "rich" and environment.can_draw():
        from pdtutor.render.progress import page

        environment.write(environment.drawn(page.view(known)))
    else:
        from pdtutor.render.progress import document

        environment.write(document.as_json(known, found.notes) if format == "json" else document.plain(known, environment.columns))
    return ExitCode.DONE


# --- the records ------------------------------------------------------------------------------------------------------------------


@progress.command("export")
def export(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False, help="Where to; - is standard output.")],
    format: FormatHere = None,
) -> ExitCode:
    """Write all that is recorded to a file: to keep a copy, or to go on elsewhere."""
    from pdtutor.cli.writing import write
    from pdtutor.practice.memory.transfer import exported

    reply = Reply.of(context, "export", format)
    if file == STANDARD and reply.format == "json":
        raise UsageError("With - the records themselves go to standard output.", hint="Name a file, or leave out --format json.")
    place = None if file == STANDARD else _to_write(file, reply.environment)
    with _opened(reply.environment, reply.format) as found:
        history = found.memory.history()
    if not _questions(history):
        _refuse_loss(place, found.notes, reply.format)
    if place is None:
        reply.environment.write(exported(history))
        return ExitCode.DONE
    write(place, exported(history).encode())
    return reply.give({"file": file, **_numbers(history)}, f"{file} holds {_counted(history)}.", found.notes)


@progress.command("import")
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", show_default=False, help="What was exported; - is standard input.")],
    format: FormatHere = None,
) -> ExitCode:
    """Add what was exported, here or elsewhere. Nothing that is recorded is lost, and nothing counts twice."""
    from pdtutor.practice.memory.transfer import imported

    reply = Reply.of(context, "import", format)
    name = "standard input" if file == STANDARD else file
    history = imported(_typed(reply.environment) if file == STANDARD else _text(reply.environment.folder / file), name)
    with _opened(reply.environment, reply.format, memory) as found:
        new = _merged(history, found)
    said = f"{name} holds {_counted(history)}. {_new(new)}"
    return reply.give({"file": file, "new": new, **_numbers(history)}, said, found.notes)


@progress.command("forget")
def forget(
    context: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Forget without asking.")] = False,
    format: FormatHere = None,
) -> ExitCode:
    """Forget all that is recorded. Asks first."""
    reply = Reply.of(context, "forget", format)
    if not yes:
        _refuse_unasked(reply.environment)
    with _opened(reply.environment, reply.format) as found:
        history = found.memory.history()
        copies = _copies(reply.environment)
        is_nothing = not (_questions(history) or copies)
        is_meant = yes or is_nothing or _is_meant(history, copies, reply.environment)
        if is_meant:
            found.memory.forget()
            with suppress(FileNotFoundError, NotADirectoryError):
                _typed_lines(reply.environment).unlink()
    told = "Nothing was recorded, so there was nothing to forget." if is_nothing else f"Forgotten: {_counted(history)}."
    result = {"forgotten": is_meant, **_numbers(history), "copies": len(copies)}
    return reply.give(result, told if is_meant else "Everything is kept.", found.notes)


# --- the memory -------------------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(environment: Environment, format: str, open: Callable[[Environment], Opened] = memory_looked_at) -> Iterator[Opened]:
    """The memory, and what there is to say of its file; said at once, but in JSON, which has a place for it."""
    found = open(environment)
    with closing(found.memory):
        if format != "json" and not (found.is_refused and open is memory):  # whoever wants to add to it is told in the refusal
            _tell([f"Note: {note}" for note in found.notes], environment)
        yield found


def _merged(history: History, found: Opened) -> int:
    """Add to the memory; how many records were new. Raises FileError where nothing can be kept."""
    try:
        return found.memory.merge(history)
    except FileError as error:
        raise FileError(error.message, hint=ELSEWHERE if found.is_refused else error.hint) from None


def _refuse_loss(place: Path | None, notes: Sequence[str], format: str) -> None:
    """Raise FileError where a copy of nothing would pass for one of what cannot be read, or take an earlier one's place."""
    if notes:
        raise FileError("There is nothing that could be exported.", hint=" ".join(notes) if format == "json" else None)
    if place is not None and os.path.exists(place):
        raise FileError(f"Nothing is recorded, so {place.name} stays as it is.")


def _beside(records: Path) -> list[Path]:
    """What else belongs to the memory: copies from before it was changed or damaged, and what SQLite works with."""
    try:
        return sorted(path for path in records.parent.iterdir() if path.name.startswith((f"{records.name}.", f"{records.name}-")))
    except OSError:
        return []


def _copies(environment: Environment) -> list[Path]:
    """What is forgotten with the memory: what was put aside of it, and the lines that were typed."""
    from pdtutor.practice.memory import beside

    typed = _typed_lines(environment)
    try:
        return [*sorted(beside.all_of(memory_path(environment))), *([typed] if os.path.isfile(typed) else [])]
    except OSError:
        return []


def _typed_lines(environment: Environment) -> Path:
    from pdtutor.cli.folders import data_folder, history_file

    return history_file(data_folder(environment))


def _questions(history: History) -> int:
    return len({record.question.id for record in history.closed} | {record.question.id for record in history.answers})


def _numbers(history: History) -> dict[str, object]:
    return {"questions": _questions(history), "answers": len(history.answers)}


def _counted(history: History) -> str:
    from pdtutor.explain.counts import counted

    return f"{counted(_questions(history), 'question')} with {counted(len(history.answers), 'answer')}"


# --- files ------------------------------------------------------------------------------------------------------------------------


def _to_write(file: str, environment: Environment) -> Path:
    """Where an export goes: anywhere but over the memory."""
    from pdtutor.cli.class_files import to_write

    records = memory_path(environment)
    return to_write("progress export", Path(file), environment.folder, [records, *_beside(records)])


def _text(file: Path) -> str:
    try:
        if os.path.exists(file) and not os.path.isfile(file):
            raise FileError(f"{file.name} is no file: nothing of it is read.")
        with file.open(encoding="utf-8-sig") as stream:
            return _read(stream, file.name)
    except OSError as error:
        raise FileError(f"{file.name} cannot be read: {(error.strerror or 'unknown reason').lower()}.") from None


def _typed(environment: Environment) -> str:
    if environment.stdin is None or environment.stdin.closed:
        raise UsageError("There is no standard input to read from.")
    return _read(environment.stdin, "Standard input")


def _read(stream: TextIO, name: str) -> str:
    """All of it. Raises FileError where it is no text, or too long."""
    try:
        text = stream.read(LONGEST + 1)
    except UnicodeDecodeError:
        raise FileError(f"{name} is not text in UTF-8.") from None
    if len(text) > LONGEST:
        raise FileError(f"{name} is longer than {LONGEST:,} characters.", code="too_large")
    return text


# --- asking and telling -----------------------------------------------------------------------------------------------------------


def _refuse_unasked(environment: Environment) -> None:
    """Raise UsageError where there is nobody to ask."""
    if environment.stdin is None or not environment.stdin.isatty():
        hint = "pdtutor progress forget --yes forgets without asking; pdtutor progress export FILE keeps a copy."
        raise UsageError("To forget is asked about first, and there is no terminal here.", hint=hint)


def _is_meant(history: History, copies: Sequence[Path], environment: Environment) -> bool:
    """Whether whoever sits at the terminal wants all of it forgotten; anything but a yes is a no."""
    assert environment.stdin is not None
    said = [
        f"{_counted(history)} will be forgotten, and with them your levels, what is due and the calendar.",
        *([f"With it goes what was put beside the file: {', '.join(path.name for path in copies)}."] if copies else []),
        "There is no way back; pdtutor progress export FILE keeps a copy elsewhere.",
    ]
    _tell(said, environment)
    environment.stderr.write("Forget it all? yes or no [no]: ")
    environment.stderr.flush()
    return environment.stdin.readline().strip().casefold() in YES


def _new(count: int) -> str:
    return f"{count:,} {'record is' if count == 1 else 'records are'} new." if count else "Nothing in it is new."


def _tell(sentences: Sequence[str], environment: Environment) -> None:
    """Say each on standard error."""
    for sentence in sentences:
        from rich.text import Text

        from pdtutor.render.failure import printable

        environment.tell(Text(printable(sentence)))
