"""Pages as plain text: ASCII alone, sections one after the other, nothing that needs an eye for shapes.

Belongs here: how each kind of block is said in lines. Does not: what a page holds (`pages`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from pdtutor.explain.phrases import Sentence, say
from pdtutor.render import blocks
from pdtutor.render.ascii import spelled
from pdtutor.render.plain_lines import Page, check_text, partial_lines

INDENT = "   "


def sections_text(sections: Sequence[blocks.Section], page: Page) -> Iterator[Iterator[str]]:
    """Each section's lines."""
    return (_section(section, page) for section in sections)


def _section(section: blocks.Section, page: Page) -> Iterator[str]:
    yield spelled(section.title)
    for block in section.blocks:
        yield from _SETTERS[type(block)](block, page)


def _said(block: blocks.Said, page: Page) -> Iterator[str]:
    return page.say(block.sentence)


def _equation(block: blocks.Reading | blocks.Formula, page: Page) -> Iterator[str]:
    yield f"{spelled(block.label)} = {page.write(block.expression)}"


def _derivation(block: blocks.Derivation, page: Page) -> Iterator[str]:
    return partial_lines(block.partial, page.of(block.output), block.first)


def _verdict(block: blocks.Verdict, page: Page) -> Iterator[str]:
    return check_text(block.check, page)


def _outcome(block: blocks.Outcome, page: Page) -> Iterator[str]:
    return page.say(("Verdict: ", *block.sentence))


def _finding(block: blocks.Finding, page: Page) -> Iterator[str]:
    yield from page.say(block.name)
    yield from page.say(block.sentence, INDENT)


def _matrix(block: blocks.Matrix, page: Page) -> Iterator[str]:
    """Row by row."""
    has_heads = any(block.column_names)
    separator, after = ("; ", " ") if has_heads else (", ", ": ")
    yield f"{spelled(block.label)}, row by row:"
    for name, row in zip(block.row_names, block.rows, strict=True):
        lead = f"{spelled(name)}{after}" if name else ""
        entries = (_named(head, entry, page) for head, entry in zip(block.column_names, row, strict=True))
        yield f"{INDENT}{lead}{separator.join(entries)}"


def _named(head: str, entry: Sentence, page: Page) -> str:
    return f"by {spelled(head)}: {_text(entry, page)}" if head else _text(entry, page)


def _text(sentence: Sentence, page: Page) -> str:
    return spelled(say(sentence, page.write))


def _table(block: blocks.Table, page: Page) -> Iterator[str]:
    rows = [[_text(entry, page) for entry in row] for row in (block.heads, *block.rows)]
    columns = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if len(INDENT) + sum(columns) + 2 * (len(columns) - 1) > page.width:
        yield from _records(rows)
        return
    for row in rows:
        place = str.rjust if block.is_numeric else str.ljust
        yield INDENT + "  ".join(place(entry, size) for entry, size in zip(row, columns, strict=True)).rstrip()


def _records(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table that is too wide for its columns: in each row, every entry after its head."""
    heads, *others = rows
    for row in others:
        yield INDENT + ", ".join(f"{head}: {entry}" if head else entry for head, entry in zip(heads, row, strict=True) if entry)


def _argument(block: blocks.Argument, page: Page) -> Iterator[str]:
    for number, line in zip(count(1), block.lines):
        left = f"{spelled(line.left)} " if line.left else ""
        yield f"{number}. {left}{spelled(line.sign)} {page.write(line.expression)}"
        yield from page.say(line.remark, INDENT) if line.remark else ()


def _tree(block: blocks.Tree, page: Page) -> Iterator[str]:
    return _branch(block.root, 0, page)


def _branch(branch: blocks.Branch, depth: int, page: Page) -> Iterator[str]:
    remark = f": {_text(branch.remark, page)}" if branch.remark else ""
    yield f"{INDENT * depth}{_text(branch.sentence, page)}{remark}"
    for twig in branch.branches:
        yield from _branch(twig, depth + 1, page)


def _space(_: blocks.Space, __: Page) -> Iterable[str]:
    return ("",)


def _picture(block: blocks.Picture, page: Page) -> Iterator[str]:
    lines = block.plain(page.width) if block.plain else ()
    if lines:
        yield from page.say(block.caption)
        yield from lines


_SETTERS: dict[type, Callable[..., Iterable[str]]] = {
    blocks.Said: _said,
    blocks.Reading: _equation,
    blocks.Formula: _equation,
    blocks.Derivation: _derivation,
    blocks.Matrix: _matrix,
    blocks.Table: _table,
    blocks.Argument: _argument,
    blocks.Tree: _tree,
    blocks.Picture: _picture,
    blocks.Verdict: _verdict,
    blocks.Outcome: _outcome,
    blocks.Finding: _finding,
    blocks.Space: _space,
}
