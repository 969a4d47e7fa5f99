"""Exercises whose answer is a derivative: derivative, gradient, jacobian, hessian, total.

Belongs here: the question's words, the key, the hints and the command that shows the working. Does not: deriving (`requests`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from sympy import Abs, Expr, Indexed, Max, Min, Piecewise, Sum, Symbol, nan, oo, zoo
from sympy.core.function import AppliedUndef

from pdtutor.calculus.derive import derive
from pdtutor.calculus.equivalence import compare
from pdtutor.calculus.equivalence.results import SAME
from pdtutor.calculus.results import Value
from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks.task import Rungs, Shows, Task, Way, at, call, letter
from pdtutor.explain import hints
from pdtutor.explain.phrases import Sentence, listed
from pdtutor.grading import answers
from pdtutor.grading.asked import Asked, Entry
from pdtutor.grading.judge import Judge
from pdtutor.grading.mistakes.diagnosis import Diagnosis
from pdtutor.notation.algebra import substitute
from pdtutor.notation.functions import NamedFunction, cbrt, norm, relu, sigmoid
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.writers import PlainWriter

FORMS = {
    "expanded": "Write it without brackets: multiplied out.",
    "factored": "Write it as a product.",
    "no-negative-powers": "Write it without negative exponents.",
}
FAMILIAR = (relu, sigmoid, norm, cbrt)
BY_CASES = (Piecewise, Max, Min, Abs, relu)  # at a point one of their cases holds
EXAMPLES = {"gradient": "[2x, 3y^2]", "jacobian": "[[2x, 1], [y, x]]", "hessian": "[[2, 1], [1, 0]]"}


def task(exercise: Exercise, assume: str | None) -> Task:
    """The task. Raises TutorError where the exercise has no answer: its function cannot be read, has no derivative there, …"""
    judge = judge_of(exercise, assume)
    asked = judge.asked
    return Task(
        exercise,
        _question(exercise, asked),
        tuple(_shown(exercise, asked)),
        judge,
        exercise.answer or key(asked),
        partial(_rungs, asked),
        partial(_working, exercise, assume),
        partial(is_same_reading, asked),
        partial(_ways, asked),
        partial(_shows, asked),
        partial(preview, asked),
        computed=key(asked) if exercise.answer else None,
        names=asked.shown,
        example="8" if asked.point and not asked.shape else EXAMPLES.get(asked.kind, "2x + 3y"),
    )


def judge_of(exercise: Exercise, assume: str | None) -> Judge:
    """The judge of the exercise's answers. Raises TutorError as `task` does."""
    from pdtutor.requests import check

    return check.judge(
        _outputs(exercise),
        kind=exercise.type,
        wrt=_listed(exercise.wrt),
        order=_listed(exercise.order),
        at=exercise.at,
        given=_listed(exercise.given),
        depends=_listed(exercise.depends),
        assume=assume,
        form=None if exercise.form == "any" else exercise.form,
    )


def _outputs(exercise: Exercise) -> Any:
    return exercise.functions[0] if len(exercise.functions) == 1 else list(exercise.functions)


def _listed(parts: tuple[str, ...]) -> str | None:
    return ", ".join(parts) or None


# --- the question -----------------------------------------------------------------------------------------------------------------


def _question(exercise: Exercise, asked: Asked) -> Sentence:
    """What is ∂f/∂x, at x = 1, y = 2?"""
    where: Sentence = (", ", *at(asked.point)) if asked.point else ()
    form: Sentence = (" ", FORMS[exercise.form]) if exercise.form in FORMS else ()
    return ("What is ", *_name(asked), *where, "?", *form)


def _name(asked: Asked) -> Sentence:
    entry = asked.entries[0]
    of = letter(entry.function)
    match asked.kind:
        case "gradient":
            return ("the gradient of ", of, " by ", *listed(_by(asked)))
        case "jacobian":
            return ("the Jacobian by ", *listed(_by(asked)), ", one row for each output")
        case "hessian":
            return ("the Hessian of ", of, " by ", *listed(_by(asked)))
        case "total" if entry.total is not None and entry.total.target is not None:
            return ("d", entry.total.target, "/d", entry.total.wrt)
        case "total":
            return ("the total derivative d", of, "/d", entry.order[0])
    return _partial(of, entry.order)


