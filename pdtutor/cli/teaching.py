"""The commands of the group Course.

Belongs here: `grade`, from its options to its files and what is shown. Does not: marking a class (`classroom`), its table and its report
(`render`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pdtutor.cli import collection, options
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.unsound import unsound
from pdtutor.errors import UsageError

if TYPE_CHECKING:
    from pdtutor.classroom.grade import Marking, Marks, Work
    from pdtutor.classroom.journal import Journal
    from pdtutor.classroom.marking import Chunk
    from pdtutor.classroom.workers import Results
    from pdtutor.cli.output import Output

PANEL = "Course"
PAGES = (".html", ".htm")
TABLES = (".csv", "")  # a spreadsheet refuses CSV under another ending
SMALL = 200  # answers; to judge fewer in this process is faster than to start others, which load the algebra first
WORKERS = "How many processes judge. One for each processor but for small classes by default."
NAMED = "--out results.csv"
OUT = f"Where every answer's verdict is written, such as {NAMED}. Needed."
HANDED_IN = "The answers: a CSV file (student, q1, q2, …), JSON Lines, or a folder of answer files."


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    app.command(rich_help_panel=PANEL)(grade)


def grade(
    context: typer.Context,
    lesson: Annotated[
        Path, typer.Argument(metavar="LESSON", show_default=False, readable=False, help="The lesson, by its file or its id.")
    ],
    submissions: Annotated[Path, typer.Argument(metavar="SUBMISSIONS", show_default=False, readable=False, help=HANDED_IN)],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", show_default=False, readable=False, help=OUT)] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE.html", show_default=False, readable=False, help="Also write a page to read or print."),
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", metavar="N", show_default=False, help=WORKERS)] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", show_default=False, help="Judge on this Dask cluster: tcp://host:8786.")
    ] = None,
    format: options.Format = "rich",
    save: options.Save = None,
) -> ExitCode:
    """A whole class's answers in one run: every verdict in a table, the hardest exercise, the most frequent mistakes."""
    from pdtutor.cli.output import Output
    from pdtutor.course.problems import LessonError

    output = Output.checked(format, save, context.obj, "grade")
    _refuse_misfits(output, workers, scheduler)
    if out is None:
        raise UsageError("Where shall the verdicts be written?", hint=f"Name a file: {NAMED}")
    try:
        return _graded(lesson, submissions, out, report, partial(_marking, workers=workers, scheduler=scheduler), output)
    except LessonError as error:
        return unsound(error, output.format, "grade", output.environment)
    except KeyboardInterrupt:
        return _interrupted(output.environment)


def _refuse_misfits(output: Output, workers: int | None, scheduler: str | None) -> None:
    from pdtutor.render.formats import NO_PROGRAM

    if output.format == "python" or any(file.suffix == ".py" for file in output.files):
        raise UsageError(f"{NO_PROGRAM['grade']}, so there is no Python for them.", hint="Try --format markdown.")
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers judge nothing.", hint="Give 1 or more, or leave --workers out.")
    if workers is not None and scheduler is not None:
        raise UsageError("A cluster has workers of its own.", hint="Leave out --workers, or --scheduler.")


def _graded(lesson: Path, submissions: Path, out: Path, report: Path | None, marking: Marking, output: Output) -> ExitCode:
    """The class graded, its files written and its counts shown."""
    from pdtutor.classroom.grade import Work, result
    from pdtutor.classroom.journal import Journal
    from pdtutor.cli.class_files import handed_in, to_write
    from pdtutor.cli.lesson_folders import content, find
    from pdtutor.cli.writing import write
    from pdtutor.course.loader import load_bytes

    environment = output.environment
    file = environment.folder / lesson if os.path.isfile(environment.folder / lesson) else find(str(lesson), environment)
    table = to_write("--out", out, environment.folder, (file, submissions), TABLES)
    page = report and to_write("--report", report, environment.folder, (file, submissions, out), PAGES)
    known = load_bytes(content(file), str(lesson))
    work = Work(known, handed_in(submissions, environment.folder, known.ids))
    journal = Journal(table)
    collection.resume()
    kept = journal.marks()
    found = result(work, kept, _new_marks(work, kept, marking, journal, environment), str(out), str(report) if report else None)
    from pdtutor.render import class_report, class_table

    write(table, class_table.content(found))
    if page:
        write(page, class_report.content(found))
    journal.remove()
    return output.present(found)


def _new_marks(work: Work, kept: Marks, marking: Marking, journal: Journal, environment: Environment) -> Marks:
    from pdtutor.classroom.grade import marked

    chunks = work.chunks(kept)
    with _progress(sum(len(chunk.answers) for chunk in chunks), environment) as show:

        def tick(done: int) -> None:
            from pdtutor.render import class_report  # noqa: F401  # loads the algebra while other processes are at work

            show(done)

        return marked(chunks, marking, journal, tick, work.lesson.name)


def _marking(chunks: Sequence[Chunk], workers: int | None, scheduler: str | None) -> Results:
    """The chunks marked in this process, by others, or on a cluster."""
    from pdtutor.classroom.workers import cluster, cores, elsewhere, here, processes

    if scheduler is not None:
        return elsewhere(chunks, lambda: cluster(scheduler))
    is_small = sum(len(chunk.answers) for chunk in chunks) < SMALL
    count = min(workers or (1 if is_small else cores()), len(chunks))
    return here(chunks) if count < 2 else elsewhere(chunks, lambda: processes(count))


@contextmanager
def _progress(count: int, environment: Environment) -> Iterator[Callable[[int], object]]:
    """A bar with the time left on standard error, where that is a terminal; what is yielded is told how many answers are done."""
    if not (count and environment.stderr.isatty()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=environment.stderr, _environ=environment.variables)
    columns = (TextColumn("Judging"), BarColumn(), MofNCompleteColumn(), TextColumn("time left"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("", total=count)
        yield lambda done: bar.advance(task, done)


# --- what goes wrong ------------------------------------------------------------------------------------------------------------------


def _interrupted(environment: Environment) -> ExitCode:
    from rich.text import Text

    environment.tell(Text("Interrupted. What is judged already is kept: the same command goes on from there."))
    return ExitCode.INTERRUPTED
