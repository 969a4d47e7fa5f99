"""Exercises whose answer is a derivative: derivative, gradient, jacobian, hessian, total.

Belongs here: their keys. Does not: what is asked and how it is judged (`course.tasks.derived`). Loads pydantic.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pdtutor.course.schema.steps import Answer, At, ExerciseKeys, Function, Functions, Shape, Variable, Variables
from pdtutor.course.schema.values import Word, Words


class DerivativeKeys(ExerciseKeys):
    """A derivative by one variable (wrt), or by several in turn (order). The answer is an expression; with `at` a number."""

    what = "derivative"
    one_of = ("wrt", "order")
    needs = "A derivative needs wrt, the variable, or order, the variables in turn, and not both."
    type: Literal["derivative"]
    function: Function
    wrt: Words | None = Field(default=None, description="The variable to differentiate by.", examples=["x"])
    order: Words | None = Field(default=None, description="The variables in the order in which they are taken.", examples=[["x", "y"]])
    at: At = None
    answer: Answer = Field(default=None, examples=["k*x*exp(k*x*y)"])
    form: Shape = None


class GradientKeys(ExerciseKeys):
    """A gradient. The answer is a vector: [2x, 6y]."""

    what = "gradient"
    type: Literal["gradient"]
    function: Function
    wrt: Variables = None
    at: At = None
    answer: Answer = Field(default=None, examples=["[2x, 6y]"])
    form: Shape = None


class MatrixKeys(ExerciseKeys):
    """The keys of what is answered by a matrix."""

    one_of = ("function", "functions")
    function: Word | None = Field(default=None, description="What is differentiated.", examples=["x^2 y"])
    functions: Functions = None
    wrt: Variables = None
    at: At = None
    answer: Answer = Field(default=None, examples=["[[2y, 2x], [2x, 0]]"])
    form: Shape = None


class JacobianKeys(MatrixKeys):
    """A Jacobian, a row for each output. The answer is a matrix: [[y, x], [1, 1]]."""

    what = "jacobian"
    needs = "A jacobian needs one function, or functions, a list of outputs, and not both."
    type: Literal["jacobian"]


class HessianKeys(MatrixKeys):
    """A Hessian. The answer is a matrix: [[2y, 2x], [2x, 0]]."""

    what = "hessian"
    needs = "A hessian needs one function, or functions, a list of outputs, and not both."
    type: Literal["hessian"]


class TotalKeys(ExerciseKeys):
    """A total derivative, along every path: variables depend on each other by formulas (given), or nobody says how (depends)."""

    what = "total"
    one_of = ("given", "depends")
    needs = "A total needs given, formulas such as y = x^2, or depends, such as y(x), and not both."
    type: Literal["total"]
    function: Function
    wrt: Variable
    given: Words | None = Field(default=None, description="What other variables are.", examples=[["y = x^2"]])
    depends: Words | None = Field(default=None, description="Which variables depend on which.", examples=[["y(x)"]])
    answer: Answer = Field(default=None, examples=["2x + 4x^3"])
    form: Shape = None


TYPES = (DerivativeKeys, GradientKeys, JacobianKeys, HessianKeys, TotalKeys)