def _partial(of: str, order: tuple[Expr, ...]) -> Sentence:
    """∂f/∂x, or ∂²f/∂y∂x, differentiated by x first."""
    if len(order) == 1:
        return ("∂", of, "/∂", order[0])
    raised = _raised(len(order))
    below: Sentence = ()
    for variable, turns in groupby(reversed(order)):
        below = (*below, "∂", variable, _raised(len(list(turns))))
    return (f"∂{raised}", of, "/", *below, *((", by ", *hints.listed_with(", then ", order)) if len(set(order)) > 1 else ()))


def _raised(number: int) -> str:
    """A number as an exponent; nothing for 1."""
    return "" if number == 1 else "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))


def _by(asked: Asked) -> tuple[Expr, ...]:
    return tuple(dict.fromkeys(entry.order[-1] for entry in asked.entries))


def _variables(of: Expr) -> tuple[Expr, ...]:
    return tuple(variable for variable in in_natural_order(variables_of(of)) if not isinstance(variable, Indexed))


def _shown(exercise: Exercise, asked: Asked) -> list[Sentence]:
    return [*_question_lines(exercise, asked), *definitions(*(entry.function for entry in asked.entries))]


def definitions(*functions: Expr) -> list[Sentence]:
    """What the named functions mean that not everybody knows."""
    calls = {call for function in functions for call in function.atoms(NamedFunction) if not isinstance(call, FAMILIAR)}
    found: dict[str, Sentence] = {}
    for each in sorted(calls, key=str):
        names = each.arguments or tuple(f"z{place}" for place in range(1, len(each.args) + 1))
        arguments = [value if value.is_number else Symbol(name, real=True) for name, value in zip(names, each.args, strict=True)]
        found.setdefault(type(each).__name__, (type(each)(*arguments), " = ", type(each).defined(*arguments)))
    return list(found.values())


def _question_lines(exercise: Exercise, asked: Asked) -> list[Sentence]:
    if asked.kind == "jacobian":
        outputs = [entry.function for entry in asked.entries[:: asked.shape[1]]]
        rows: list[Sentence] = [(f"output {number}: ", output) for number, output in enumerate(outputs, 1)]
        return [*rows, *([at(asked.point)] if asked.point and exercise.prompt else [])]
    entry = asked.entries[0]
    if entry.curve is not None:
        return [(exercise.functions[0],)]
    there: list[Sentence] = [at(asked.point)] if asked.point and exercise.prompt else []
    return [(*_left(entry, asked), " = ", entry.function), *_dependents(entry), *there]


def _left(entry: Entry, asked: Asked) -> Sentence:
    return (letter(entry.function),) if asked.kind == "total" else call(entry.function)


def _dependents(entry: Entry) -> list[Sentence]:
    if entry.total is None:
        return []
    given: list[Sentence] = [(dependent, " = ", formula) for dependent, formula in entry.total.formulas.items()]
    unknown = [each for each in entry.total.depends if each not in entry.total.formulas]
    return [*given, *((each, " depends on ", *listed(entry.total.depends[each])) for each in unknown)]


# --- what belongs to it -----------------------------------------------------------------------------------------------------------


def key(asked: Asked) -> str:
    """The right answer as it may be typed."""
    writer = PlainWriter(asked.shown)
    return _arranged(asked, [_cell(entry, writer) for entry in asked.entries])


def _arranged(asked: Asked, cells: list[str]) -> str:
    """The entries as one expression, a row, or rows."""
    if not asked.shape:
        return cells[0]
    if len(asked.shape) == 1:
        return f"[{_joined(cells)}]"
    width = asked.shape[1]
    rows = (cells[start : start + width] for start in range(0, len(cells), width))
    return f"[{', '.join(f'[{_joined(row)}]' for row in rows)}]"


def _joined(cells: list[str]) -> str:
    return ", ".join(cells)


def _cell(entry: Entry, writer: Callable[[Expr], str]) -> str:
    return writer(entry.right) if entry.value is None else _number(entry.value, writer)


def _number(value: Value, writer: Callable[[Expr], str]) -> str:
    if value.exact is not None:
        return writer(value.exact)
    return "undefined" if value.decimal is None else repr(value.decimal)


