"""Shapes of derivations with one wrong line."""

from __future__ import annotations

from pdtutor.practice.exercises.shapes import Levels, find_the_error

LEVELS: Levels = {
    1: (
        find_the_error("x^{n}*{g:sin|cos|exp}(x)", "{q:product.as_product|product.one_term|product.minus}"),
        find_the_error("x*{g:sin|cos|exp}(x)", "{q:product.as_product|product.as_sum}"),
        find_the_error("{g:sin|cos|exp}({a}*x)", "{q:chain.inner_missing|chain.outer_at_x}"),
        find_the_error("{g:sin|cos}(x^{n})", "chain.inner_missing"),
        find_the_error("({a}*x + {b})^{n:3..5}", "{q:chain.inner_missing|chain.keep_exponent|power.coeff_lost}"),
        find_the_error("x^{n:3..5} + {a}*{g:sin|exp}(x)", "{q:power.exponent_not_reduced|linear.coeffs_lost}"),
        find_the_error("{a}*x^{n:3..5} - {b}*x", "{q:power.coeff_plus_index|linear.sign_lost}"),
        find_the_error("{a}*x^{n:3..5}", "power.exponent_not_reduced"),
        find_the_error("x^{n:3..5} + {a:2|3|5}^x", "{q:power.on_exponential|exp.lna_missing}"),
        find_the_error("{a}*x - {b}*cos(x)", "trig.cos_sign"),
        find_the_error("x^{n:3..5} + exp(x) + {a}", "const.kept"),
    ),
    2: (
        find_the_error("(x^2 + {a})^{n:3..5}", "{q:chain.inner_missing|chain.keep_exponent|chain.inner_only|const.kept}"),
        find_the_error("x^{n}*{g:sin|cos}({a}*x)", "{q:chain.inner_missing|product.as_product|product.factor_lost}"),
        find_the_error("exp({a}*x + {b})", "{q:chain.exp_inner_missing|chain.exp_inner_var|power.on_exponential}"),
        find_the_error("exp(-x^2)", "{q:exp.neg_sign|chain.inner_missing|chain.exp_inner_var}"),
        find_the_error("{g:sin|exp}({h:cos|tan}(x))", "{q:chain.derivative_inside|chain.inner_missing}"),
        find_the_error("{g:sin|cos}(x)^{n:3..5}", "{q:chain.inner_missing|chain.keep_exponent|chain.outer_at_x}"),
        find_the_error("sqrt(x^2 + {a})", "{q:chain.inner_missing|power.exponent_not_reduced|power.exponent_plus_one}"),
        find_the_error("1/(x^2 + {a})", "{q:chain.inner_missing|chain.inner_sign|power.neg_reciprocal}"),
        find_the_error("(x + {a})*{g:sin|cos|exp}(x)", "{q:product.swapped|product.as_sum|product.minus}"),
        find_the_error("x*{a:2|3|5}^x", "{q:exp.lna_missing|power.on_exponential|product.one_term}"),
        find_the_error("{a}*x*cos(x) + x^{n:3..5}", "{q:trig.cos_sign|product.as_product|linear.coeffs_lost}"),
        find_the_error("{a}/x^{n:3..5} + x", "{q:power.exponent_plus_one|power.neg_dropped_sign_exp}"),
    ),
    3: (
        find_the_error("x^{n}*y + {g:sin|exp}(y)", "partial.other_kept_as_constant_term"),
        find_the_error("y*{g:sin|cos|exp}(x) + x^{n}", "{q:partial.other_vanishes_in_product|product.partial_needless}"),
        find_the_error("{g:sin|cos|exp}(x*y)", "{q:chain.inner_missing.partial|chain.outer_at_x|partial.other_to_zero}"),
        find_the_error("{g:sin|exp}(x^2*y)", "{q:chain.inner_missing.partial|chain.derivative_inside|product.partial_needless}"),
        find_the_error("x*y*{g:sin|exp}(x)", "{q:product.as_product|partial.other_vanishes_in_product|product.partial_needless}"),
        find_the_error("(x^2 + y^2)^{n:3..5}", "{q:partial.other_kept_as_constant_term|chain.inner_missing.partial|chain.keep_exponent}"),
        find_the_error("(w*x + b - y)^2", "{q:ml.mse_input_missing|ml.mse_factor2|partial.other_kept_as_constant_term}", "w"),
        find_the_error("x^{n}*{g:sin|exp}(x*y)", "{q:product.one_term|chain.inner_missing.partial|product.swapped}"),
        find_the_error("x^2*y + y*cos(x)", "{q:trig.cos_sign|partial.other_vanishes_in_product|product.partial_needless}"),
        find_the_error("(x + y)*{g:sin|exp}(x)", "{q:product.as_product|partial.other_kept_as_constant_term}"),
        find_the_error("1/(x + y^{n:3..5})", "{q:power.exponent_not_reduced|chain.inner_missing.partial}", "y"),
        find_the_error("y*exp(-{a}*x)", "{q:exp.neg_sign|chain.exp_inner_missing|product.partial_needless}"),
    ),
    4: (
        find_the_error("x^{n}*exp(-x)*y", "{q:product.as_product|exp.neg_sign|product.partial_needless|chain.exp_inner_var}"),
        find_the_error("{g:sin|cos}(exp(x*y))", "{q:chain.one_level_short|chain.inner_missing.partial|chain.derivative_inside}"),
        find_the_error("{g:sin|cos}(x*y)^{n:3|4}", "{q:chain.one_level_short|chain.keep_exponent|chain.inner_only}"),
        find_the_error("1/(1 + exp(-w*x))", "{q:ml.sigmoid_quotient_sign|chain.one_level_short|const.kept}", "w"),
        find_the_error("sqrt(x^2 + y^2)", "{q:power.exponent_plus_one|partial.other_kept_as_constant_term|chain.inner_only}", "{v:x|y}"),
        find_the_error("w2*{g:sin|exp}(w1*x + b)", "{q:chain.inner_missing.partial|partial.other_vanishes_in_product}", "w1"),
        find_the_error("exp(-x)*{g:sin|cos}(x*y)", "{q:product.swapped|chain.exp_inner_missing|chain.inner_missing.partial}"),
        find_the_error("(x*{g:sin|exp}(x) + y)^{n:3|4}", "{q:product.as_product|chain.inner_missing|partial.other_kept_as_constant_term}"),
        find_the_error("x^2*y + {g:sin|exp}(x*y)", "{q:chain.inner_missing.partial|partial.other_vanishes_in_product}", "{v:x|y}"),
        find_the_error("x*{a:2|3|5}^(x*y)", "{q:exp.lna_missing|product.one_term|power.on_exponential}"),
        find_the_error("(y - w*x)^2 + k*w^2", "{q:chain.inner_sign|ml.mse_input_missing|linear.term_lost}", "w"),
        find_the_error("exp(-(x - y)^2/2)", "{q:exp.neg_sign|chain.inner_missing.partial|chain.exp_inner_var}", "{v:x|y}"),
    ),
    5: (
        find_the_error("x*exp(x)*{g:sin|cos}(y*x)", "{q:product.one_term|product.as_product|chain.inner_missing.partial|product.minus}"),
        find_the_error("(y - w2*{g:sin|exp}(w1*x))^2", "{q:chain.inner_sign|chain.one_level_short|ml.mse_factor2}", "w1"),
        find_the_error("x^2*exp(-x^2)*y", "{q:product.swapped|exp.neg_sign|chain.exp_inner_var|product.partial_needless}"),
        find_the_error("1/(1 + exp(-w*x - b)) + k*w^2", "{q:chain.one_level_short|const.kept|ml.l2_factor}", "w"),
        find_the_error("{g:sin|cos}(x*y)*exp(x*y)", "{q:product.as_product|chain.exp_inner_var|chain.inner_missing.partial}", "{v:x|y}"),
        find_the_error(
            "sqrt(x*{g:sin|exp}(x) + y^2)", "{q:product.as_product|partial.other_kept_as_constant_term|power.exponent_plus_one}"
        ),
        find_the_error("exp({g:sin|cos}(x^2*y))", "{q:chain.one_level_short|chain.inner_missing|product.partial_needless}"),
        find_the_error("(x + y)*(x^2 - y)*exp(x)", "{q:product.one_term|product.as_product|partial.other_kept_as_constant_term}"),
        find_the_error("x*cos(x*y) + y*exp(-x)", "{q:trig.cos_sign|exp.neg_sign|product.as_sum|partial.other_vanishes_in_product}"),
        find_the_error("(x*y + {a}*cos(y))^{n:3|4}", "{q:trig.cos_sign|chain.keep_exponent|chain.inner_missing.partial}", "y"),
        find_the_error("A*exp(-k*t)*sin(w*t)", "{q:product.as_product|exp.neg_sign|chain.outer_at_x|product.minus}", "t"),
        find_the_error("y*{a:2|3|5}^({g:sin|cos}(x))*x", "{q:exp.lna_missing|product.one_term|chain.inner_missing}"),
    ),
}
