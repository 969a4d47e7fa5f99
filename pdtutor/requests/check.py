"""The request to judge answers: a question from text and options, its judge, and the judgement of one answer.

Belongs here: which right answers a question has, and what an answer to it may be written in. Does not: judging (`grading`), deriving
(`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeAlias, Unpack

from sympy import Eq, Expr, Function, Indexed, S
from sympy.core.function import AppliedUndef

from pdtutor.calculus.derive import derive
from pdtutor.calculus.equivalence.curve import Curve
from pdtutor.calculus.gradient import MOST_DERIVED, gradient, spelled_out
from pdtutor.calculus.partial import mixed_partial, partial
from pdtutor.calculus.results import Partial
from pdtutor.calculus.total.dependencies import Dependencies, put_in
from pdtutor.calculus.total.results import Total
from pdtutor.errors import TutorError, UsageError
from pdtutor.grading.answers import name_of
from pdtutor.grading.asked import Asked, Entry
from pdtutor.grading.forms import FORMS
from pdtutor.grading.judge import Judge
from pdtutor.grading.rates import Rate, rate_of
from pdtutor.grading.results import Judgement
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reading import Reading
from pdtutor.requests import total as totals
from pdtutor.requests.question import Names, Options, Question, ask, ask_outputs, counts, detail_of, vocabulary_of
from pdtutor.requests.total import Texts

KINDS = ("derivative", "gradient", "jacobian", "hessian", "total")
Functions: TypeAlias = "str | Expr | Eq | Sequence[str | Expr]"


@dataclass(frozen=True)
class CheckResult:
    """One answer judged.

    reading    how the function was read
    asked      the question: its right answers among others
    answer     the answer as typed
    judgement  the verdict with all that belongs to it; None while the work goes on
    point      variable → value asked for with `at`; empty without
    detail     one of DETAILS
    is_revealed  whether the right answer is to be shown
    """

    command: ClassVar[str] = "check"
    unfinished: ClassVar[str] = "the verdict on"
    failed_checks: ClassVar[tuple[str, ...]] = ()

    reading: Reading
    asked: Asked
    answer: str
    judgement: Judgement | None = None
    point: Mapping[Expr, Expr] = field(default_factory=dict)
    detail: str = "normal"
    is_revealed: bool = False

    @property
    def variables(self) -> tuple[Expr, ...]:
        """What was differentiated by."""
        return tuple(dict.fromkeys(variable for entry in self.asked.entries for variable in entry.order))

    @property
    def missing(self) -> tuple[str, ...]:
        """The answer, until there is a verdict."""
        return ("the answer",) if self.judgement is None else ()

    @property
    def verdict(self) -> str | None:
        """The verdict, which decides the exit code."""
        return None if self.judgement is None else self.judgement.verdict

    @property
    def problem(self) -> TutorError | None:
        """What is wrong with the text of an answer that cannot be read."""
        return None if self.judgement is None else self.judgement.error


class Asking(Options, total=False):
    """What is asked beside the expression and its variables, as on the command line.

    order   a mixed derivative instead; given, depends: the total derivative, as `total` takes them
    form    "expanded", "factored" or "no-negative-powers", looked at in the text as typed; "any" without
    reveal  whether the right answer is part of what is shown
    """

    order: Names | None
    given: Texts | None
    depends: Texts | None
    form: str | None
    reveal: bool


OWN = ("order", "given", "depends", "form", "reveal")


def check(expression: Functions, *, answer: str, **asking: Unpack[Asking]) -> CheckResult:
    """The verdict on one answer, as text, to the question that the options put.

    wrt     one variable for a derivative; several, or none where the expression has several, for the gradient

    Raises TutorError where the question cannot be read or does not fit together; an answer that cannot be read is a verdict.
    """
    *_, complete = growing(expression, answer=answer, **asking)
    return complete


def growing(expression: Functions, *, answer: str | None, **asking: Unpack[Asking]) -> Iterator[CheckResult]:
    """As `check`, growing: first without a verdict."""
    if answer is None:
        raise UsageError("There is no answer to judge.", hint='Give it in quotes: --answer "2x + 3y"')
    is_total = asking.get("given") is not None or asking.get("depends") is not None
    reading, asked = _asked(expression, "total" if is_total else None, asking)
    begun = CheckResult(reading, asked, answer, None, asked.point, detail_of(_options(asking)), asking.get("reveal", False))
    yield begun
    yield replace(begun, judgement=Judge(asked)(answer))


def judge(function: Functions, *, kind: str, **asking: Unpack[Asking]) -> Judge:
    """The judge of any number of answers to one question of one of KINDS.

    Raises TutorError as `check` does.
    """
    if kind not in KINDS:
        raise UsageError(f"{kind} is no kind of question; one of {', '.join(KINDS)} is.")
    _, asked = _asked(function, kind, asking)
    return Judge(asked)


def _options(asking: Asking) -> Options:
    """Those that every request takes."""
    return {name: value for name, value in asking.items() if name not in OWN}  # type: ignore[return-value]  # what is left of Asking are the keys of Options


def _asked(function: Functions, kind: str | None, asking: Asking) -> tuple[Reading, Asked]:
    form, order, options = asking.get("form"), asking.get("order"), _options(asking)
    if form not in (None, "any", *FORMS):
        raise UsageError(f"{form} is no form; one of {', '.join(FORMS)} is.")
    form = None if form == "any" else form
    if kind == "total":
        return _total(function, asking, form)
    if order is not None and options.get("wrt") is not None:
        hint = "--order x,y is the one mixed derivative; --wrt x,y asks for the gradient."
        raise UsageError("Choose between --wrt and --order.", hint=hint)
    if kind == "jacobian":
        question = ask_outputs([function] if isinstance(function, str | Expr) else function, **options)
        return question.reading, _jacobian(question, form)
    question = ask(function, order=order, **options)
    if kind == "hessian":
        return question.reading, _hessian(question, form)
    is_one = order is not None or (len(question.variables) == 1 and kind != "gradient")
    if kind == "derivative" and not is_one:
        raise UsageError("Several variables may move.", hint=f"Name the one to differentiate by: {question.variables[0]}")
    return question.reading, _derivative(question, order is not None, form) if is_one else _gradient(question, form)


# --- the right answers ------------------------------------------------------------------------------------------------------------


def _derivative(question: Question, is_mixed: bool, form: str | None) -> Asked:
    of, point = question.reading.expression, question.point
    found = mixed_partial(of, question.variables, point) if is_mixed else partial(of, question.variables[0], point)
    return _of_question(question, "derivative", (_entry(found),), (), form)


def _entry(found: Partial) -> Entry:
    return Entry(found.of, found.order, found.derivative, found.roots, value=found.value)


def _gradient(question: Question, form: str | None) -> Asked:
    entries = _row(question.reading.expression, question)
    return _of_question(question, "gradient", entries, (len(entries),), form)


def _row(of: Expr, question: Question) -> tuple[Entry, ...]:
    """One entry for each variable, without derivations where there are too many of them."""
    if len(question.variables) <= MOST_DERIVED:
        return tuple(_entry(partial(of, variable, question.point)) for variable in question.variables)
    found = gradient(of, question.variables, question.point)
    values = found.value or (None,) * len(found.variables)
    spelled = zip(found.variables, spelled_out(found), values, strict=True)
    return tuple(Entry(of, (variable,), right, value=value) for variable, right, value in spelled)


def _jacobian(question: Question, form: str | None) -> Asked:
    rows = [_row(output, question) for output in question.reading.expression]
    entries = tuple(entry for row in rows for entry in row)
    return _of_question(question, "jacobian", entries, (len(rows), len(question.variables)), form)


def _hessian(question: Question, form: str | None) -> Asked:
    of, variables = question.reading.expression, question.variables
    entries = tuple(_entry(mixed_partial(of, (one, other), question.point)) for one in variables for other in variables)
    return _of_question(question, "hessian", entries, (len(variables), len(variables)), form)


def _of_question(question: Question, kind: str, entries: tuple[Entry, ...], shape: tuple[int, ...], form: str | None) -> Asked:
    reading = question.reading
    known = _known(reading.expression, (*reading.variables, *question.variables))
    rates = _rates_of_held(entries[0], reading.shown) if kind == "derivative" and not question.point else ()
    return Asked(kind, entries, shape, question.vocabulary, known, reading.shown, {}, rates, question.point, form)


def _rates_of_held(entry: Entry, shown: Mapping[str, str]) -> tuple[Rate, ...]:
    """dy/dx where y is held: no part of a right answer, but of one that took the total derivative."""
    wrt = entry.order[-1]
    if len(entry.order) > 1 or not wrt.is_Symbol:
        return ()
    held = [each for each in in_natural_order(variables_of(entry.function)) if each.is_Symbol and each != wrt and not each.is_integer]
    names = {each: (str(each), shown.get(str(each), str(each))) for each in (wrt, *held)}
    return tuple(Rate(f"rate_{number}_of", rate_of(each, wrt), names[each], names[wrt], True) for number, each in enumerate(held))


def _known(expression: Expr, variables: Sequence[Expr]) -> dict[str, Expr]:
    """What an answer may be written in, by canonical name: variables, families, indices, unknown functions."""
    of_entries = (symbol for each in variables if isinstance(each, Indexed) for symbol in counts(each))
    found = {*variables_of(expression), *counts(expression), *variables, *of_entries}
    functions = {type(call).__name__: call.func for call in sorted(expression.atoms(AppliedUndef), key=str)}
    return {**functions, **{name_of(each): each for each in sorted(found, key=str)}}


# --- total derivatives ------------------------------------------------------------------------------------------------------------


def _total(function: Functions, asking: Asking, form: str | None) -> tuple[Reading, Asked]:
    options = _options(asking)
    if asking.get("order") is not None:
        raise UsageError("A total derivative is taken once.", hint="Leave --order out, and name the variable by --wrt.")
    result = totals.total(function, given=asking.get("given"), depends=asking.get("depends"), **options)
    found = result.total
    unknown = {each: on for each, on in found.depends.items() if each not in found.formulas}
    free = Dependencies(found.formulas, unknown).without(found.wrt)
    meanings = put_in(free.definitions) or {} if found.derivative is None else {}
    curve = None if found.target is None else Curve(found.of, found.target)
    right = _right(found, meanings)
    entry = Entry(found.of, (found.wrt,), right, total=found, meanings=meanings, value=found.value, curve=curve)
    names = {*variables_of(found.of), found.wrt, *found.depends, *(each for on in found.depends.values() for each in on)}
    known = _known(found.of, tuple(names))
    vocabulary = vocabulary_of(options)
    vocabulary = replace(vocabulary, whole=frozenset(map(str, names)) | vocabulary.whole)
    calls = {str(each): tuple(map(str, on)) for each, on in found.depends.items()}
    shown = result.reading.shown
    asked = Asked("total", (entry,), (), vocabulary, known, shown, calls, _rates(found, meanings, shown), result.point, form)
    return result.reading, asked


def _rates(found: Total, meanings: Mapping[Expr, Expr], shown: Mapping[str, str]) -> tuple[Rate, ...]:
    """How fast each dependent moves with each variable that it depends on; one given by a formula with that of the question too."""
    rates = []
    for number, (dependent, on) in enumerate(found.depends.items()):
        for place, variable in enumerate(dict.fromkeys((*on, found.wrt) if dependent in found.formulas else on)):
            value = _rate(dependent, variable, found, meanings) if variable != dependent else S.One
            of, by = ((str(each), shown.get(str(each), str(each))) for each in (dependent, variable))
            rates.append(Rate(f"rate_{number}_{place}_of", value, of, by, is_only=len(on) == 1 and place == 0))
    return tuple(rates)


def _rate(dependent: Expr, variable: Expr, found: Total, meanings: Mapping[Expr, Expr]) -> Expr:
    """How fast a dependent moves with a variable: all of it with that of the question, else by the one link between the two."""
    if variable == found.wrt:
        return derive(meanings.get(dependent, dependent), variable).gives
    unknown = Function(str(dependent), real=True)(*found.depends[dependent])
    return substitute(derive(found.formulas.get(dependent, unknown), variable).gives, meanings)


def _right(found: Total, meanings: Mapping[Expr, Expr]) -> Expr:
    """The total derivative with its dependents put in; what a relation fixes in plain names."""
    if found.derivative is not None:
        return found.derivative.xreplace({call: name for name, call in found.calls.items()})
    if found.has_gaps and found.substituted is not None:
        return found.substituted
    assert found.total is not None
    return substitute(found.total, meanings)
