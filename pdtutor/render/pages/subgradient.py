"""The page of kinks and subgradients: where the kinks lie; at a point the slopes, the sets, what frameworks return, and a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sympy import Expr

from pdtutor.calculus.nonsmooth.frameworks import FrameworkGradient
from pdtutor.calculus.nonsmooth.hull import contains
from pdtutor.calculus.nonsmooth.results import Kink, Local, Subgradient, SubgradientSet, Vector
from pdtutor.calculus.numeric import Compiled, evaluate
from pdtutor.calculus.results import Value
from pdtutor.explain import kinks as words
from pdtutor.explain.phrases import Sentence
from pdtutor.explain.sentences import decimal
from pdtutor.render.blocks import Block, Equation, Picture, Reading, Said, Section, Table
from pdtutor.render.labels import Label, Labels, titled
from pdtutor.render.pages import parts
from pdtutor.render.sketch import curve
from pdtutor.requests.results import SubgradientResult

TITLE = "Kinks and subgradients"
ROUNDING = 1e-9  # of a returned gradient, which floating point has rounded on the way back
CLARKE = Label("∂f", lambda: r"\partial f")


def sections(result: SubgradientResult, labels: Labels) -> tuple[Section, ...]:
    """The kinks, then the point."""
    found = result.subgradient
    kinks = Section(titled("Kinks"), _kinks(found, labels))
    if found.local is None:
        return (kinks,)
    place = labels.point(result.point)
    title = Label("At " + "".join(map(str, (labels.of(p) if not isinstance(p, str) else p for p in place))), lambda: _latex(place, labels))
    return (kinks, Section(title, _point(found, found.local, labels)))


def _latex(place: Sentence, labels: Labels) -> str:
    return r"\text{At }" + "".join(part if isinstance(part, str) else labels.latex(part) for part in place)


def equations(result: SubgradientResult, labels: Labels) -> tuple[Equation, ...]:
    """Clarke's set at the point, or the kinks."""
    local = result.subgradient.local
    if local is not None and local.clarke is not None:
        text = "".join(str(labels.of(p)) if not isinstance(p, str) else p for p in set_of(local.clarke, len(result.subgradient.variables)))
        return (Equation(CLARKE, Label(text, lambda: rf"\text{{{text}}}")),)
    places = [labels.of(kink.where) for kink in result.subgradient.kinks]
    listed = ", ".join(places) or "none"
    return (Equation(titled("kinks"), Label(listed, lambda: ", ".join(place.latex for place in places) or r"\text{none}")),)


# --- the kinks ------------------------------------------------------------------------------------------------------------------------


def _kinks(found: Subgradient, labels: Labels) -> tuple[Block, ...]:
    hint = [] if found.local is not None or not found.kinks else [Said(_hint(found))]
    return parts.spaced(
        [Reading(labels.call, found.of)],
        [_table(found.kinks)] if found.kinks else [],
        (Said(sentence) for sentence in words.overview(found)),
        hint,
    )


def _table(kinks: Sequence[Kink]) -> Table:
    has_sides = any(kink.sides for kink in kinks)
    heads: tuple[Sentence, ...] = (("where",), ("what",), *((("slope left",), ("slope right",)) if has_sides else ()))
    return Table(heads, tuple(_row(kink, has_sides) for kink in kinks))


def _row(kink: Kink, has_sides: bool) -> tuple[Sentence, ...]:
    sides = [parts.number(side) for side in kink.sides] if kink.sides else [("",), ("",)]
    decimals = [value.decimal for value in (kink.at or {}).values() if value.exact is None and value.decimal is not None]
    near: Sentence = (f", at ≈ {decimals[0]:.6g}",) if decimals else ()
    return (kink.where, *near), (words.KINDS[kink.kind],), *(tuple(sides) if has_sides else ())


def _hint(found: Subgradient) -> Sentence:
    kink = next((kink for kink in found.kinks if kink.at), None)
    if kink is None or kink.at is None or any(value.exact is None for value in kink.at.values()):
        return ("--at names a point, and shows its slopes, its subgradients and what frameworks return there.",)
    sentence: Sentence = ("For the subgradients at one of them: --at ",)
    for place, (variable, value) in enumerate(kink.at.items()):
        assert value.exact is not None
        sentence = (*sentence, "," if place else "", variable, "=", value.exact)
    return sentence


# --- the point ------------------------------------------------------------------------------------------------------------------------


def _point(found: Subgradient, local: Local, labels: Labels) -> tuple[Block, ...]:
    return parts.spaced(
        (Said(sentence) for sentence in words.standing(local, labels.letter)),
        _slopes(local, labels),
        _picture(found, local, labels),
        _clarke(local, len(found.variables)),
        [Said(("Convex subdifferential: ", *words.convex(local)))],
        _frameworks(found, local),
        (Said(sentence) for sentence in words.training(found, local)),
    )


def _slopes(local: Local, labels: Labels) -> Iterator[Block]:
    if local.is_differentiable and local.gradient is not None:
        variable, *others = local.one_sided
        if others:
            yield Said((labels.gradient, " = ", *parts.vector(local.gradient)))
        else:
            yield Said((labels.rate(labels.function, variable), " = ", *parts.number(local.gradient[0])))
        return
    rows = tuple(((variable,), *(_slope(side) for side in sides)) for variable, sides in local.one_sided.items())
    yield Table((("along",), ("slope left",), ("slope right",)), rows)


