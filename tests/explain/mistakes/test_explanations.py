"""The explanations: each names what is there, asks or states the rule, and never gives the answer."""

import re
from dataclasses import dataclass, replace

import pytest
from sympy import Basic, Expr, Mul, Symbol, Tuple, preorder_traversal

from pdtutor.calculus.derive import derive
from pdtutor.calculus.step import Step
from pdtutor.explain.mistakes import CATALOGUE, Place, explained
from pdtutor.explain.mistakes.explanations import EXPLANATIONS
from pdtutor.explain.phrases import say
from pdtutor.notation.reader import read
from pdtutor.notation.writers import PlainWriter, UnicodeWriter

write = UnicodeWriter({})

SIGMOID = "1/(1 + exp(-z))"
SOFTMAX = "exp(z1)/(exp(z1) + exp(z2) + exp(z3))"
ENTROPY = "-y*log(1/(1 + exp(-z))) - (1 - y)*log(1 - 1/(1 + exp(-z)))"
NETWORK = "1/(1 + exp(-w2/(1 + exp(-w1*x))))"
MEAN = "(w*x1 - y)**2/2 + (w*x2 - y)**2/2"


@dataclass(frozen=True)
class Example:
    """A mistake at a node of a real derivation.

    node   what the node differentiates, in the learner's variables; the whole function where it is empty
    other  what the mistake is about besides, with ", " between several
    order  for repeated derivatives; `wrt` is then the first
    moved  what is differentiated where that is not the function as it is written (total derivatives)
    """

    id: str
    function: str
    wrt: str
    node: str = ""
    other: str = ""
    order: str = ""
    moved: str = ""


