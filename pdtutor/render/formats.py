"""The formats by name and by a file's ending.

Belongs here: which module writes which. Does not: any writing. Loads no algebra until something is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from pdtutor.errors import TutorError, UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pdtutor.render.document import Result
    from pdtutor.render.marks import Mark

GENERAL = {
    ".svg": "svg",
    ".html": "html",
    ".txt": "plain",
    ".md": "markdown",
    ".tex": "latex",
    ".json": "json",
    ".py": "python",
}
OWN = {
    "backprop": {".svg": "drawing", ".mmd": "drawing", ".dot": "drawing"},
    "surface": {".png": "figure", ".svg": "figure", ".pdf": "figure"},
}  # what a command writes by itself: its format is a module of this folder with `content(result, ending)`


def endings(command: str) -> tuple[str, ...]:
    """The endings of files that a command's result can be saved to."""
    return tuple(_formats(command))


def _formats(command: str) -> dict[str, str]:
    known = {ending: format for ending, format in GENERAL.items() if format != "python" or command not in NO_PROGRAM}
    return known | OWN.get(command, {})


NO_PROGRAM = {
    "rules": "The rules are no computation",
    "scale": "Operations are counted, not carried out",
    "check": "A verdict is no computation",
    "grade": "A class's results are no computation",
}


def view(result: Result, in_short: bool = False, marks: tuple[Mark, ...] = ()) -> RenderableType:
    """What Rich draws of a result; `in_short` whatever detail was asked for, but for derivations with lines in `marks`."""
    from pdtutor.render import views

    draw: Callable[..., RenderableType] = getattr(views, f"{result.command}_view", views.page_view)
    shown = _brief(result) if in_short else result
    return draw(shown, marks) if marks else draw(shown)


def text(result: Result, format: str, error: TutorError | None = None, in_short: bool = False, width: int | None = None) -> str:
    """A result in one of the formats that are plain text.

    error     what cut it short, said in JSON alone
    in_short  without steps
    width     of the lines of plain text; without one, formulas are never broken
    """
    if format == "json":
        from pdtutor.render import json

        return json.text(json.document(result, error, has_steps=not in_short))
    if format == "python" and result.command in NO_PROGRAM:
        raise UsageError(f"{NO_PROGRAM[result.command]}, so there is no Python for them.", hint="Try --format markdown.")
    shown = _brief(result) if in_short else result
    if format == "plain":
        from pdtutor.render import plain

        return plain.document(shown, width)
    document: str = import_module(f"pdtutor.render.{format}").document(shown)
    return document


def file_content(result: Result, ending: str, error: TutorError | None = None, in_short: bool = False) -> bytes:
    """What a file with one of the command's endings holds."""
    if ending in OWN.get(result.command, {}):
        content: bytes = import_module(f"pdtutor.render.{OWN[result.command][ending]}").content(result, ending)
        return content
    return _written(result, GENERAL[ending], error, in_short).encode()


def _written(result: Result, format: str, error: TutorError | None, in_short: bool) -> str:
    if format not in ("svg", "html"):
        return text(result, format, error, in_short)
    from pdtutor.render.pictures import picture

    return picture(view(result, in_short), format)


def _brief(result: Result) -> Result:
    from pdtutor.requests.rules import RulesResult

    return result if isinstance(result, RulesResult) else replace(result, detail="brief")  # type: ignore[type-var]  # a dataclass
