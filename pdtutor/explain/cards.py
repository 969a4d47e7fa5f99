"""The rule cards: what each differentiation rule states, when it applies, and how it usually goes wrong.

Belongs here: the one source of every rule's title and statement, in plain text, so that `rules` needs no algebra.
Does not: why a rule applies to a particular step (`sentences`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """One differentiation rule, as a learner would write it on a card.

    name       as in `Step.rule`
    title      as it is said: "power rule"
    statement  the formula in Unicode mathematics, several with "; " between; ′ is the derivative by x
    when       how to see that the rule applies
    typed      an example that can be typed, `by` the variable to differentiate it by, and what that `gives`
    mistake    the usual mistake, and what is right instead
    """

    name: str
    title: str
    statement: str
    when: str
    typed: str
    by: str
    gives: str
    mistake: str

    @property
    def example(self) -> str:
        """The example as one text."""
        return f"{self.typed}, differentiated by {self.by}, gives {self.gives}"

    @property
    def command(self) -> str | None:
        """The command that derives the example; None where it takes Python."""
        return None if self.name == "table" else f'pdtutor partial "{self.typed}" --wrt {self.by}'


_ALL = (
    Card(
        name="constant",
        title="constant rule",
        statement="c′ = 0",
        when="There is no x in it: a number, or only variables that are held constant.",
        typed="x + 3y^2",
        by="x",
        gives="1",
        mistake="Keeping the term as it is. 3·y² does not change while only x moves, so it contributes 0, not 3·y².",
    ),
    Card(
        name="identity",
        title="identity rule",
        statement="x′ = 1",
        when="It is the variable itself.",
        typed="x",
        by="x",
        gives="1",
        mistake="Writing 0, as for the other variables. x is the one that moves, and it moves exactly as fast as itself.",
    ),
    Card(
        name="constant_multiple",
        title="constant multiple",
        statement="(c·u)′ = c·u′",
        when="A factor has no x in it.",
        typed="5x^2 y",
        by="x",
        gives="10x y",
        mistake="Differentiating the constant as well. In x²·y the y is no second factor to work on: it waits in front, unchanged.",
    ),
    Card(
        name="sum",
        title="sum rule",
        statement="(u + v)′ = u′ + v′",
        when="Terms are added or subtracted.",
        typed="x^2 + 3x + y^2",
        by="x",
        gives="2x + 3",
        mistake="Keeping a term that has no x in it. On its own, y² contributes 0 to the derivative by x.",
    ),
    Card(
        name="product",
        title="product rule",
        statement="(u·v)′ = u′·v + u·v′",
        when="Two or more factors have x in them.",
        typed="x sin(x)",
        by="x",
        gives="sin(x) + x cos(x)",
        mistake="Multiplying the derivatives. (u·v)′ is not u′·v′: each factor takes its turn while the other waits.",
    ),
    Card(
        name="quotient",
        title="quotient rule",
        statement="(u/v)′ = (u′·v - u·v′)/v²",
        when="x is below the fraction bar, and above it too.",
        typed="x/(3 - x^2)",
        by="x",
        gives="(x^2 + 3)/(3 - x^2)^2",
        mistake="Swapping the two products on top, which turns the sign. The derivative of the top comes first: u′·v - u·v′.",
    ),
    Card(
        name="power",
        title="power rule",
        statement="(xⁿ)′ = n·xⁿ⁻¹",
        when="The variable is raised to an exponent that stays still. Roots are powers too: √x is x to the power 1/2.",
        typed="x^3",
        by="x",
        gives="3x^2",
        mistake="Doing only half of it. The exponent comes down in front, and what is left up there is one less.",
    ),
    Card(
        name="exponential",
        title="exponential rule",
        statement="(eˣ)′ = eˣ; (aˣ)′ = aˣ·ln(a)",
        when="The base stays still and x is in the exponent.",
        typed="2^x",
        by="x",
        gives="2^x ln(2)",
        mistake="Using the power rule. x·2ˣ⁻¹ would need an exponent that stays still, but here it is the exponent that moves.",
    ),
    Card(
        name="logarithm",
        title="logarithm rule",
        statement="ln(x)′ = 1/x; log_b(x)′ = 1/(x·ln(b))",
        when="It is the logarithm of the variable.",
        typed="ln(x)",
        by="x",
        gives="1/x",
        mistake="Forgetting the base. The logarithm to base 2 has the derivative 1/(x·ln(2)); only the natural one has 1/x.",
    ),
    Card(
        name="trigonometric",
        title="trigonometric rule",
        statement="sin(x)′ = cos(x); cos(x)′ = -sin(x); tan(x)′ = 1 + tan(x)²",
        when="It is sin, cos, tan, cot, sec or csc of the variable.",
        typed="cos(x)",
        by="x",
        gives="-sin(x)",
        mistake="Losing the minus. Just right of 0 the cosine falls, so its derivative there must be negative: -sin(x).",
    ),
    Card(
        name="inverse_trigonometric",
        title="inverse trigonometric",
        statement="asin(x)′ = 1/√(1 - x²); acos(x)′ = -1/√(1 - x²); atan(x)′ = 1/(1 + x²)",
        when="It is an inverse of a trigonometric function, of the variable.",
        typed="atan(x)",
        by="x",
        gives="1/(1 + x^2)",
        mistake="Taking the inverse function for the reciprocal. atan(x) undoes the tangent; it is not 1/tan(x).",
    ),
    Card(
        name="hyperbolic",
        title="hyperbolic rule",
        statement="sinh(x)′ = cosh(x); cosh(x)′ = sinh(x); tanh(x)′ = 1 - tanh(x)²",
        when="It is a hyperbolic function or an inverse of one, of the variable.",
        typed="tanh(x)",
        by="x",
        gives="1 - tanh(x)^2",
        mistake="Carrying the minus over from the cosine. cosh(x)′ is sinh(x), without a minus.",
    ),
    Card(
        name="chain",
        title="chain rule",
        statement="f(u)′ = f′(u)·u′",
        when="One function is inside another: name the inner one u.",
        typed="sin(x y)",
        by="x",
        gives="y cos(x y)",
        mistake="Forgetting the inner derivative. cos(x·y) says how fast the sine answers to u = x·y; u's own speed comes as a factor.",
    ),
    Card(
        name="general_power",
        title="general power rule",
        statement="(uᵛ)′ = uᵛ·(v·ln(u))′",
        when="x is in the base and in the exponent.",
        typed="x^x",
        by="x",
        gives="x^x (ln(x) + 1)",
        mistake="Using the power rule. x·xˣ⁻¹ would need an exponent that stays still.",
    ),
    Card(
        name="absolute_value",
        title="absolute value",
        statement="|x|′ = sign(x) where x ≠ 0",
        when="It is |x|, or sign(x), which is flat on both sides of 0.",
        typed="|x|",
        by="x",
        gives="sign(x)",
        mistake="Giving a derivative at the kink. At x = 0 the slope is -1 from the left and 1 from the right, so there is none.",
    ),
    Card(
        name="maximum",
        title="maximum rule",
        statement="max(u, v)′ = u′ where u > v; max(u, v)′ = v′ where v > u",
        when="It is the largest or the smallest of several: max, min, clip.",
        typed="max(0, x)",
        by="x",
        gives="where(x > 0, 1, 0)",
        mistake="Taking the larger slope. max follows the argument with the larger value, however steep it is.",
    ),
    Card(
        name="piecewise",
        title="case by case",
        statement="where(c, u, v)′ = where(c, u′, v′)",
        when="The function is given by cases: where(condition, u, v).",
        typed="where(x > 0, x^2, 0)",
        by="x",
        gives="where(x > 0, 2x, 0)",
        mistake="Trusting a formula at the seam. Each holds inside its own region; where they meet, both sides must be looked at.",
    ),
    Card(
        name="activation",
        title="activation function",
        statement="σ(z)′ = σ(z)·(1 - σ(z)); softplus(z)′ = σ(z)",
        when="It is one of the named functions of machine learning.",
        typed="sigmoid(z)",
        by="z",
        gives="sigmoid(z) (1 - sigmoid(z))",
        mistake="Putting the output in again. With a = σ(z) the derivative is a·(1 - a), not σ(a)·(1 - σ(a)).",
    ),
    Card(
        name="unknown_function",
        title="unknown function",
        statement="f(x)′ = f′(x); f(u, v)′ = f₁·u′ + f₂·v′",
        when="The function has a name but no formula.",
        typed="f(x)",
        by="x",
        gives="f'(x)",
        mistake="Leaving out an argument that moves. In f(x, x·y) both arguments change with x, so there are two terms.",
    ),
    Card(
        name="indexed_sum",
        title="indexed sum",
        statement="(Σᵢ uᵢ)′ = Σᵢ uᵢ′",
        when="Terms are added over an index.",
        typed="sum(w x[i], i=1..n)",
        by="w",
        gives="sum(x[i], i=1..n)",
        mistake="Keeping every term when differentiating by a single z[k]. Only the term with i = k has it inside.",
    ),
    Card(
        name="table",
        title="looked up",
        statement="f(x)′ as a table gives it",
        when="There is no rule here for the function, which only an expression from Python can bring along: its derivative is looked up.",
        typed="sympy.gamma(x)",
        by="x",
        gives="gamma(x) polygamma(0, x)",
        mistake="Stopping at the table. What is inside the function still needs the chain rule.",
    ),
    Card(
        name="rewrite",
        title="written differently",
        statement="if u = v, then u′ = v′",
        when="The same function, or the result, has a form that is easier to work with.",
        typed="|x|^3",
        by="x",
        gives="3x |x|",
        mistake="Changing the function on the way. A rewriting must be equal everywhere it is used: √(x²) is |x|, not x.",
    ),
)

CARDS = {card.name: card for card in _ALL}