# The example of each mistake from the collection that the tutor was given, then more of them where the words depend on the case.
EXAMPLES = [
    Example("chain.inner_missing", "(3*x - 2)**5", "x"),
    Example("chain.inner_missing.partial", "exp(x*y**2)", "y"),
    Example("chain.inner_only", "asin(3*x**2)", "x"),
    Example("chain.outer_at_x", "cos(3*z)", "z"),
    Example("chain.derivative_inside", "sin(x**2)", "x"),
    Example("chain.one_level_short", "sin(exp(x**2))", "x"),
    Example("chain.const_factor", "sin(4*z)", "z"),
    Example("chain.exp_inner_var", "exp(3*x)", "x"),
    Example("chain.exp_inner_missing", "exp(3*x)", "x"),
    Example("chain.keep_exponent", "(x**2 + 1)**3", "x"),
    Example("product.as_product", "x*sin(x)", "x"),
    Example("product.swapped", "x*sin(x)", "x"),
    Example("product.minus", "x*sin(x)", "x"),
    Example("product.one_term", "x**2*exp(x)", "x", other="exp(x)"),
    Example("product.as_sum", "x**2*exp(x)", "x"),
    Example("product.partial_needless", "x**2*exp(y)", "x", other="exp(y)"),
    Example("quotient.as_quotient", "x/(3 - x**2)", "x"),
    Example("quotient.f_squared", "x/(3 - x**2)", "x"),
    Example("quotient.no_square", "x/(3 - x**2)", "x"),
    Example("quotient.plus", "x/(3 - x**2)", "x"),
    Example("quotient.order", "sin(x)/x", "x"),
    Example("quotient.upside_down", "exp(x)/log(x)", "x"),
    Example("power.coeff_lost", "x**6", "x"),
    Example("power.exponent_not_reduced", "x**4", "x"),
    Example("power.exponent_plus_one", "x**(-3)", "x"),
    Example("power.neg_reciprocal", "x**(-3)", "x"),
    Example("power.coeff_plus_index", "5*x**3", "x", node="x**3", other="5"),
    Example("power.on_exponential", "2**x", "x"),
    Example("power.on_exp_partial", "x**y", "y"),
    Example("exp.split_sum", "x**y", "y"),
    Example("exp.lna_missing", "2**x", "x"),
    Example("const.kept", "x**2 + 7", "x", other="7"),
    Example("const.as_variable", "x*log(3)", "x", other="log(3)"),
    Example("linear.coeffs_lost", "3*x + 5*sin(x)", "x"),
    Example("linear.sign_lost", "-2*x**2 + 3*x", "x", other="-2*x**2"),
    Example("trig.cos_sign", "cos(2*z)", "z"),
    Example("trig.sin_sign", "sin(2*z)", "z"),
    Example("exp.neg_sign", "exp(-2*x)", "x"),
    Example("log.inner_missing", "log(x**2 + 1)", "x"),
    Example("log.split_sum", "log(x + y)", "x"),
    Example("log.of_x", "log(5*t)", "t"),
    Example("log.of_x", "log(x + y)", "x"),
    Example("power.exchanged", "x**5", "x"),
    Example("power.coeff_lost", "1/x", "x"),
    Example("table.wrong_entry", "relu(x)", "x"),
    Example("trig.tan", "tan(3*z)", "z"),
    Example("partial.other_as_variable", "x**2*y", "x", other="y"),
    Example("partial.other_to_zero", "x**2*y + 3*x", "x", other="y"),
    Example("partial.other_vanishes_in_product", "x*y**3 + sin(x)", "x", node="x*y**3", other="y**3"),
    Example("partial.wrong_variable", "x**2*y**3", "x", other="y"),
    Example("partial.other_kept_as_constant_term", "x**2 + y**3", "x", other="y**3"),
    Example("partial.mixed_zero", "x**2*y**3", "x", order="x y"),
    Example("partial.mixed_product", "x**2*y**3", "x", order="x y"),
    Example("partial.mixed_product_rule", "exp(x*y)", "x", order="x y"),
    Example("partial.second_is_first", "cos(3*z)", "z", order="z z"),
    Example("partial.second_is_square", "exp(x**2)", "x", order="x x"),
    Example("partial.second_inner_only", "exp(x**2)", "x", order="x x"),
    Example("total.partial_only", "x**2*y", "t", other="y", moved="cos(t)**2*sin(t)"),
    Example("total.paths_multiplied", "x**2 + y**2", "t", moved="cos(t)**2 + sin(t)**2"),
    Example("total.no_inner_rates", "x*y", "t", moved="t**2*t**3"),
    Example("implicit.inverse", "-y**3 + y", "y"),
    Example("integrated", "3*x**2", "x"),
    Example("sign.negative", "(1 - x**2)**3", "x"),
    Example("ml.sigmoid_missing_1ms", SIGMOID, "z"),
    Example("ml.sigmoid_quotient_sign", SIGMOID, "z"),
    Example("ml.mse_factor2", "(b + w*x - y)**2", "w"),
    Example("ml.mse_input_missing", "(b + w*x - y)**2", "w"),
    Example("ml.mse_sign", "(-b - w*x + y)**2", "w"),
    Example("ml.bias_zero", "(b + w*x - y)**2", "b"),
    Example("ml.bce_sign", ENTROPY, "z"),
    Example("ml.bce_log_only", ENTROPY, "z"),
    Example("ml.softmax_offdiag_zero", SOFTMAX, "z2"),
    Example("ml.softmax_offdiag_diag", SOFTMAX, "z2"),
    Example("ml.softmax_offdiag_sign", SOFTMAX, "z2"),
    Example("ml.softmax_numerator_only", SOFTMAX, "z1"),
    Example("ml.sigmoid_of_output", SIGMOID, "z"),
    Example("ml.backprop_weight_missing", NETWORK, "w1", node="-w2/(1 + exp(-w1*x))", other="w2"),
    Example("partial.other_as_variable_log", "x**y", "y", other="x"),
    Example("exp.split_sum_x", "x**y", "x"),
    Example("power.neg_dropped_sign_exp", "x**(-3)", "x"),
    Example("chain.inner_sign", "(1 - exp(x))**2", "x"),
    Example("ml.l2_factor", "k*w**2", "w", node="w**2"),
    Example("ml.tanh", "tanh(x)", "x"),
    Example("ml.mean_1_over_n", MEAN, "w", other="2"),
    Example("ml.shared_weight_one_path", "w*(b + w*x)", "w"),
    Example("question.function", "x**2*y", "x"),
    Example("question.second_derivative", "x**2*y", "x"),
    Example("question.first_derivative", "x**2*y", "x", order="x y"),
    Example("question.mixed", "x**2*y", "x"),
    Example("question.total", "x**2*y", "x"),
    Example("question.gradient", "x**2*y", "x"),
    Example("question.formula", "x**2*y", "x"),
    Example("shape.transposed", "x**2*y", "x"),
    Example("shape.swapped_entries", "x**2*y", "x"),
    Example("total.rate_missing", "x*y", "t", other="y", moved="t**2*t**3"),
    Example("total.partial_missing", "x**2*y", "t", other="y", moved="cos(t)**2*sin(t)"),
    Example("partial.mixed_sum", "x**2*y**3", "x", order="x y"),
    Example("product.factor_lost", "x**2*sin(x)", "x", other="sin(x)"),
    Example("quotient.top_only", "x/(3 - x**2)", "x"),
    Example("quotient.bottom_only", "x**2/(x + 1)", "x"),
    Example("quotient.numerator_only", "log(x)/x", "x"),
    Example("power.exponent_down_twice", "x**5", "x"),
    Example("power.integrated", "x**3*y", "x", node="x**3"),
    Example("exp.exponent_in_front", "exp(x*y)", "x"),
    Example("table.wrong_entry", "atan(x)", "x"),
    Example("linear.term_lost", "x**3 + 5*x**2", "x", other="5*x**2"),
    Example("linear.term_kept", "3*x**2 + 4*x", "x", other="4*x"),
    Example("chain.function_of_derivative", "sin(x**2)", "x"),
    Example("chain.as_sum", "(x**2 + 1)**3", "x"),
    Example("descent.plain", "(x - 3)**2", "x"),
    Example("descent.uphill", "(x - 3)**2", "x"),
    Example("descent.rate_missing", "(x - 3)**2", "x"),
    Example("descent.change_only", "(x - 3)**2", "x"),
    Example("descent.one_moved", "(x - 3)**2*y", "x"),
    Example("chain.inner_missing", "x*y*sqrt(x**2 + y**2)", "x", node="sqrt(x**2 + y**2)"),
    Example("chain.inner_missing.partial", "sin(x*y*z)", "z"),
    Example("chain.one_level_short", "log(cos(exp(x*y)))", "y"),
    Example("chain.inner_only", "logsumexp(2*x, y)", "x"),
    Example("product.as_product", "x*exp(x)*sin(x)", "x"),
    Example("product.swapped", "x*exp(x)*sin(x)", "x"),
    Example("product.one_term", "x*exp(x)*sin(x)", "x", other="sin(x)"),
    Example("product.partial_needless", "x*exp(y)", "x", other="exp(y)"),
    Example("quotient.order", "1/(x**2 + 1)", "x"),
    Example("quotient.plus", "5/(x**2 + 1)", "x", node="1/(x**2 + 1)"),
    Example("quotient.as_quotient", "sin(x)/x**2", "x"),
    Example("power.exponent_not_reduced", "sqrt(x)", "x"),
    Example("power.exponent_not_reduced", "(x**2 + 1)**3", "x"),
    Example("power.exponent_plus_one", "x**n", "x"),
    Example("power.coeff_plus_index", "5*x**3", "x"),
    Example("power.coeff_lost", "cbrt(x)", "x"),
    Example("power.on_exponential", "exp(x)", "x"),
    Example("power.on_exponential", "x**x", "x"),
    Example("exp.lna_missing", "a**(2*x)", "x"),
    Example("const.as_variable", "pi**2 + x", "x", other="pi**2"),
    Example("partial.other_as_variable", "x*y*z", "x"),
    Example("partial.other_as_variable", "x*y*z", "x", other="y, z"),
    Example("partial.other_to_zero", "sin(x*y)", "x"),
    Example("partial.other_to_zero", "x*y + 3*x*z + x", "x", other="z"),
    Example("partial.other_vanishes_in_product", "x*sin(y)", "x", other="sin(y)"),
    Example("ml.sigmoid_missing_1ms", "sigmoid(w*x + b)", "w"),
    Example("ml.sigmoid_of_output", "sigmoid(z)", "z"),
    Example("ml.sigmoid_quotient_sign", "sigmoid(z)", "z"),
    Example("ml.tanh", "tanh(w*x + b)", "w"),
    Example("ml.mse_factor2", "(b + w*x - y)**2/2", "b", node="(b + w*x - y)**2"),
    Example("ml.backprop_weight_missing", "w2*sigmoid(w1*x)", "w1", other="w2"),
    Example("total.partial_only", "x**2*y", "t", moved="cos(t)**2*sin(t)"),
    Example("sign.negative", "exp(x)", "x"),
]


