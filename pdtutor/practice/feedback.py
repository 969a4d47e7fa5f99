"""What both kinds of session say to an answer or a question for help: the judgement, the reason behind it, the next hint.

Belongs here: feedback that is the same in a lesson and in the quiz. Does not: what follows from it (`lesson_run`, `quiz.quiz_run`).
"""

from __future__ import annotations

from pdtutor.calculus.deadline import OutOfTime, at_most
from pdtutor.course.tasks import Task
from pdtutor.errors import ReadingError
from pdtutor.grading.results import INVALID, UNDECIDED, Judgement
from pdtutor.practice import events

JUDGING = 10.0  # seconds for one answer
LONGEST_TOLD = 200  # characters of an answer that is repeated in a message
TOO_LONG = "Judging this took too long. Another form of it may be quicker."
TOO_DEEP = "This answer is nested too deeply to be judged."
NO_MORE_HINTS = "There are no more hints. Try what you have: a wrong answer is told what it shows."
NO_HINTS = "There is no hint for this question."
NOTHING_JUDGED = "There is no answer yet to give a reason for. Answer first, or ask for a hint."


def judged(task: Task, text: str) -> Judgement:
    """The judgement of an answer, whatever it is: one that takes too long or is too deep costs nothing."""
    try:
        return at_most(JUDGING, lambda: task.judge(text))
    except OutOfTime:
        return Judgement(UNDECIDED, notes=((TOO_LONG,),))
    except (RecursionError, MemoryError):
        return Judgement(INVALID, error=ReadingError(TOO_DEEP, code="too_large", text=text[:LONGEST_TOLD], column=1))


def reason(task: Task, judgement: Judgement) -> events.Reason:
    """The reason behind a judgement, with the rule that its first mistake is about."""
    ids = [mistake.id for mistake in judgement.mistakes]
    rules = (rule for id in ids for rule in (_RULES.get(id), _RULES.get(id.partition(".")[0])) if rule is not None)
    return events.Reason(task, judgement, next(rules, None))


def hint(task: Task, given: int) -> events.Hinted | events.Noted:
    """The hint after so many that were given."""
    hints = task.hints
    if given >= len(hints):
        return events.Noted(NO_MORE_HINTS if hints else NO_HINTS)
    return events.Hinted(task, hints[given], given + 1, len(hints))


_RULES = {
    "chain": "chain", "product": "product", "quotient": "quotient", "power": "power", "exp": "exponential", "log": "logarithm",
    "log.inner_missing": "chain", "trig": "trigonometric", "const": "constant", "linear": "sum", "linear.coeffs_lost": "constant_multiple",
    "partial.other_as_variable": "constant", "partial.other_kept_as_constant_term": "constant",
    "partial.other_to_zero": "constant_multiple", "partial.other_vanishes_in_product": "constant_multiple", "total": "chain",
    "ml.mse_input_missing": "chain", "ml.mse_sign": "chain", "ml.mse_factor2": "power", "ml.sigmoid_missing_1ms": "activation",
    "ml.sigmoid_of_output": "activation", "ml.tanh": "hyperbolic", "ml.backprop_weight_missing": "chain",
}  # fmt: skip  # mistake, or kind of mistake → the rule to read again
