"""Pages as documents: their blocks in the terms that Markdown and LaTeX share.

Belongs here: how each kind of block reads in a document. Does not: what a page holds (`pages`), or markup (`markdown`, `latex`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import checked
from pdtutor.render import blocks
from pdtutor.render import document_parts as doc
from pdtutor.render.document_parts import Notation
from pdtutor.requests.results import Pointed


def section_blocks(section: blocks.Section, result: Pointed, notation: Notation) -> Iterator[doc.Block]:
    """A section with its heading."""
    yield doc.Heading(2, _title(section))
    for block in section.blocks:
        yield from _SETTERS[type(block)](block, result, notation)


def _title(section: blocks.Section) -> doc.Text:
    latex = section.title.latex
    return (str(section.title),) if latex.startswith(r"\text{") else (doc.Math(latex),)


def _said(block: blocks.Said, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    yield doc.Paragraph(notation.text(block.sentence))


def _equation(block: blocks.Reading | blocks.Formula, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    yield doc.Display(((block.label.latex, notation.write(block.expression)),))


def _derivation(block: blocks.Derivation, result: Pointed, notation: Notation) -> Iterator[doc.Block]:
    return doc.derivation(block.partial, result, notation.of(block.output), block.first)


def _verdict(block: blocks.Verdict, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    yield doc.Paragraph(("Check: ", *notation.text(checked(block.check)), "."))


def _outcome(block: blocks.Outcome, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    yield doc.Paragraph(notation.text(block.sentence))


def _finding(block: blocks.Finding, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    yield doc.Paragraph(notation.text(block.name))
    yield doc.Paragraph(notation.text(block.sentence))


def _matrix(block: blocks.Matrix, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    rows = [" & ".join(_math(entry, notation) for entry in row) for row in block.rows]
    yield doc.Display(((block.label.latex, r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"),))


def _math(sentence: Sentence, notation: Notation) -> str:
    """A cell inside mathematics: its words as text."""
    parts = notation.text(sentence)
    return "".join(part if isinstance(part, doc.Math) else _words(part) for part in parts)


def _words(text: str) -> str:
    known = {"∞": r"\infty", "-∞": r"-\infty", "≈": r"\approx", "": ""}
    if text.strip() in known:
        return known[text.strip()]
    bare = text.strip().removeprefix("-").replace(".", "", 1)
    return text if bare.isdigit() else rf"\text{{{text}}}"


def _table(block: blocks.Table, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    yield doc.Grid(tuple(tuple(notation.text(entry) for entry in row) for row in (block.heads, *block.rows)))


def _argument(block: blocks.Argument, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    for line in block.lines:
        left = line.left.latex if line.left else ""
        right = notation.write(line.expression)
        yield doc.Display(((left, right),) if line.sign == "=" else ((rf"{left} \to {right}", ""),))
        yield from [doc.Paragraph(notation.text(line.remark))] if line.remark else ()


def _tree(block: blocks.Tree, _: Pointed, notation: Notation) -> Iterator[doc.Block]:
    return _branch(block.root, 0, notation)


def _branch(branch: blocks.Branch, depth: int, notation: Notation) -> Iterator[doc.Block]:
    remark: Sequence[str] = (": ", *notation.text(branch.remark)) if branch.remark else ()
    yield doc.Item(depth, "", (*notation.text(branch.sentence), *remark))
    for twig in branch.branches:
        yield from _branch(twig, depth + 1, notation)


def _nothing(*_: object) -> Iterable[doc.Block]:
    """Pictures made of characters and pauses are for terminals."""
    return ()


_SETTERS: dict[type, Callable[..., Iterable[doc.Block]]] = {
    blocks.Said: _said,
    blocks.Reading: _equation,
    blocks.Formula: _equation,
    blocks.Derivation: _derivation,
    blocks.Matrix: _matrix,
    blocks.Table: _table,
    blocks.Argument: _argument,
    blocks.Tree: _tree,
    blocks.Picture: _nothing,
    blocks.Verdict: _verdict,
    blocks.Outcome: _outcome,
    blocks.Finding: _finding,
    blocks.Space: _nothing,
}
