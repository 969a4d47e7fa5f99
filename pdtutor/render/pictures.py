"""What a terminal shows, as a picture of it: SVG and HTML.

Belongs here: drawing a Rich view off screen. Does not: the view itself (`views`), nor writing the file (`cli`).
"""

from __future__ import annotations

from io import StringIO

from rich.console import Console, RenderableType

WIDTH = 100


def picture(renderable: RenderableType, kind: str, title: str = "pdtutor") -> str:
    """The view as a document of its `kind`: "svg" or "html"."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False, _environ={}
    )
    console.print(renderable)
    return console.export_svg(title=title) if kind == "svg" else console.export_html()