def place_of(example: Example) -> Place:
    """The place of the example, found in the derivation of its function."""
    function, wrt = read(example.function).expression, Symbol(example.wrt, real=True)
    root = derive(read(example.moved).expression if example.moved else function, wrt)
    node = read(example.node).expression if example.node else root.of
    step = next(step for step, names in walk(root, {}) if step.of.xreplace(names) == node)
    order = tuple(Symbol(name, real=True) for name in example.order.split())
    inner = next(iter(step.names.values())) if step.rule == "chain" else None
    of = function if example.moved else node
    return Place(step, of, wrt, function, order, inner, other_of(example), right_answer(root.gives, order))


def walk(step: Step, names: dict[Expr, Expr]):
    """Every step from the outermost one, with what the names above it stand for."""
    yield step, names
    known = {**names, **step.names}
    for child in step.children:
        yield from walk(child, known)


def other_of(example: Example) -> Expr | None:
    found = [read(text).expression for text in example.other.split(", ") if text]
    return Tuple(*found) if len(found) > 1 else found[0] if found else None


def right_answer(first: Expr, order: tuple[Expr, ...]) -> Expr:
    for variable in order[1:]:
        first = derive(first, variable).gives
    return first


def labelled(example: Example) -> str:
    return f"{example.id} at {example.node or 'all'} of {example.function}, {example.other}".rstrip(", ")


