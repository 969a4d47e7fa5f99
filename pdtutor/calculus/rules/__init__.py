"""The rules, in the order in which they are tried: each turns a problem into a Step, or declines with None.

Belongs here: one small function per rule, its docstring the formula itself. Does not: memo, names and the trying of rules (`solver`).
"""

from pdtutor.calculus.rules.calls import looked_up, named_call, unknown_call, unknown_derivative
from pdtutor.calculus.rules.composed import by_cases, extreme, indexed_sum
from pdtutor.calculus.rules.powers import constant_power, exponential, general_power
from pdtutor.calculus.rules.structure import constant, constant_multiple, identity, product, quotient, summed

RULES = (
    identity,
    constant,
    summed,
    constant_multiple,
    quotient,
    product,
    constant_power,
    exponential,
    general_power,
    extreme,
    by_cases,
    named_call,
    unknown_call,
    unknown_derivative,
    indexed_sum,
    looked_up,
)
