"""Which steps of a derivation are shown, in which order, with which remark: the derivation as a list of entries.

Belongs here: the choice that `--detail` makes, shared by all views for people. Does not: layout or style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sympy import Expr

from pdtutor.calculus.step import Step
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.explain.reasons import because
from pdtutor.notation.algebra import add, multiply

TRIVIAL = {"constant", "identity"}
FEW = 12  # so many children of one step are shown; of more, the first and last ones, unless every node is asked for


class Entry(NamedTuple):
    """One line of a derivation.

    path    for each level below the root, whether the branch taken there is the last of its siblings
    before  what is differentiated, a gap's or a composition's text; `name` is the name it was given as an inner function
    step    the step, or None where the entry is a gap or puts inner functions back
    remark  why, or what is done
    after   the derivative, or None in a gap
    has_children  whether entries follow one level below
    """

    path: tuple[bool, ...]
    before: Sentence
    remark: Sentence
    after: Expr | None = None
    step: Step | None = None
    name: Expr | None = None
    has_children: bool = False


def derivation(root: Step) -> Step:
    """The derivation itself, without the tidying above it."""
    return root.children[0] if is_tidied(root) else root


def is_tidied(root: Step) -> bool:
    """Whether the root only tidies the result of its one child."""
    return root.rule == "rewrite" and root.children[0].of == root.of


def outline(root: Step, detail: str) -> Iterator[Entry]:
    """The entries of a derivation: the root and its children (brief), all but trivial leaves (normal), or every node (full)."""
    return _OUTLINES[detail](derivation(root))


def _brief(root: Step) -> Iterator[Entry]:
    yield _entry(root, (), because(root), has_children=bool(root.children))
    yield from _branches(root, root.children, (), lambda step, path, name: iter((_entry(step, path, (), name),)), FEW)


def _normal(root: Step, path: tuple[bool, ...] = (), name: Expr | None = None) -> Iterator[Entry]:
    trivial = [child for child in root.children if child.rule in TRIVIAL]
    shown = [child for child in root.children if child.rule not in TRIVIAL]
    yield _entry(root, path, (*because(root), *_folded(root, trivial)), name, bool(shown))
    yield from _branches(root, shown, path, _normal, FEW)


def _full(root: Step, path: tuple[bool, ...] = (), name: Expr | None = None) -> Iterator[Entry]:
    yield _entry(root, path, because(root), name, bool(root.children))
    yield from _branches(root, root.children, path, _full, None)


_OUTLINES: dict[str, Callable[[Step], Iterator[Entry]]] = {"brief": _brief, "normal": _normal, "full": _full}
Draw = Callable[[Step, tuple[bool, ...], Expr | None], Iterator[Entry]]


def _branches(root: Step, shown: list[Step] | tuple[Step, ...], path: tuple[bool, ...], draw: Draw, few: int | None) -> Iterator[Entry]:
    """The children of a step, and for a chain rule the putting back of inner functions."""
    back = putting_back(root, path) if shown and root.rule == "chain" else None
    head, hidden, tail = _abridged(list(shown), few)
    for child in head:
        yield from draw(child, (*path, child is shown[-1] and back is None), _inner_name(root, child))
    if hidden:
        yield Entry((*path, False), (f"… {hidden} more like these",), ())
    for child in tail:
        yield from draw(child, (*path, child is shown[-1] and back is None), _inner_name(root, child))
    if back is not None:
        yield back


def _abridged(steps: list[Step], few: int | None) -> tuple[list[Step], int, list[Step]]:
    if few is None or len(steps) <= few:
        return steps, 0, []
    return steps[: few // 2], len(steps) - few + 2, steps[2 - few // 2 :]


def _inner_name(root: Step, child: Step) -> Expr | None:
    """The name that the chain rule gave to the child's function, or None for an outer function."""
    if child.wrt in root.names:
        return None
    return next((name for name, inner in root.names.items() if inner == child.of), None)


def putting_back(root: Step, path: tuple[bool, ...]) -> Entry:
    """The last line of a chain rule: outer times inner slopes in the names given, then the names replaced by what they stand for."""
    pairs = zip(root.children[::2], root.children[1::2], strict=True)
    composed = add(multiply(outer.gives, inner.gives) for outer, inner in pairs)
    names = [name for name in root.names if composed.has(name)]
    if not names:
        return Entry((*path, True), (composed,), ("outer times inner",), root.gives)
    return Entry((*path, True), (composed,), (*_equations(root, names), " put back"), root.gives)


def _equations(root: Step, names: list[Expr]) -> Sentence:
    sentence: Sentence = ()
    for name in names:
        sentence = (*sentence, ", " if sentence else "", name, " = ", root.names[name])
    return sentence


def _folded(root: Step, trivial: list[Step]) -> Sentence:
    """What the trivial children come to, in a few words after their parent's reason; a sum has said so of its terms at rest."""
    moving = [child for child in trivial if child.rule == "identity"]
    still = [child for child in trivial if child.rule == "constant" and root.rule != "sum" and child.of != 0]
    words: Sentence = ()
    if moving:
        words = ("; ", moving[0].of, " gives ", moving[0].gives)
    if still:
        words = (*words, "; ", *listed(child.of for child in still), " gives 0" if len(still) == 1 else " give 0")
    return words


def _entry(step: Step, path: tuple[bool, ...], remark: Sentence, name: Expr | None = None, has_children: bool = False) -> Entry:
    before = (step.of,) if name is None else (name, " = ", step.of)
    return Entry(path, before, remark, step.gives, step, name, has_children)
