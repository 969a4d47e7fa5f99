"""Explanations of answers that are off as a whole: the sign, the way back, another question, another shape.

Belongs here: the sentences for sign.*, integrated, question.* and shape.*. Does not: mistakes at one step.
"""

from __future__ import annotations

from pdtutor.explain.mistakes.place import Explanation
from pdtutor.explain.mistakes.wording import worded

EXPLANATIONS: dict[str, Explanation] = {
    "sign.negative": worded(
        "All fits but the sign. Take two values of {wrt} close to each other: does {function} rise or fall from the smaller to the larger?"
    ),
    "integrated": worded(
        "Differentiating your answer gives {function}: it is the way back, to a function with that slope. How fast does {function} itself "
        "change with {wrt}?"
    ),
    "question.function": worded(
        "This is the function itself: how high it is, not how steep. When {wrt} moves a little, how fast does {function} change?"
    ),
    "question.second_derivative": worded(
        "This is the slope of the slope: {function} has been differentiated once more than asked. What was there before the last "
        "derivative by {wrt}?"
    ),
    "question.first_derivative": worded(
        "So far {function} has been differentiated once; asked is the derivative by {asked}. How does this slope change in turn?"
    ),
    "question.mixed": worded(
        "This is a mixed derivative of {function}, by one variable and then by another. Asked is the one by {asked}: which turn does "
        "not belong to it?"
    ),
    "question.total": worded(
        "This is the total derivative: all that depends on {wrt} has moved along. For the partial derivative it holds still: which terms "
        "of the change of {function} are left when only {wrt} moves?"
    ),
    "question.gradient": worded(
        "This is the whole gradient of {function}, one slope for each variable. Asked is a single one: which entry belongs to {wrt}?"
    ),
    "question.formula": worded(
        "This is the slope by {wrt} as a formula, good for every point. Asked is its value at one of them: what does it come to with the "
        "numbers put in?"
    ),
    "shape.transposed": worded(
        "Here each output has a row and each variable a column. In which column do all the derivatives by {wrt} stand?"
    ),
    "shape.swapped_entries": worded(
        "These are the right slopes in another order: each stands where its variable does. Which place belongs to {wrt}?"
    ),
}
