"""The page of a judged answer: how it was read, the verdict, where it is wrong and why, and the right answer where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sympy import Expr

from pdtutor.explain import hints
from pdtutor.explain.mistakes import verdicts
from pdtutor.explain.phrases import Sentence
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement, Mistake
from pdtutor.render.blocks import Block, Equation, Finding, Formula, Outcome, Reading, Said, Section
from pdtutor.render.failure import printable
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.requests.check import CheckResult

TITLE = "An answer judged"
YOURS = "yours"


def sections(result: CheckResult, labels: Labels) -> tuple[Section, ...]:
    """One section: nothing of the right answer in it unless it is to be revealed."""
    return (Section(_name(result, labels), tuple(_blocks(result, labels))),)


def equations(result: CheckResult, labels: Labels) -> tuple[Equation, ...]:
    """The answer as it was read, entry by entry."""
    judged = result.judgement
    if judged is None or judged.answer is None:
        return ()
    return tuple(Equation(label, labels.of(part)) for label, part in _labelled(result, labels, _flat(judged.answer)))


def _name(result: CheckResult, labels: Labels) -> Label:
    match result.asked.kind:
        case "gradient":
            return labels.gradient
        case "jacobian":
            return titled("Jacobian J")
        case "hessian":
            return titled("Hessian H")
    return _entry(result, labels, 0)


def _entry(result: CheckResult, labels: Labels, number: int) -> Label:
    """What one entry is called."""
    entry = result.asked.entries[number]
    if entry.total is not None:
        return labels.rate(entry.total.target or labels.function, entry.total.wrt)
    row = number // result.asked.shape[1] if result.asked.kind == "jacobian" else None
    return labels.of_order(entry.order, row)


def _at_place(result: CheckResult, labels: Labels, place: tuple[int, ...]) -> Label:
    return _entry(result, labels, _number(result, place))


def _number(result: CheckResult, place: tuple[int, ...]) -> int:
    return place[0] * result.asked.shape[1] + place[1] if len(place) == 2 else place[0]


def _blocks(result: CheckResult, labels: Labels) -> Iterator[Block]:
    judged = result.judgement
    yield from _question(result, labels)
    if judged is None:
        return
    yield from parts.spaced(
        _read(result, judged, labels),
        _verdict(result, judged, labels),
        *_why(result, judged, labels),
        (Said(note) for note in (*judged.notes, *judged.mends)),
        _first_step(result, judged),
        _revealed(result, labels),
    )


def _question(result: CheckResult, labels: Labels) -> Iterator[Block]:
    of = result.reading.expression
    if result.asked.kind == "jacobian":
        yield from (Reading(labels.output(place), output) for place, output in enumerate(of))
    elif of.is_Relational:
        yield Said(("Where ", of.lhs, " = ", of.rhs, ":"))
    else:
        yield Reading(labels.call if result.asked.kind != "total" else labels.function, of)
    for dependent, meaning in result.asked.entries[0].meanings.items():
        yield Reading(labels.of(dependent), meaning)
    if result.point:
        yield Said((*parts.at(labels, result.point), ":"))


def _read(result: CheckResult, judged: Judgement, labels: Labels) -> Iterator[Block]:
    """The answer in mathematical notation, so that a misreading is seen at once, and how what could be read otherwise was read."""
    if judged.answer is None:
        return
    yield from _in_notation(result, judged, labels)
    yield from (Said((f"Note: {note}",)) for note in judged.reading_notes)


def _in_notation(result: CheckResult, judged: Judgement, labels: Labels) -> Iterator[Block]:
    flat = _flat(judged.answer)
    if len(flat) != len(result.asked.entries):
        yield Said(("Your answer: ", *parts.coordinates((part,) for part in flat)))
        return
    for label, part in _labelled(result, labels, flat):
        yield Formula(Label(f"{YOURS}: {label}", partial(_yours, label)), part)


def _yours(label: Label) -> str:
    return rf"\text{{{YOURS}: }}{label.latex}"


def _labelled(result: CheckResult, labels: Labels, flat: Sequence[Expr]) -> Iterator[tuple[Label, Expr]]:
    if len(flat) != len(result.asked.entries):
        yield from ((titled("yours"), part) for part in flat)
        return
    yield from ((_entry(result, labels, number), part) for number, part in enumerate(flat))


def _flat(answer: object) -> tuple[Expr, ...]:
    """The entries of an answer, row by row."""
    if not isinstance(answer, tuple):
        return (answer,)
    return tuple(part for each in answer for part in _flat(each))


# --- the verdict ------------------------------------------------------------------------------------------------------------------


def _verdict(result: CheckResult, judged: Judgement, labels: Labels) -> Iterator[Block]:
    if judged.verdict == CORRECT:
        yield Outcome(judged.verdict, verdicts.agreement(judged.proof, judged.points))
        return
    if judged.verdict == INCORRECT:
        yield Outcome(judged.verdict, ("Not yet right", *_wrong_entries(result, judged, labels), "."))
        yield from _shown(result, judged, labels)
    elif judged.verdict == INVALID:
        yield Outcome(judged.verdict, ("This cannot be read as an answer, so it counts as none.",))
        if judged.error is not None:
            yield Said((printable(judged.error.message),))
    else:
        yield Outcome(judged.verdict, ("No verdict.",))


def _wrong_entries(result: CheckResult, judged: Judgement, labels: Labels) -> Sentence:
    if not judged.wrong:
        return ()
    names = [_at_place(result, labels, place) for place in judged.wrong]
    listed: Sentence = (": ",)
    for name in names:
        listed = (*listed, ", " if len(listed) > 1 else "", name)
    return (*listed, " is not" if len(names) == 1 else " are not")


def _shown(result: CheckResult, judged: Judgement, labels: Labels) -> Iterator[Block]:
    """The counterexample; where the right answer is a number, it is not given away."""
    found = judged.counterexample
    if found is None or (not found.at and not result.is_revealed):
        return
    yield Said(verdicts.counterexample(found.at, found.got, found.expected, found.slope, labels.letter, found.place))


def _why(result: CheckResult, judged: Judgement, labels: Labels) -> Iterator[list[Block]]:
    """Each mistake with its place, its name and what there is to learn from it."""
    several = [mistake for mistake in judged.mistakes if mistake.certain]
    if len(several) > 1 and len({mistake.place for mistake in several}) == 1:
        yield [Said(("Two things together lead to this answer.",))]
    for mistake in judged.mistakes:
        yield [Finding((*_lead(result, mistake, labels), "."), mistake.explanation)]
        if mistake.other_ways:
            yield [Said(verdicts.other_ways(mistake.other_ways))]


def _first_step(result: CheckResult, judged: Judgement) -> Iterator[Block]:
    """Where nothing is known of a wrong answer: which rule its derivation begins with."""
    if judged.verdict != INCORRECT or judged.answer is None or judged.mistakes or judged.notes or result.is_revealed:
        return
    entry = result.asked.entries[_number(result, judged.wrong[0]) if judged.wrong else 0]
    if entry.roots and entry.total is None and entry.curve is None:
        rungs = hints.of_repeated(entry.roots) if len(entry.roots) > 1 else hints.of_derivation(entry.roots[0])
        yield Said(("A first step: ", *rungs[0]))


def _lead(result: CheckResult, mistake: Mistake, labels: Labels) -> Sentence:
    entry: Sentence = (_at_place(result, labels, mistake.place), ": ") if mistake.place else ()
    name = mistake.name if mistake.certain else f"Possibly: {mistake.name}"
    line = f", line {mistake.line}" if mistake.line is not None else ""
    line += " of the derivation" if line and " of " not in line else ""
    return (*entry, name, *((", in ", mistake.where, line) if mistake.where is not None else ()))


def _revealed(result: CheckResult, labels: Labels) -> Iterator[Block]:
    if not result.is_revealed:
        return
    for number, entry in enumerate(result.asked.entries):
        right = entry.right if entry.value is None else entry.value.exact
        if right is not None:
            yield Formula(_entry(result, labels, number), right)
