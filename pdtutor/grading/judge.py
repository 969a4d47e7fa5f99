"""The judge: one question, any number of answers.

Belongs here: the verdict on an answer as a whole, and what is noted beside it. Does not: comparing (`calculus.equivalence`), the
mistakes (`mistakes`), or the words (`explain`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from sympy import Expr, Indexed
from sympy.core.function import AppliedUndef

from pdtutor.calculus.equivalence import Comparison, compare
from pdtutor.calculus.equivalence.compare import with_positive_variables
from pdtutor.calculus.equivalence.results import AGREES, DIFFERENT, PROVED, UNKNOWN, Witness
from pdtutor.errors import TutorError
from pdtutor.explain.mistakes import verdicts
from pdtutor.explain.phrases import Sentence
from pdtutor.grading import answers, forms
from pdtutor.grading.answers import Answer
from pdtutor.grading.asked import Asked, Entry
from pdtutor.grading.brackets import bracketed
from pdtutor.grading.measured import slope_at
from pdtutor.grading.mistakes.diagnosis import Diagnosis
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED, Counterexample, Judgement, Mistake
from pdtutor.grading.rounding import rounded_decimals
from pdtutor.grading.shapes import mistakes_of_shape
from pdtutor.grading.values import compare_values
from pdtutor.notation.algebra import substitute
from pdtutor.notation.building import Builder
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.tree import Node

Place = tuple[int, ...]
MOST_DIAGNOSED = 4  # wrong entries whose mistakes are looked for
DECLARE = "--vars"  # in a note that offers another name: an answer has the question's names and no others


@dataclass(frozen=True)
class Judge:
    """Judges answers to one question; call it with the text of an answer.

    What wrong answers are compared with is worked out once.
    """

    asked: Asked
    _diagnoses: dict[int, Diagnosis] = field(default_factory=dict, repr=False)

    def __call__(self, text: str) -> Judgement:
        """The verdict on an answer; a text that cannot be read is INVALID, never INCORRECT."""
        try:
            answer = answers.read(text, self.asked)
        except TutorError as error:
            return Judgement(INVALID, error=error)
        with deep_recursion():
            return self._with_form(self._judged(text, answer), answer)

    def _judged(self, text: str, answer: Answer) -> Judgement:
        judged = self._of_shape(text, answer) if answer.shape == self.asked.shape else self._of_other_shape(answer)
        return replace(
            judged,
            answer=_nested(answer.expressions, answer.shape),
            shown={name: typed for reading in answer.readings for name, typed in reading.shown.items()},
            reading_notes=tuple(dict.fromkeys(note for reading in answer.readings for note in reading.notes if self._is_told_of(note))),
        )

    def _is_told_of(self, note: str) -> bool:
        """Whether a note speaks of what was typed: no other name is offered in it, and none that stands for dy/dx inside."""
        return DECLARE not in note and not any(rate.name in note for rate in self.asked.rates)

    def _of_shape(self, text: str, answer: Answer) -> Judgement:
        pairs = list(zip(self.asked.entries, map(self._given, answer.expressions), strict=True))
        return self._verdict(text, answer, pairs, [self._compared(entry, given) for entry, given in pairs])

    def _given(self, expression: Expr) -> Expr:
        """The answer with dependents as what they are, at the point where that leaves them no other way to be a number."""
        given = substitute(expression, self._meanings) if self._meanings else expression
        return substitute(given, self.asked.point) if self.asked.point and given.atoms(AppliedUndef) else given

    @property
    def _meanings(self) -> dict[Expr, Expr]:
        return dict(self.asked.entries[0].meanings)

    def _compared(self, entry: Entry, given: Expr) -> Comparison:
        domains = self.asked.vocabulary.domains
        if entry.value is not None:
            return compare_values(entry.value, given, domains)
        return compare(entry.right, given, domains, entry.curve, self._home(entry))

    def _home(self, entry: Entry) -> Expr | None:
        """The function itself: where it has no value, its derivative has none either, whatever a formula says."""
        return substitute(entry.function, entry.meanings) if entry.curve is None and entry.order else None

    # --- the verdict

    def _verdict(self, text: str, answer: Answer, pairs: list[tuple[Entry, Expr]], found: list[Comparison]) -> Judgement:
        wrong = [number for number, each in enumerate(found) if each.verdict == DIFFERENT]
        if wrong:
            return self._wrong(text, answer, pairs, found, wrong)
        if any(each.verdict == UNKNOWN for each in found):
            return Judgement(UNDECIDED, notes=(verdicts.UNDECIDED,))
        gap = next((each.gap for each in found if each.gap is not None), None)
        counted = [each.points for each in found if each.points]
        return Judgement(
            CORRECT,
            proof=PROVED if all(each.proof == PROVED for each in found) else AGREES,
            points=min(counted, default=0),
            notes=() if gap is None else (verdicts.fewer_places(gap.at),),
        )

    def _wrong(self, text: str, answer: Answer, pairs: list[tuple[Entry, Expr]], found: list[Comparison], wrong: list[int]) -> Judgement:
        first = wrong[0]
        of_all = mistakes_of_shape(self.asked, [given for _, given in pairs], self.asked.shape) if len(wrong) > 1 else ()
        looked_into = wrong[:MOST_DIAGNOSED]
        meant = {number: typed for number in looked_into if (typed := self._right_in_brackets(number, answer)) is not None}
        unexplained = [number for number in looked_into if number not in meant]
        mistakes = of_all or tuple(mistake for number in unexplained for mistake in self._mistakes(number, pairs[number][1]))
        positive = {number: self._positive(pairs[number], found[number]) for number in unexplained}
        notes = [verdicts.right_in_brackets(each) for each in meant.values()]
        notes += [note for number in unexplained for note in self._notes("" if mistakes else text, pairs[number][0], positive[number])]
        mends = [verdicts.assumable(variables) for variables in positive.values() if variables and not mistakes]
        return Judgement(
            INCORRECT,
            points=found[first].points,
            counterexample=self._counterexample(first, pairs[first], found[first].witness),
            mistakes=mistakes,
            notes=tuple(dict.fromkeys(notes)),
            mends=tuple(dict.fromkeys(mends)),
            wrong=tuple(map(self._place, wrong)) if self.asked.shape else (),
        )

    def _right_in_brackets(self, number: int, answer: Answer) -> str | None:
        """The entry with the brackets that make it right, where they may have been meant."""
        typed = answer.readings[number].text
        if any(rate.name in typed for rate in self.asked.rates):  # which is no longer as typed
            return None
        texts = bracketed(typed, answer.trees[number])
        return next((text for text in texts if self._is_right(number, text)), None)

    def _is_right(self, number: int, text: str) -> bool:
        try:
            given = self._given(answers.entry(text, self.asked))
            return self._compared(self.asked.entries[number], given).verdict not in (DIFFERENT, UNKNOWN)
        except TutorError:
            return False

    def _mistakes(self, number: int, given: Expr) -> tuple[Mistake, ...]:
        entry = self.asked.entries[number]
        if not entry.order:  # an expression that is no derivative
            return ()
        if number not in self._diagnoses:
            self._diagnoses[number] = Diagnosis(entry, self.asked.vocabulary.domains, self.asked.point)
        try:
            return self._diagnoses[number].mistakes(given, self._place(number))
        except TutorError:  # a wrong way that has no derivative of its own explains nothing
            return ()

    def _place(self, number: int) -> Place:
        if len(self.asked.shape) == 2:
            return divmod(number, self.asked.shape[1])
        return (number,) if self.asked.shape else ()

    def _notes(self, text: str, entry: Entry, positive: tuple[Expr, ...]) -> Iterator[Sentence]:
        right = _exactly(entry)
        if entry.value is not None and entry.value.why == "kink":
            yield verdicts.TWO_SIDES
        if right is None or entry.curve is not None:
            return
        if positive:
            yield verdicts.positive_only(positive)
        if not self.asked.shape:
            decimals = rounded_decimals(text, right, self.asked.vocabulary.domains, self._read)
            if decimals:
                yield verdicts.rounded(", ".join(decimals))

    def _positive(self, pair: tuple[Entry, Expr], found: Comparison) -> tuple[Expr, ...]:
        """The variables that would have to be positive for the answer to be right; none where that would not help."""
        entry, given = pair
        right = _exactly(entry)
        if right is None or entry.curve is not None:
            return ()
        return with_positive_variables(found, right, given, self.asked.vocabulary.domains, self._home(entry)).only_positive

    def _read(self, text: str) -> Expr:
        return self._given(answers.read(text, self.asked).expressions[0])

    def _counterexample(self, number: int, pair: tuple[Entry, Expr], witness: Witness | None) -> Counterexample | None:
        entry, given = pair
        is_formula_for_value = entry.value is not None and given.free_symbols
        if witness is None or witness.expected == witness.given or is_formula_for_value or (entry.right + given).atoms(AppliedUndef):
            return None  # nothing to be seen in numbers, or only by those who know what the unknown function was taken for
        slope = slope_at(entry, witness) if entry.value is None and len(entry.order) == 1 else None
        at = {variable: value for variable, value in witness.at.items() if self._is_told(variable)}
        is_answer = entry.value is None and not entry.right.free_symbols
        return Counterexample(at, witness.expected, witness.given, slope, self._place(number), is_answer)

    def _is_told(self, variable: Expr) -> bool:
        """Whether a coordinate is one of the question's: no index of a sum, and no name that SymPy made."""
        known = self.asked.known.get(answers.name_of(variable))
        return known is not None and (isinstance(variable, Indexed) or known == variable)

    # --- shape and form

    def _of_other_shape(self, answer: Answer) -> Judgement:
        note = verdicts.wrong_shape(answer.shape, self.asked.shape, self._columns if self.asked.shape else ())
        given = [self._given(each) for each in answer.expressions]
        return Judgement(INCORRECT, notes=(note,), mistakes=mistakes_of_shape(self.asked, given, answer.shape))

    @cached_property
    def _columns(self) -> tuple[Expr, ...]:
        return tuple(dict.fromkeys(entry.order[-1] for entry in self.asked.entries))

    def _with_form(self, judgement: Judgement, answer: Answer) -> Judgement:
        wanted = self.asked.form
        if wanted is None:
            return judgement
        for reading, tree in zip(answer.readings, answer.trees, strict=True):
            piece = forms.offence(wanted, tree, self._builder(reading.text))
            if piece is not None:
                note = verdicts.wrong_form(wanted, reading.text[piece.at : piece.end])
                return replace(judgement, form=False, notes=(*judgement.notes, *((note,) if judgement.verdict == CORRECT else ())))
        return replace(judgement, form=True)

    def _builder(self, text: str) -> Callable[[Node], Expr]:
        return lambda piece: Builder(text, self.asked.vocabulary).built(piece)


def _exactly(entry: Entry) -> Expr | None:
    """What is asked for, where it is known exactly."""
    return entry.right if entry.value is None else entry.value.exact


def _nested(expressions: tuple[Expr, ...], shape: tuple[int, ...]) -> object:
    """One expression, a row of them, or rows."""
    if not shape:
        return expressions[0]
    if len(shape) == 1:
        return expressions
    width = shape[1]
    return tuple(expressions[start : start + width] for start in range(0, len(expressions), width))