PLACES = [pytest.param(example.id, place_of(example), id=labelled(example)) for example in EXAMPLES]


def told(id: str, place: Place) -> str:
    return say(explained(id, place), write)


def test_every_mistake_of_the_catalogue_is_explained_and_tried_here() -> None:
    assert set(EXPLANATIONS) == set(CATALOGUE) == {example.id for example in EXAMPLES}


@pytest.mark.parametrize(("id", "place"), PLACES)
def test_it_ends_with_a_question_or_with_the_rule(id: str, place: Place) -> None:
    """A rule is written with ′, after a colon or as its own sentence."""
    text = told(id, place)
    assert text.endswith("?") or (text.endswith(".") and "′" in re.split(r"[.:?] ", text)[-1])


@pytest.mark.parametrize(("id", "place"), PLACES)
def test_it_is_one_to_three_short_sentences_that_start_with_a_capital_or_a_formula(id: str, place: Place) -> None:
    text = told(id, place)
    assert len(text) <= 300
    assert 1 <= len(re.findall(r"[.?](?= |$)", text)) <= 3
    first = explained(id, place)[0]
    assert not isinstance(first, str) or first[0].isupper() or not first[0].isalpha()
    assert "  " not in text
    assert not re.search(r" [,.:?]|\{|\}|None", text)


@pytest.mark.parametrize(("id", "place"), PLACES)
def test_it_names_an_actual_part(id: str, place: Place) -> None:
    parts = {part for part in explained(id, place) if isinstance(part, Basic)}
    assert parts & known_parts(place)


def known_parts(place: Place) -> set[Basic]:
    """What a learner can see: the variables, and every part of the function, also what stands below a bar."""
    seen = {*preorder_traversal(place.function), *preorder_traversal(place.of), place.wrt, *place.order}
    below = {part.base**-part.exp for part in seen if part.is_Pow}
    products = {Mul(*set(part.args) - {factor}) for part in seen if part.is_Mul for factor in part.args}
    return seen | below | products


@pytest.mark.parametrize(("id", "place"), PLACES)
def test_it_does_not_give_the_answer(id: str, place: Place) -> None:
    """Neither that of the whole nor that of the step."""
    assert not [answer for answer in answers(place) if len(answer) > 3 and is_given(answer, told(id, place), place)]


def is_given(answer: str, text: str, place: Place) -> bool:
    """Is the answer in the text? What stands in the question itself, as ln(3) in x·ln(3), is not given away by repeating the question."""
    for shown in (write(place.function), write(place.of)):
        if answer in shown:
            text = text.replace(shown, "…")
    return answer in text