def _ways(asked: Asked) -> Iterator[Way]:
    """Every entry in every wrong way, the others right; then what is wrong with the answer as a whole."""
    writer = PlainWriter(asked.shown)
    cells = [_cell(entry, writer) for entry in asked.entries]
    for place, entry in enumerate(asked.entries):
        if entry.function.has(Sum):  # its wrong ways are looked for with the sum written out, which is no answer
            continue
        for ids, formula in Diagnosis(entry, asked.vocabulary.domains, asked.point).wrong_ways():
            there = substitute(substitute(formula, entry.meanings) if entry.curve is None else formula, asked.point)
            if not there.has(nan, zoo, oo) and not there.atoms(AppliedUndef):
                yield Way(ids, _arranged(asked, [*cells[:place], writer(there), *cells[place + 1 :]]))
    yield from _ways_of_whole(asked, cells, writer)


def _ways_of_whole(asked: Asked, cells: list[str], writer: Callable[[Expr], str]) -> Iterator[Way]:
    entry = asked.entries[0]
    if asked.point:
        yield Way(("question.formula",), _arranged(asked, [writer(each.right) for each in asked.entries]))
    elif asked.kind == "derivative" and len(entry.order) == 1 and len(_variables(entry.function)) > 1:
        gradient = (writer(derive(entry.function, variable).gives) for variable in _variables(entry.function))
        yield Way(("question.gradient",), f"[{', '.join(gradient)}]")
    elif len(asked.shape) == 1:
        yield Way(("shape.swapped_entries",), _arranged(asked, cells[::-1]))
    elif len(asked.shape) == 2:
        rows = [cells[start :: asked.shape[1]] for start in range(asked.shape[1])]
        yield Way(("shape.transposed",), f"[{', '.join(f'[{_joined(row)}]' for row in rows)}]")


def _shows(asked: Asked) -> Shows:
    """The mistakes in any of the entries."""
    diagnoses = (Diagnosis(entry, asked.vocabulary.domains, asked.point) for entry in asked.entries if not entry.function.has(Sum))
    return tuple(group for diagnosis in diagnoses for group in diagnosis.told_apart())


def _rungs(asked: Asked) -> Rungs:
    entry = asked.entries[0]
    if entry.total is not None:
        return hints.of_total(entry.total)
    if asked.point and entry.function.has(*BY_CASES):
        return hints.of_cases(at(asked.point))
    roots = [each.roots[-1] for each in asked.entries if each.roots]
    if not roots:
        return ()
    if len(roots) == 1:
        return hints.of_repeated(entry.roots) if len(entry.roots) > 1 else hints.of_derivation(roots[0])
    return hints.of_several(roots, [each.order for each in asked.entries if each.roots], asked.kind)


def _working(exercise: Exercise, assume: str | None) -> Any:
    """What the command shows that answers the question."""
    from importlib import import_module

    command = "partial" if exercise.type == "derivative" else exercise.type
    request = getattr(import_module(f"pdtutor.requests.{command}"), command)
    own = {"given": _listed(exercise.given), "depends": _listed(exercise.depends)} if exercise.type == "total" else {}
    if exercise.order:
        own["order"] = _listed(exercise.order)
    if exercise.type == "jacobian":
        own["detail"] = "full"  # the page shows no derivations in less
    return request(_outputs(exercise), wrt=_listed(exercise.wrt), at=exercise.at, assume=assume, **own)


def preview(asked: Asked, text: str) -> Sentence:
    """The answer as it is read: an expression, a row, or rows. Raises ReadingError where it cannot be read."""
    answer = answers.read(text, asked)
    if not answer.shape:
        return (answer.expressions[0],)
    width = answer.shape[-1]
    rows = [answer.expressions[start : start + width] for start in range(0, len(answer.expressions), width)]
    said: Sentence = ()
    for row in rows:
        said = (*said, *((", ",) if said else ()), "[", *hints.listed_with(", ", row), "]")
    return ("[", *said, "]") if len(answer.shape) == 2 else said


def is_same_reading(asked: Asked, one: object, other: object) -> bool:
    """Whether two answers are the same, entry by entry."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(is_same_reading(asked, a, b) for a, b in zip(one, other, strict=True))
    if not (isinstance(one, Expr) and isinstance(other, Expr)):
        return one == other
    meanings: Mapping[Expr, Expr] = asked.entries[0].meanings
    return compare(one.xreplace(dict(meanings)), other.xreplace(dict(meanings)), asked.vocabulary.domains).verdict == SAME
