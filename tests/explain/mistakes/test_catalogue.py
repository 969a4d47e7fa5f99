"""The catalogue: every mistake once, in the order of specificity, readable without any algebra."""

import re
import subprocess
import sys
from itertools import groupby

import pytest

from pdtutor.explain.mistakes import CATALOGUE
from pdtutor.explain.mistakes.catalogue import rank

IDS = [
    "chain.inner_missing", "chain.inner_missing.partial", "chain.inner_only", "chain.outer_at_x", "chain.derivative_inside",
    "chain.one_level_short", "chain.const_factor", "chain.exp_inner_var", "chain.exp_inner_missing", "chain.keep_exponent",
    "chain.inner_sign", "product.as_product", "product.swapped", "product.minus", "product.one_term", "product.as_sum",
    "product.partial_needless", "quotient.as_quotient", "quotient.f_squared", "quotient.no_square", "quotient.plus",
    "quotient.order", "quotient.upside_down", "power.coeff_lost", "power.exponent_not_reduced", "power.exponent_plus_one",
    "power.neg_reciprocal", "power.coeff_plus_index", "power.on_exponential", "power.on_exp_partial", "power.neg_dropped_sign_exp",
    "exp.split_sum", "exp.split_sum_x", "exp.lna_missing", "exp.neg_sign", "const.kept", "const.as_variable", "linear.coeffs_lost",
    "linear.sign_lost", "trig.cos_sign", "trig.sin_sign", "trig.tan", "log.inner_missing", "log.split_sum", "log.of_x",
    "partial.other_as_variable", "partial.other_to_zero", "partial.other_vanishes_in_product", "partial.wrong_variable",
    "partial.other_kept_as_constant_term", "partial.mixed_zero", "partial.mixed_product", "partial.mixed_product_rule",
    "partial.second_is_first", "partial.second_is_square", "partial.second_inner_only", "partial.other_as_variable_log",
    "total.partial_only", "total.paths_multiplied", "total.no_inner_rates", "implicit.inverse", "integrated", "sign.negative",
    "ml.sigmoid_missing_1ms", "ml.sigmoid_quotient_sign", "ml.mse_factor2", "ml.mse_input_missing", "ml.mse_sign", "ml.bias_zero",
    "ml.bce_sign", "ml.bce_log_only", "ml.softmax_offdiag_zero", "ml.softmax_offdiag_diag", "ml.softmax_offdiag_sign",
    "ml.softmax_numerator_only", "ml.sigmoid_of_output", "ml.backprop_weight_missing", "ml.l2_factor", "ml.tanh",
    "ml.mean_1_over_n", "ml.shared_weight_one_path", "question.function", "question.second_derivative", "question.first_derivative",
    "question.mixed", "question.total", "question.gradient", "question.formula", "shape.transposed",
    "shape.swapped_entries", "total.rate_missing", "total.partial_missing", "partial.mixed_sum", "product.factor_lost",
    "quotient.top_only", "quotient.bottom_only", "quotient.numerator_only", "power.exponent_down_twice", "power.integrated",
    "power.exchanged", "exp.exponent_in_front", "table.wrong_entry", "linear.term_lost", "linear.term_kept", "chain.function_of_derivative",
    "chain.as_sum", "descent.plain", "descent.uphill", "descent.rate_missing", "descent.change_only", "descent.one_moved",
]  # fmt: skip

ORDER = [
    "ml", "total", "implicit", "partial", "product", "quotient", "power", "exp", "log", "trig", "table", "const", "linear", "chain",
    "descent", "sign", "integrated", "question", "shape",
]  # fmt: skip

SPECIFIC_FIRST = [
    ("ml.mse_input_missing", "chain.inner_missing"),
    ("ml.softmax_offdiag_zero", "partial.other_to_zero"),
    ("total.partial_only", "partial.other_as_variable"),
    ("partial.wrong_variable", "product.one_term"),
    ("log.inner_missing", "chain.inner_missing"),
    ("chain.one_level_short", "chain.inner_missing"),
    ("chain.exp_inner_missing", "chain.const_factor"),
    ("chain.const_factor", "chain.inner_missing"),
    ("chain.inner_missing.partial", "chain.inner_missing"),
    ("quotient.order", "sign.negative"),
    ("partial.second_is_first", "question.first_derivative"),
]


def test_it_has_every_mistake_once_and_no_other() -> None:
    assert len(IDS) == len(set(IDS)) == 111
    assert set(CATALOGUE) == set(IDS)


def test_an_entry_knows_its_id_and_its_kind() -> None:
    assert all(entry.id == id and entry.kind == id.split(".")[0] for id, entry in CATALOGUE.items())


def test_kinds_come_from_the_most_specific_to_the_most_general_each_in_one_piece() -> None:
    assert [kind for kind, _ in groupby(entry.kind for entry in CATALOGUE.values())] == ORDER


def test_rank_is_the_position_in_the_catalogue() -> None:
    assert [rank(id) for id in CATALOGUE] == list(range(len(CATALOGUE)))


@pytest.mark.parametrize(("specific", "general"), SPECIFIC_FIRST)
def test_of_two_explanations_of_one_answer_the_more_specific_leads(specific: str, general: str) -> None:
    assert rank(specific) < rank(general)


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_a_name_is_short_starts_like_a_title_and_blames_nobody(entry) -> None:
    assert len(entry.name) <= 72
    assert entry.name[0].isupper() or entry.name.startswith("tanh")
    assert entry.name[-1].isalnum()
    assert not re.search(r"wrong|forg[eo]t|fail|invalid|bad|claimed|you", entry.name.lower())


def test_names_tell_the_mistakes_apart() -> None:
    assert len({entry.name for entry in CATALOGUE.values()}) == len(CATALOGUE)


def test_an_unknown_id_has_no_rank() -> None:
    with pytest.raises(KeyError):
        rank("chain.unheard_of")


def test_reading_the_catalogue_loads_no_algebra() -> None:
    code = "import sys; from pdtutor.explain.mistakes import CATALOGUE; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
