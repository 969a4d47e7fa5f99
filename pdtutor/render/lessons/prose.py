"""The Markdown of lessons: drawn in a terminal, filled as plain text, and its parser for whoever writes HTML.

Belongs here: what is markup and what is not, and how it looks. Does not: sentences with mathematics in them (`lines`). No HTML in it
counts, links lead nowhere by themselves, formulas between backticks are not broken. Loads no algebra.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import TextWrapper
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, Markdown, MarkdownElement, TableElement
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from pdtutor.render import theme
from pdtutor.render.ascii import spelled
from pdtutor.render.failure import printable
from pdtutor.render.lines import WIDEST

WIDTH = 79  # of plain text
STAND_IN = "\ue000"  # for a space at which no line may end
PLAIN = "none"
STYLES = Theme(
    {
        "markdown.code": theme.FORMULA or PLAIN,
        "markdown.code_block": theme.FORMULA or PLAIN,
        "markdown.block_quote": PLAIN,
        "markdown.list": PLAIN,
        "markdown.item.number": PLAIN,
        "markdown.link": PLAIN,
        "markdown.link_url": PLAIN,
        "markdown.table.border": theme.BORDER,
        "markdown.table.header": theme.HEADING,
        **{f"markdown.h{level}": theme.HEADING for level in range(1, 7)},
    }
)
FENCE = re.compile(r"\s{0,3}(```|~~~)")
AS_IT_IS = re.compile(r"\s{4,}\S|\s{0,3}(#{1,6}\s|\||>|([-*_]\s*){3,}$)")  # code, headings, tables, quotations, rules
ITEM = re.compile(r"(\s*(?:[-*+]|\d{1,3}[.)])\s+)(.*)")
SPAN = re.compile(r"`[^`]+`")


def parser() -> MarkdownIt:
    """A parser of the Markdown that lessons are written in."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def parsed(text: str) -> list[Token]:
    """The Markdown as tokens, in none of which is anything that would steer a terminal, not even where it is written as an entity."""
    tokens = parser().parse(safe(text))
    for token in tokens:
        for part in (token, *(token.children or ())):
            part.content = safe(part.content)
    return tokens


def safe(text: str) -> str:
    """The text line by line without what would steer a terminal."""
    return "\n".join(printable(line.expandtabs(4)) for line in text.split("\n"))


# --- in a terminal ----------------------------------------------------------------------------------------------------------------


class Prose:
    """Markdown as a Rich renderable; neither Rich's own markup nor HTML is read in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(options.max_width, WIDEST)
        with console.use_theme(STYLES):
            lines = console.render_lines(_Drawn(self.text, width), options.update(width=width, height=None), pad=False)
        for line in lines:
            yield from stripped([segment._replace(text=segment.text.replace(STAND_IN, " ")) for segment in line])
            yield Segment.line()


class _Code(CodeBlock):
    """Code as it is, without colours of its own."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Padding(Text(str(self.text).rstrip(), style=self.style), (0, 0, 0, 2))


class _Heading(Heading):
    """A heading where the text begins, of whatever level."""

    LEVEL_ALIGN: ClassVar = {}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if options.ascii_only:
            yield self.text  # Rich frames the highest one
        else:
            yield from super().__rich_console__(console, options)


class _Table(TableElement):
    """A table; where there is nothing but ASCII, without lines."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in super().__rich_console__(console, options):
            if options.ascii_only and isinstance(part, Table):
                part.box = None
            yield part


class _Drawn(Markdown):
    """Markdown by our parser, with formulas in one piece that are at most `width` wide."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "fence": _Code,
        "code_block": _Code,
        "heading_open": _Heading,
        "table_open": _Table,
    }

    def __init__(self, text: str, width: int) -> None:
        super().__init__("", justify="default", hyperlinks=False)
        self.parsed = parsed(text)
        for part in (part for token in self.parsed for part in token.children or ()):
            if part.type == "code_inline" and len(part.content) <= width:
                part.content = part.content.replace(" ", STAND_IN)
            elif part.type == "image":
                part.type, part.tag = "text", ""


def stripped(line: list[Segment]) -> Iterator[Segment]:
    """The line without the spaces at its end."""
    texts = [segment.text for segment in line]
    while texts and not texts[-1].rstrip(" "):
        texts.pop()
    if texts:
        texts[-1] = texts[-1].rstrip(" ")
    for segment, text in zip(line, texts, strict=False):
        yield Segment(text, segment.style)


# --- as plain text ----------------------------------------------------------------------------------------------------------------


def plain(text: str, width: int = WIDTH) -> list[str]:
    """The Markdown as it is written, in ASCII, its paragraphs filled to a width; no formula is broken."""
    return list(_filled(spelled(safe(text)).strip("\n"), width))


def _filled(text: str, width: int) -> Iterator[str]:
    paragraph: list[str] = []
    is_code = False
    for line in text.split("\n"):
        is_fence = FENCE.match(line) is not None
        is_apart = is_code or is_fence or not line.strip() or (AS_IT_IS.match(line) is not None and not paragraph)
        if is_apart or ITEM.match(line):
            yield from _wrapped(paragraph, width)
            paragraph = []
        if is_apart:
            yield line.rstrip()
        else:
            paragraph.append(line)
        is_code ^= is_fence
    yield from _wrapped(paragraph, width)


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    """The lines of one paragraph or one item of a list as lines of at most `width`."""
    if not lines:
        return
    item = ITEM.match(lines[0])
    marker, first = (item[1], item[2]) if item else ("", lines[0])
    joined = " ".join(line.strip() for line in (first, *lines[1:]))
    whole = SPAN.sub(lambda span: span[0].replace(" ", STAND_IN), joined)
    wrapper = TextWrapper(width, initial_indent=marker, subsequent_indent=" " * len(marker), break_long_words=False, break_on_hyphens=False)
    for line in wrapper.wrap(whole):
        yield line.replace(STAND_IN, " ")
