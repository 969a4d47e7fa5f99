"""What the commands of pasted LaTeX stand for.

Belongs here: tables. Does not: scanning (`tokens`) or the shape of fractions, sums and cases (`grammar`).
"""

from __future__ import annotations

from pdtutor.notation.names import GREEK

_SPACES = ", ; : ! > ( ) [ ] quad qquad thinspace displaystyle textstyle limits nolimits boldsymbol mathstrut nonumber"
SIZES = frozenset(
    ["left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr"]
)
SPACES = SIZES | {" ", *_SPACES.split()}
DELIMITERS = frozenset("()[]{}|\\.‖/⟨⟩∣∥<>")
OPERATORS = {
    "cdot": "*", "times": "*", "ast": "*", "odot": "*", "div": "/", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=", "geq": ">=",
    "geqslant": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">", "land": "and", "wedge": "and", "lor": "or", "vee": "or",
    "{": "(", "}": ")", "lbrace": "(", "rbrace": ")", "lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")",
    "lvert": "|", "rvert": "|", "vert": "|", "mid": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖",
    "\\": "\\\\", "prime": "'", "ldots": "..", "dots": "..",
}  # fmt: skip
_FUNCTIONS = (
    "sin cos tan sec csc cot sinh cosh tanh coth sech csch arcsin arccos arctan arccot arcsec arccsc arsinh arcosh artanh "
    "ln log exp max min erf sgn sign"
)
FUNCTIONS = frozenset(_FUNCTIONS.split())
LETTERS = (
    {name: letter for name, letter in GREEK.items() if name != "omicron"}
    | {"varepsilon": "ε", "vartheta": "θ", "varphi": "φ", "varrho": "ρ", "varsigma": "σ", "varkappa": "κ", "ell": "l"}
)  # fmt: skip
ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303", "widetilde": "\u0303", "dot": "\u0307",
}  # fmt: skip
WORDS = frozenset(["operatorname", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "text", "textrm", "textit", "textbf", "bm", "mathcal"])
STRUCTURES = {"frac": "frac", "dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "sqrt": "sqrt", "sum": "sum"}
REFUSED = {
    "partial": "Type the function alone; the derivatives are worked out for you.",
    "nabla": "Type the function alone; the gradient is worked out for you.",
    "int": "Integrals are not read here.",
    "lim": "Limits are not read here.",
    "prod": "Products over an index are not read here.",
    "infty": "Infinity is not a number that can be calculated with.",
    "pm": "± stands for two expressions; choose one sign.",
    "mp": "∓ stands for two expressions; choose one sign.",
}


def known_commands() -> list[str]:
    """Every command that is read, for naming the nearest one to a typing error."""
    tables = (SPACES, OPERATORS, FUNCTIONS, LETTERS, ACCENTS, WORDS, STRUCTURES, ("begin", "end"))
    return [name for table in tables for name in table if name.isalpha()]
