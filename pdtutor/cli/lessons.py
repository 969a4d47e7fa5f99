"""The commands under `lesson`.

Belongs here: the group, its commands in files of their own. Does not: what any of them does (`lesson_pages`, `lesson_checks`,
`lesson_runs`).
"""

from __future__ import annotations

import typer

from pdtutor.cli import lesson_checks, lesson_pages, lesson_runs

PANEL = "Course"

lesson = typer.Typer(name="lesson", help="Guided exercises from YAML files: list, show, run, check, new, schema.", no_args_is_help=True)
lesson_pages.register(lesson)
lesson_runs.register(lesson)
lesson_checks.register(lesson)


def register(app: typer.Typer) -> None:
    """Add the group to the program."""
    app.add_typer(lesson, rich_help_panel=PANEL)
