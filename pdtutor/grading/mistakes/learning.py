"""Whether a question is one of machine learning, so that a square is an error and a constant added is a bias.

Belongs here: that judgement, by names and functions. Does not: any wrong way.
"""

from __future__ import annotations

from sympy import Expr, Function, Indexed, exp

FUNCTIONS = frozenset(
    ["sigmoid", "softplus", "silu", "gelu", "relu", "elu", "leaky_relu", "hardswish", "relu6", "huber", "bce", "logsumexp", "tanh"]
)
WEIGHTS = ("w", "W", "b", "theta", "beta", "v")  # what the name of a parameter begins with
NAMED = frozenset(
    [
        "ml.mse_input_missing",
        "ml.mse_sign",
        "ml.mse_factor2",
        "ml.l2_factor",
        "ml.mean_1_over_n",
        "ml.bias_zero",
        "ml.backprop_weight_missing",
        "ml.shared_weight_one_path",
    ]
)  # mistakes that are called so in machine learning alone; elsewhere they have plainer names


def is_learning(function: Expr, wrt: Expr) -> bool:
    """Whether there is data with an index, a function of networks, a logistic curve, or a parameter by its usual name."""
    name = str(wrt)
    is_parameter = name.startswith(WEIGHTS) or name.endswith("hat")
    return is_parameter or function.has(Indexed) or any(map(_is_of_networks, function.atoms(Function)))


def _is_of_networks(call: Expr) -> bool:
    return call.func.__name__ in FUNCTIONS or (isinstance(call, exp) and call.args[0].could_extract_minus_sign())
