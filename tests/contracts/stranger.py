"""What somebody else writes on top of the public Python interface; `.ci/run` puts it to `mypy --strict` against the installed wheel.

Belongs here: a use of each public function, with the types that an editor shows. Does not: what the results are worth (`tests/requests`).
"""

from __future__ import annotations

import pdtutor
from pdtutor import PartialDerivatives, TutorError, partial


def lines(text: str) -> list[str]:
    """A result read by its members, or an error by its parts."""
    try:
        found: PartialDerivatives = partial(text, wrt=["x", "y"], at="x=1,y=2", detail="full")
    except TutorError as error:
        return [error.message, error.code, error.hint or ""]
    document: dict[str, object] = found.to_dict()
    return [str(found), *document]


def used() -> set[str]:
    """The names of the functions, each used once."""
    expression = pdtutor.read("x^2 y")
    verdict: pdtutor.CheckedAnswer = pdtutor.check("x^2", answer="2x", wrt="x")
    assert verdict.to_dict()["verdict"] == "correct"
    results = {
        "gradient": pdtutor.gradient(expression, wrt="x"),
        "jacobian": pdtutor.jacobian(["x y", "x + y"]),
        "hessian": pdtutor.hessian("x^2"),
        "directional": pdtutor.directional("x y", along="3,4"),
        "total": pdtutor.total("x y", wrt="x", given="y = x^2"),
        "subgradient": pdtutor.subgradient("abs(x)", at="x=0"),
        "limit": pdtutor.limit("x^2", wrt="x"),
        "backprop": pdtutor.backprop(["z = w*x", "L = z^2"]),
        "descent": pdtutor.descent("(w-1)^2", from_="w=0", rate=0.1, steps=3),
        "sensitivity": pdtutor.sensitivity("x y", at="x=1,y=2"),
        "scale": pdtutor.scale(params="10,100"),
        "surface": pdtutor.surface("x^2 + y^2"),
    }
    return {"read", "check", "partial", *results}
