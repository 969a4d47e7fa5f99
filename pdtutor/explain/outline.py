"""Which steps of a derivation are shown, in which order, with which remark: the derivation as a list of entries.

Belongs here: the choice that `--detail` makes, shared by all views for people, and the numbers of lines. Does not: layout or style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from sympy import Expr

from pdtutor.calculus.step import Step
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.reasons import because
from pdtutor.notation.algebra import add, multiply

Path = tuple[bool, ...]

TRIVIAL = {"constant", "identity"}
FEW = 12  # so many children of one step are shown; of more, the first and last ones, unless every node is asked for


class Entry(NamedTuple):
    """One line of a derivation.

    path    for each level below the root, whether the branch taken there is the last of its siblings
    before  what is differentiated, with the name it was given as an inner function; or a gap's or a composition's text
    remark  why, or what is done
    after   the derivative, or None in a gap
    step    the step, or None where the entry is a gap or puts inner functions back
    has_children  whether entries follow one level below
    """

    path: Path
    before: Sentence
    remark: Sentence
    after: Expr | None = None
    step: Step | None = None
    has_children: bool = False


class Branch(NamedTuple):
    """A child of a step, as its parent calls it."""

    before: Sentence
    step: Step


def derivation(root: Step) -> Step:
    """The derivation itself, without the tidying above it."""
    return root.children[0] if is_tidied(root) else root


def is_tidied(root: Step) -> bool:
    """Whether the root only tidies the result of its one child."""
    return root.rule == "rewrite" and root.children[0].of == root.of


def outline(root: Step, detail: str) -> Iterator[Entry]:
    """The entries of a derivation: the root and its children (brief), all but trivial leaves (normal), or every node (full)."""
    step = derivation(root)
    return _OUTLINES[detail](Branch((step.of,), step), ())


def numbered(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Each entry with its number by level: 1, 1.1, 1.2, …"""
    numbers: list[int] = []
    for entry in entries:
        depth = len(entry.path)
        numbers = [*numbers[:depth], (numbers[depth] if depth < len(numbers) else 0) + 1]
        yield ".".join(map(str, numbers)), entry


def line_of(root: Step, lineage: Sequence[Step]) -> str | None:
    """The number of the line that shows a step, or the nearest step above it that has one.

    lineage  the step and those above it, nearest first
    """
    lines: dict[tuple[int, ...], str] = {}
    above: list[int] = []
    for number, entry in numbered(outline(root, "normal")):
        above = [*above[: len(entry.path)], id(entry.step)]
        lines.setdefault(tuple(above), number)
    down = [id(step) for step in reversed(lineage)][is_tidied(root) :]
    return next((lines[way] for end in range(len(down), 0, -1) if (way := tuple(down[:end])) in lines), None)


def _brief(branch: Branch, path: Path) -> Iterator[Entry]:
    step = branch.step
    yield Entry(path, branch.before, because(step), step.gives, step, bool(step.children))
    yield from _below(step, branches(step), path, _alone, FEW)


def _alone(branch: Branch, path: Path) -> Iterator[Entry]:
    yield Entry(path, branch.before, (), branch.step.gives, branch.step)


def _normal(branch: Branch, path: Path) -> Iterator[Entry]:
    step = branch.step
    shown = [child for child in branches(step) if child.step.rule not in TRIVIAL]
    yield Entry(path, branch.before, (*because(step), *_folded(step)), step.gives, step, bool(shown))
    yield from _below(step, shown, path, _normal, FEW)


def _full(branch: Branch, path: Path) -> Iterator[Entry]:
    step = branch.step
    yield Entry(path, branch.before, because(step), step.gives, step, bool(step.children))
    yield from _below(step, branches(step), path, _full, None)


_OUTLINES: dict[str, Callable[[Branch, Path], Iterator[Entry]]] = {"brief": _brief, "normal": _normal, "full": _full}


def branches(step: Step) -> list[Branch]:
    """The children of a step; those of a chain rule with the names of inner functions, and by which name where there are several."""
    if step.rule != "chain":
        return [Branch((child.of,), child) for child in step.children]
    found: list[Branch] = []
    for name, outer, inner in zip(step.names, step.children[::2], step.children[1::2], strict=True):
        by: Sentence = (" by ", name) if len(step.names) > 1 else ()
        found += [Branch((outer.of, *by), outer), Branch((name, " = ", inner.of), inner)]
    return found


def _below(
    step: Step, shown: list[Branch], path: Path, draw: Callable[[Branch, Path], Iterator[Entry]], few: int | None
) -> Iterator[Entry]:
    """The entries below a step: those of its children, with a gap in the middle of many, and for a chain rule the putting back."""
    is_chain = step.rule == "chain" and bool(shown)
    for place, branch in _abridged(shown, few):
        is_last = place == len(shown) - 1 and not is_chain
        yield from draw(branch, (*path, is_last)) if branch else _gap(path, place)
    if is_chain:
        yield putting_back(step, path)


def _abridged(shown: list[Branch], few: int | None) -> Iterator[tuple[int, Branch | None]]:
    """The branches with their places; of more than `few` the first and last ones, and between them None with how many are left out."""
    if few is None or len(shown) <= few:
        yield from enumerate(shown)
        return
    head, tail = few // 2, few // 2 - 1
    yield from enumerate(shown[:head])
    yield len(shown) - head - tail, None
    yield from enumerate(shown[-tail:], len(shown) - tail)


def _gap(path: Path, hidden: int) -> Iterator[Entry]:
    yield Entry((*path, False), (f"… {hidden} more like these",), ())


def putting_back(step: Step, path: Path) -> Entry:
    """The last line of a chain rule: outer times inner slopes in the names given, then the names replaced by what they stand for."""
    pairs = zip(step.children[::2], step.children[1::2], strict=True)
    composed = add(multiply(outer.gives, inner.gives) for outer, inner in pairs)
    names = [name for name in step.names if composed.has(name)]
    remark = (*_equations(step, names), " put back") if names else ("outer times inner",)
    return Entry((*path, True), (composed,), remark, step.gives)


def _equations(step: Step, names: list[Expr]) -> Sentence:
    sentence: Sentence = ()
    for name in names:
        sentence = (*sentence, ", " if sentence else "", name, " = ", step.names[name])
    return sentence


def _folded(step: Step) -> Sentence:
    """What the trivial children come to, in a few words after their parent's reason; a sum has said so of its terms at rest."""
    moving = [child for child in step.children if child.rule == "identity"]
    still = [child for child in step.children if child.rule == "constant" and step.rule != "sum" and child.of != 0]
    words: Sentence = ("; ", moving[0].of, " gives ", moving[0].gives) if moving else ()
    if still:
        words = (*words, "; ", *listed(child.of for child in still), " gives 0" if len(still) == 1 else " give 0")
    return words