@pytest.mark.parametrize(
    ("id", "text", "is_caught"),
    [
        ("chain.exp_inner_missing", "It is 3·e^(3·x), is it not?", True),
        ("const.as_variable", "Is it ln(3)?", True),
        ("const.as_variable", "What becomes of ln(3) in ln(3)·x?", True),
        ("const.as_variable", "How fast does ln(3)·x change?", False),
    ],
)
def test_an_answer_that_is_given_is_found(id: str, text: str, is_caught: bool) -> None:
    place = place_of(next(example for example in EXAMPLES if example.id == id))
    assert any(is_given(answer, text, place) for answer in answers(place)) is is_caught


def answers(place: Place) -> set[str]:
    names = place.step.names
    known = (place.right, place.step.gives, place.step.gives.xreplace(dict(names)), derive(place.of, place.wrt).gives)
    return {write(answer) for answer in known if answer is not None}


@pytest.mark.parametrize(("id", "place"), PLACES)
def test_it_blames_nobody(id: str, place: Place) -> None:
    assert not re.search(
        r"\b(wrong|forgot|forgotten|mistake|should|must not|incorrect|invalid|failed|unfortunately)\b", told(id, place).lower()
    )


@pytest.mark.parametrize(("id", "place"), PLACES)
def test_it_is_told_in_full_where_nothing_is_known_but_the_step(id: str, place: Place) -> None:
    text = told(id, replace(place, inner=None, other=None, order=()))
    assert text.endswith(("?", "."))
    assert len(text) <= 300
    assert not re.search(r"  | [,.:?]|\{|\}|None", text)


def test_a_part_too_long_for_a_sentence_is_called_by_its_role() -> None:
    long = " + ".join(f"w{k}*x{k}" for k in range(1, 20))
    assert told("chain.inner_missing", place_of(Example("chain.inner_missing", f"sin({long})", "w1"))) == (
        "The outer derivative is there: it says how this part answers to the inner function. "
        "How fast does the inner function itself change with w1?"
    )


def test_a_part_that_is_the_answer_is_called_by_its_role() -> None:
    place = place_of(Example("chain.keep_exponent", "(b + w*x - y)**2/2", "b", node="(b + w*x - y)**2"))
    assert place.inner == place.right
    assert "and the inner function brought its own derivative" in told("chain.keep_exponent", place)


SPOKEN = [
    (
        Example("chain.inner_missing", "(3*x - 2)**5", "x"),
        "The outer derivative is there: it says how (3·x - 2)⁵ answers to 3·x - 2. How fast does 3·x - 2 itself change with x?",
    ),
    (
        Example("chain.inner_only", "asin(3*x**2)", "x"),
        "This is how fast 3·x² changes, but it sits inside another function. Call it u: how fast does asin(u) change with u?",
    ),
    (
        Example("product.one_term", "x**2*exp(x)", "x", other="exp(x)"),
        "A turn is still to be taken: e^x moves with x too. What does that add, while x² waits?",
    ),
    (
        Example("power.exponent_not_reduced", "x**4", "x"),
        "x⁴ is a product of 4 equal factors. In each turn one of them moves and the others wait: how many wait beside it?",
    ),
    (
        Example("partial.other_to_zero", "x**2*y + 3*x", "x", other="y"),
        "y stands still, but a term with x in it moves all the same. If y were the number 4, how fast would x²·y change with x?",
    ),
    (
        Example("partial.other_as_variable", "x*y*z", "x", other="y, z"),
        "Only x moves here; y and z wait like numbers. Which parts of x·y·z change with x, and which only scale them?",
    ),
]


@pytest.mark.parametrize(("example", "sentence"), SPOKEN, ids=[labelled(example) for example, _ in SPOKEN])
def test_it_speaks_of_this_very_function(example: Example, sentence: str) -> None:
    assert told(example.id, place_of(example)) == sentence


def test_its_formulas_are_left_to_the_writer() -> None:
    place = place_of(Example("chain.inner_missing", "(3*x - 2)**5", "x"))
    assert "(3*x - 2)^5 answers to 3*x - 2" in say(explained("chain.inner_missing", place), PlainWriter({}))


def test_an_unknown_mistake_is_refused() -> None:
    with pytest.raises(KeyError):
        explained("chain.unheard_of", place_of(EXAMPLES[0]))
