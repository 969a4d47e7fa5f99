"""Rich views as a terminal of a given width shows them."""

from io import StringIO

from rich.console import Console, RenderableType


def shown(view: RenderableType, width: int) -> str:
    """The view as text, without colour."""
    console = Console(file=StringIO(), width=width, color_system=None, legacy_windows=False, _environ={})
    console.print(view)
    return console.file.getvalue()