def _slope(side: Value) -> Sentence:
    return ("none",) if side.exact is None and side.decimal is None else parts.number(side)


def _clarke(local: Local, dimension: int) -> Iterator[Block]:
    if local.clarke is not None and local.clarke.kind != "unknown":
        yield Said(("Clarke subdifferential: ", CLARKE, " = ", *set_of(local.clarke, dimension)))
    for sentence in words.clarke(local):
        lead: Sentence = ("Clarke subdifferential: ",) if local.clarke is None or local.clarke.kind == "unknown" else ()
        yield Said((*lead, *sentence, *(_listed(local.pieces, dimension) if sentence == words.AVERAGES else ())))


def _listed(pieces: Sequence[Vector], dimension: int) -> Sentence:
    sentence: Sentence = ()
    for piece in pieces[:8]:
        sentence = (*sentence, *((", ",) if sentence else ()), *_coordinates(piece, dimension))
    return (*sentence, *((f" and {len(pieces) - 8} more",) if len(pieces) > 8 else ()), ".")


def _coordinates(vector: Vector, dimension: int) -> Sentence:
    return parts.number(vector[0]) if dimension == 1 else parts.vector(vector)


def set_of(found: SubgradientSet, dimension: int) -> Sentence:
    """[0, 1], {1}, or what else the set is."""
    if found.kind == "point":
        return ("{", *_coordinates(found.points[0], dimension), "}")
    if found.kind == "hull" and dimension == 1:
        low, high = found.points
        return ("[", *parts.number(low[0]), ",\u00a0", *parts.number(high[0]), "]")
    if found.kind == "hull":
        sentence: Sentence = (f"the {words.name_of_set(found, dimension)} with the corners ",)
        for place, point in enumerate(found.points):
            sentence = (*sentence, *((", ",) if place else ()), *parts.vector(point))
        return sentence
    if found.kind == "ball" and found.center is not None and found.radius is not None:
        lead = f"the {words.name_of_set(found, dimension)} around "
        return (lead, *parts.vector(found.center), " with radius ", *parts.number(found.radius))
    return ({"empty": "∅"}.get(found.kind, "unknown"),)


# --- frameworks -----------------------------------------------------------------------------------------------------------------------


def _frameworks(found: Subgradient, local: Local) -> Iterator[Block]:
    if not local.frameworks:
        return
    names = tuple((variable,) for variable in found.variables)
    heads: tuple[Sentence, ...] = (("returned by",), *names)
    yield Table(heads, tuple(_returned(each, len(names)) for each in local.frameworks))
    for verdict in (words.undefined, words.outside):
        names_of = [words.FRAMEWORK_NAMES[each.framework] for each in local.frameworks if _verdict(each, local) is verdict]
        if names_of:
            yield Said(verdict(names_of))


def _returned(each: FrameworkGradient, count: int) -> tuple[Sentence, ...]:
    name = f"{words.FRAMEWORK_NAMES[each.framework]} {each.version}"
    if each.gradient is None:
        return ((name,), (f"(it has no {each.why})",), *((("",),) * (count - 1)))
    return ((name,), *((_plain(slope),) for slope in each.gradient))


def _plain(slope: float) -> str:
    return "nan" if slope != slope else decimal(slope)


def _verdict(each: FrameworkGradient, local: Local) -> Callable[[Sequence[str]], Sentence] | None:
    """What there is to say about a returned gradient."""
    if each.gradient is None:
        return None
    if any(slope != slope for slope in each.gradient):
        return words.undefined
    if local.clarke is None or local.clarke.kind not in ("point", "hull") or any(abs(slope) == float("inf") for slope in each.gradient):
        return None
    corners = [[_number(part) for part in point] for point in local.clarke.points]
    return None if contains(corners, each.gradient, ROUNDING) else words.outside


def _number(value: Value) -> float:
    return float(evaluate(value.exact, {})) if value.exact is not None else value.decimal or 0.0


# --- the picture ----------------------------------------------------------------------------------------------------------------------


def _picture(found: Subgradient, local: Local, labels: Labels) -> Iterator[Block]:
    """The function along the variable across which the slopes differ most."""
    if local.is_differentiable:
        return
    variable = max(local.one_sided, key=lambda each: _gap(*local.one_sided[each]))
    center = float(evaluate(local.point[variable], {}))
    span = max(1.0, abs(center) / 2)
    along = _along(found.of, variable, local)
    others = [each for each in local.point if each != variable]
    still: Sentence = (", the others held at the point",) if others else ()
    caption: Sentence = (labels.function, " along ", variable, *still, "; the dotted line marks the point:")
    yield Picture(lambda width: parts.drawn(curve(along, center - span, center + span, center, width)), caption)


def _gap(left: Value, right: Value) -> float:
    if left.decimal is None or right.decimal is None:
        return float("inf")
    gap = abs(left.decimal - right.decimal)
    return gap if gap == gap else float("inf")


def _along(of: Expr, variable: Expr, local: Local) -> Callable[[float], float]:
    compiled = Compiled((of,))
    start = {each: float(evaluate(value, {})) for each, value in local.point.items()}
    return lambda x: float(compiled({**start, variable: x})[0])
