"""The catalogue: every mistake that can be recognised, by its id, in the order of specificity.

Belongs here: ids and what each is called. Does not: why it is a mistake (`explanations`). Loads no algebra.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One mistake.

    id    as people script against it: "chain.inner_missing"
    name  what it is called, in a few words and without blame
    kind  the first part of the id: "chain"
    """

    id: str
    name: str
    kind: str


_NAMES = {
    "ml.mse_input_missing": "Squared error: derivative of the error left out",
    "ml.mse_sign": "Squared error: minus inside the error left out",
    "ml.mse_factor2": "Squared error: factor from the square left out",
    "ml.l2_factor": "L2 penalty: factor from the square left out",
    "ml.mean_1_over_n": "Mean: division by the number of samples left out",
    "ml.bias_zero": "Bias held constant",
    "ml.bce_log_only": "Cross-entropy: stopped at the prediction",
    "ml.bce_sign": "Cross-entropy: prediction and target exchanged",
    "ml.sigmoid_of_output": "Sigmoid applied twice",
    "ml.sigmoid_quotient_sign": "Sigmoid: minus in the exponent left out",
    "ml.sigmoid_missing_1ms": "Sigmoid: value given for the slope",
    "ml.tanh": "tanh: input squared instead of output",
    "ml.softmax_offdiag_zero": "Softmax: influence of another input left out",
    "ml.softmax_offdiag_diag": "Softmax: formula of the diagonal used off it",
    "ml.softmax_offdiag_sign": "Softmax: sign off the diagonal turned",
    "ml.softmax_numerator_only": "Softmax: sum below the bar held constant",
    "ml.backprop_weight_missing": "Backpropagation: a weight on the path left out",
    "ml.shared_weight_one_path": "Weight used several times, not every use differentiated",
    "total.no_inner_rates": "Total derivative: rates of the inner variables left out",
    "total.rate_missing": "Total derivative: one rate on a path left out",
    "total.partial_missing": "Total derivative: how the function answers left out",
    "total.paths_multiplied": "Total derivative: paths multiplied instead of added",
    "total.partial_only": "Total derivative: a path left out",
    "implicit.inverse": "The reciprocal slope",
    "partial.mixed_zero": "Mixed partial taken to be 0",
    "partial.mixed_product_rule": "Mixed partial: a term of the product rule left out",
    "partial.mixed_product": "Mixed partial as a product of first partials",
    "partial.mixed_sum": "Mixed partial as a sum of first partials",
    "partial.second_inner_only": "Second derivative: a term of the product rule left out",
    "partial.second_is_square": "Second derivative as the square of the first",
    "partial.second_is_first": "First derivative given for the second",
    "partial.other_as_variable_log": "Base moved along in the logarithm",
    "partial.other_vanishes_in_product": "Constant factor differentiated to 0",
    "partial.other_to_zero": "Terms with a held variable dropped",
    "partial.other_kept_as_constant_term": "Term without the variable kept",
    "partial.wrong_variable": "Differentiated by another variable",
    "partial.other_as_variable": "Other variable moved along",
    "product.partial_needless": "Product rule used on a constant factor",
    "product.as_product": "Product of the derivatives",
    "product.as_sum": "Sum rule used on a product",
    "product.swapped": "Product rule: each derivative beside its own factor",
    "product.minus": "Product rule with a minus",
    "product.one_term": "Product rule: a term left out",
    "product.factor_lost": "Product rule: a waiting factor left out",
    "quotient.upside_down": "Fraction differentiated upside down",
    "quotient.f_squared": "Quotient rule: top squared instead of bottom",
    "quotient.no_square": "Quotient rule: bottom not squared",
    "quotient.plus": "Quotient rule with a plus",
    "quotient.order": "Quotient rule: products on top exchanged",
    "quotient.as_quotient": "Quotient of the derivatives",
    "quotient.top_only": "Bottom held constant",
    "quotient.bottom_only": "Top held constant",
    "quotient.numerator_only": "Quotient rule: bottom left out",
    "power.on_exp_partial": "Power rule, though the exponent moves and not the base",
    "power.on_exponential": "Power rule used on an exponential",
    "power.neg_dropped_sign_exp": "Negative exponent treated as positive",
    "power.neg_reciprocal": "Reciprocal of the derivative below",
    "power.exponent_plus_one": "Exponent raised instead of lowered",
    "power.coeff_plus_index": "Coefficient and exponent added instead of multiplied",
    "power.exchanged": "Power rule: the two numbers exchanged",
    "power.exponent_not_reduced": "Exponent not lowered",
    "power.coeff_lost": "Exponent not brought down in front",
    "power.exponent_down_twice": "Exponent lowered twice",
    "power.integrated": "Power integrated instead of differentiated",
    "exp.split_sum": "Product in the exponent split into a sum",
    "exp.split_sum_x": "Product in the exponent split into a sum, differentiated by the base",
    "exp.lna_missing": "Logarithm of the base left out",
    "exp.exponent_in_front": "Exponent brought down in front of an exponential",
    "exp.neg_sign": "Minus in the exponent left out",
    "log.of_x": "One over the bare variable instead of one over the inside",
    "log.split_sum": "Logarithm of a sum split into logarithms",
    "log.inner_missing": "Logarithm: inner derivative left out",
    "trig.tan": "Tangent differentiated like a sine",
    "trig.cos_sign": "Cosine: sign of the derivative turned",
    "trig.sin_sign": "Sine: sign of the derivative turned",
    "table.wrong_entry": "The slope of another function",
    "const.as_variable": "A number differentiated like a variable",
    "const.kept": "Constant term kept",
    "linear.sign_lost": "Minus in front left out",
    "linear.coeffs_lost": "Constant factor left out",
    "linear.term_lost": "A term left out",
    "linear.term_kept": "A term not differentiated",
    "chain.one_level_short": "Chain rule: innermost derivative left out",
    "chain.exp_inner_var": "Exponent changed in an exponential",
    "chain.exp_inner_missing": "Exponential: derivative of the exponent left out",
    "chain.const_factor": "Constant inner factor left out",
    "chain.keep_exponent": "Chain rule: outer exponent not lowered",
    "chain.inner_sign": "Inner derivative with its sign turned",
    "chain.derivative_inside": "Inner derivative put inside the outer one",
    "chain.outer_at_x": "Outer derivative at the bare variable",
    "chain.inner_only": "Outer derivative left out",
    "chain.function_of_derivative": "Outer function of the inner derivative",
    "chain.as_sum": "Chain rule with a sum instead of a product",
    "chain.inner_missing.partial": "Inner partial derivative left out",
    "chain.inner_missing": "Inner derivative left out",
    "descent.plain": "The step of plain gradient descent",
    "descent.uphill": "A step uphill",
    "descent.rate_missing": "Rate left out of the step",
    "descent.change_only": "The change instead of the new point",
    "descent.one_moved": "A coordinate left where it was",
    "sign.negative": "Sign of the whole turned",
    "integrated": "Integrated instead of differentiated",
    "question.function": "The function itself",
    "question.second_derivative": "Differentiated once more than asked",
    "question.first_derivative": "Differentiated once less than asked",
    "question.mixed": "The mixed derivative",
    "question.total": "The total derivative",
    "question.gradient": "The whole gradient",
    "question.formula": "The formula, not its value at the point",
    "shape.transposed": "Rows and columns exchanged",
    "shape.swapped_entries": "Entries in another order",
}

CATALOGUE = {id: Entry(id, name, kind=id.partition(".")[0]) for id, name in _NAMES.items()}
_RANKS = {id: place for place, id in enumerate(CATALOGUE)}


def rank(id: str) -> int:
    """The position of a mistake in the order of specificity: of two explanations of one answer the lower one leads.

    Raises KeyError for an id that the catalogue does not have.
    """
    return _RANKS[id]
