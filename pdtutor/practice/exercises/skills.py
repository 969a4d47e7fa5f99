"""The skills that are practised, in the order of a syllabus, and what each builds on.

Belongs here: names, titles and prerequisites. Does not: shapes (`tables`), who knows what (`practice.quiz`). Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pdtutor.errors import UsageError

LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Skill:
    """One thing to practise.

    name      as it is typed: "mixed-partials"
    title     as it is said: "mixed partials"
    requires  the skills that are mastered before this one opens
    lesson    the id of the lesson that teaches it
    """

    name: str
    title: str
    requires: tuple[str, ...]
    lesson: str


_ALL = (
    Skill("constant", "constants", (), "rules"),
    Skill("constant-multiple", "constant multiples", ("constant",), "rules"),
    Skill("sum", "sums", ("constant-multiple",), "rules"),
    Skill("power", "powers", ("constant-multiple",), "rules"),
    Skill("partials", "partial derivatives", ("sum", "power"), "freeze-the-rest"),
    Skill("exponential", "exponentials", ("constant-multiple",), "rules"),
    Skill("logarithm", "logarithms", ("power",), "rules"),
    Skill("trigonometric", "sine, cosine and their kin", ("constant-multiple",), "rules"),
    Skill("product", "the product rule", ("power", "exponential", "trigonometric", "logarithm"), "rules"),
    Skill("quotient", "the quotient rule", ("product",), "rules"),
    Skill("chain", "the chain rule", ("product",), "chain-rule"),
    Skill("next-rule", "which rule comes first", ("chain", "quotient"), "chain-rule"),
    Skill("find-the-error", "finding the error", ("chain", "quotient"), "chain-rule"),
    Skill("gradient", "gradients", ("partials", "chain"), "gradient"),
    Skill("mixed-partials", "mixed and second partials", ("partials", "chain"), "curvature"),
    Skill("inverse-trigonometric", "inverse trigonometric functions", ("chain", "quotient"), "chain-rule"),
    Skill("hyperbolic", "hyperbolic functions", ("chain",), "chain-rule"),
    Skill("general-power", "powers with a moving exponent", ("chain",), "chain-rule"),
    Skill("unknown-function", "unknown functions", ("chain", "partials"), "chain-rule"),
    Skill("absolute-value", "absolute values", ("chain",), "kinks"),
    Skill("maximum", "maxima and minima of several", ("chain",), "kinks"),
    Skill("piecewise", "functions by cases", ("chain", "partials"), "kinks"),
    Skill("kinks", "kinks and subdifferentials", ("absolute-value", "maximum"), "kinks"),
    Skill("activations", "activation functions", ("chain", "partials"), "a-neuron"),
    Skill("losses", "losses", ("activations", "gradient", "quotient"), "linear-regression"),
    Skill("descent-step", "steps of descent", ("gradient",), "gradient-descent"),
    Skill("total", "total derivatives", ("chain", "partials"), "total-versus-partial"),
    Skill("backprop-path", "paths of backpropagation", ("total", "activations"), "backpropagation"),
    Skill("jacobian", "Jacobians", ("gradient",), "jacobians"),
    Skill("hessian", "Hessians", ("mixed-partials",), "curvature"),
    Skill("indexed-sum", "sums over data", ("chain", "partials"), "linear-regression"),
)
SKILLS: Mapping[str, Skill] = {skill.name: skill for skill in _ALL}
_SAME = {
    "identity": "constant-multiple", "activation": "activations", "loss": "losses", "partial": "partials", "gradients": "gradient",
    "mixed": "mixed-partials", "subgradient": "kinks", "subdifferential": "kinks", "descent": "descent-step", "backprop": "backprop-path",
    "backpropagation": "backprop-path", "totals": "total", "jacobians": "jacobian", "hessians": "hessian", "max": "maximum",
    "constants": "constant", "sums": "sum", "powers": "power", "products": "product", "quotients": "quotient", "chain-rule": "chain",
    "product-rule": "product", "quotient-rule": "quotient", "power-rule": "power", "rules": "next-rule", "error": "find-the-error",
}  # fmt: skip  # what people may call a skill → its name


def named(text: str) -> Skill:
    """The skill that is meant by a name, whichever way it is spelled. Raises UsageError where there is none."""
    wanted = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    found = SKILLS.get(_SAME.get(wanted, wanted))
    if found is not None:
        return found
    near = get_close_matches(wanted, [*SKILLS, *_SAME], n=1)
    meant = f"Did you mean {_SAME.get(near[0], near[0])}? " if near else ""
    raise UsageError(f"There is no skill {text.strip()[:40]}.", hint=f"{meant}The skills are {', '.join(SKILLS)}.")


def below(name: str) -> tuple[str, ...]:
    """Every skill that this one builds on, directly or not, in the order of the syllabus."""
    wanted: set[str] = set()
    waiting = list(SKILLS[name].requires)
    while waiting:
        skill = waiting.pop()
        if skill not in wanted:
            wanted.add(skill)
            waiting += SKILLS[skill].requires
    return tuple(skill for skill in SKILLS if skill in wanted)
