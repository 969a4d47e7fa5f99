"""From a wrong answer to the mistakes that explain it.

Belongs here: sample points, joining explanations of one answer, and the entry for each. Does not: the wrong ways (`trial`), or the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite

from sympy import Expr, Indexed, Integer, Sum

from pdtutor.calculus.derive import derive
from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.numeric import Compiled, Numbers, evaluate
from pdtutor.calculus.step import Step
from pdtutor.explain.mistakes.catalogue import CATALOGUE, rank
from pdtutor.explain.mistakes.explanations import explained
from pdtutor.explain.mistakes.place import Place
from pdtutor.explain.outline import line_of
from pdtutor.grading.asked import Entry
from pdtutor.grading.mistakes.formulas import Formula, FormulaScope
from pdtutor.grading.mistakes.learning import NAMED, is_learning
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.search import Found, is_same
from pdtutor.grading.mistakes.trial import Trial
from pdtutor.grading.mistakes.vectors import Vector
from pdtutor.grading.mistakes.whole import Question, sample_sizes
from pdtutor.grading.results import Mistake
from pdtutor.notation.algebra import substitute
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import variables_of
from pdtutor.notation.reading import Domain
from pdtutor.notation.sums import unrolled

POINTS = 6
FEWEST = 3
DRAWN = 120
LARGEST_VALUE = 1e9
TERMS = 3  # of a sum whose length is a name
TELLING_LITTLE = (0.0, 1.0)  # numbers that come out by chance
STILL = ("partial.other_kept_as_constant_term", "product.partial_needless")  # said of a part in which the variable is not
MOST_POSSIBLE = 4  # explanations listed where several remain
MOST_OTHER_WAYS = 2  # named beside the leading one
APART = ("product", "quotient", "power", "exp", "log", "trig", "table", "linear", "chain")  # kinds that are no other names of each other
LIKELIER = {
    "product.minus": ("trig.cos_sign", "exp.neg_sign"),
    "product.as_product": ("product.one_term",),
    "log.of_x": ("log.split_sum",),
    "linear.term_kept": ("chain.inner_missing", "exp.lna_missing", "question.function"),
    "partial.other_vanishes_in_product": ("linear.coeffs_lost",),
    "partial.wrong_variable": ("chain.inner_missing",),
}  # mistake → those that are done more often where either leads to the answer, against the order of the catalogue
SIGNS = frozenset(("trig.cos_sign", "trig.sin_sign", "exp.neg_sign", "linear.sign_lost", "chain.inner_sign"))  # names of one thing
SELDOM_APART = frozenset(("linear.term_lost", "chain.function_of_derivative"))  # what comes of something else that is named
FALLING = ("cosh", "acos")  # whose sign is mistaken, as the cosine's is, sooner than a rule


@dataclass(frozen=True)
class Diagnosis:
    """Everything that is needed to explain wrong answers to one question.

    entry    what was asked
    domains  of variables, by canonical name
    point    variable → value, where a value is asked for
    """

    entry: Entry
    domains: Mapping[str, Domain]
    point: Mapping[Expr, Expr]

    def mistakes(self, answer: Expr, place: tuple[int, ...] = ()) -> tuple[Mistake, ...]:
        """The mistakes that lead to an answer that is not right; none where nothing known does.

        answer  in the variables of the function, dependents put in
        """
        with deep_recursion():
            found = self._of_value if self.entry.value is not None else self._of_formula
            return tuple(found(self._unrolled(answer), place))

    def wrong_ways(self) -> Iterator[tuple[tuple[str, ...], Expr]]:
        """The mistakes that can be made here, each way with its ids and the formula that it leads to, in the question's variables."""
        trial = Trial(self._question, self._roots, self.entry.total, FormulaScope.of_learner((), self.entry.meanings))
        with deep_recursion():
            for found in trial.ways():
                if isinstance(found.value, Formula):
                    yield found.slip.ids, found.value.expression

    def told_apart(self) -> tuple[frozenset[str], ...]:
        """The mistakes that can be made here, those that lead to one answer together; those that lead to the right one are left out."""
        with deep_recursion():
            points = [self._there] if self._is_placed and self.point else self._points((self._question.function, self._question.derivative))
            trial = self._trial(points)
            groups: list[tuple[Vector, set[str]]] = []
            for found in trial.ways() if points else ():
                if not found.slip.is_weak and not is_same(found.value, trial.right, trial.right):
                    ids = next((ids for value, ids in groups if is_same(found.value, value, trial.right)), None)
                    groups.append((found.value, set(found.slip.ids))) if ids is None else ids.update(found.slip.ids)
            return tuple(frozenset(ids) for _, ids in groups)

    def _of_formula(self, answer: Expr, place: tuple[int, ...]) -> Iterator[Mistake]:
        points = self._points((self._question.function, self._question.derivative, answer))
        if len(points) < FEWEST:
            return
        trial = self._trial(points)
        found = trial.matches(answer)
        if found:
            yield self._joined(found, place)
            return
        yield from (self._joined(alike, place) for alike in trial.together(answer) if alike)

    def _of_value(self, answer: Expr, place: tuple[int, ...]) -> Iterator[Mistake]:
        """Wrong ways that give a number there; those that are different elsewhere are possible, no more."""
        if variables_of(answer):
            yield from self._formula_given(answer, place)
            return
        points = self._points((self._question.function, self._question.derivative))
        if not points or not self._is_placed:
            return
        there = self._trial([self._there])
        given, everywhere = there.value(answer), self._trial(points)
        groups: list[list[Found]] = []
        for here, found in zip(there.singles(self._question.function), everywhere.singles(self._question.function), strict=True):
            is_another = not is_same(found.value, everywhere.right, everywhere.right)
            if is_another and there.explains(here.value, given):
                group = next((group for group in groups if is_same(found.value, group[0].value, everywhere.right)), None)
                groups.append([found]) if group is None else group.append(found)
        likeliest = sorted(groups, key=lambda group: min(rank(id) for each in group for id in each.slip.ids))[:MOST_POSSIBLE]
        is_certain = len(groups) == 1 and abs(given[0]) not in TELLING_LITTLE
        yield from (self._joined(group, place, is_certain) for group in likeliest)

    @property
    def _is_placed(self) -> bool:
        """Whether the point gives every variable a number."""
        return variables_of(self._question.function) | set(self._question.order) <= self.point.keys()

    def _formula_given(self, answer: Expr, place: tuple[int, ...]) -> Iterator[Mistake]:
        value = self.entry.value
        if (value is not None and substitute(answer, self.point) == value.exact) or self._is_formula(answer):
            yield self._entry(("question.formula",), self._whole(None), None, None, place)

    def _is_formula(self, answer: Expr) -> bool:
        points = self._points((self._question.derivative, answer))
        if len(points) < FEWEST:
            return False
        trial = self._trial(points)
        return is_same(trial.value(answer), trial.right, trial.right)

    # --- the question as plain functions

    @cached_property
    def _question(self) -> Question:
        order = tuple(map(self._unrolled, self.entry.order))
        return Question(self._unrolled(self.entry.function), order, self._unrolled(self.entry.right))

    @cached_property
    def _roots(self) -> tuple[Step, ...]:
        if (self.entry.roots and not self._fixed) or self.entry.total is not None:
            return self.entry.roots
        roots: list[Step] = []
        for wrt in self._question.order:
            roots.append(derive(roots[-1].gives if roots else self._question.function, wrt))
        return tuple(roots)

    def _unrolled(self, expression: Expr) -> Expr:
        """Sums written out, with three terms where their length is a name; free indices as numbers."""
        if not self._fixed and not expression.has(Sum):
            return expression
        return substitute(unrolled(expression, self._fixed), self._fixed)

    @cached_property
    def _fixed(self) -> dict[Expr, Expr]:
        """Lengths of sums and free indices → the numbers they stand for while mistakes are looked for: that of the variable is 1."""
        region = Region((self.entry.function, *self.entry.order), {})
        bound = {limit[0] for total in self.entry.function.atoms(Sum) for limit in total.limits}
        of_variable = {symbol for variable in self.entry.order if isinstance(variable, Indexed) for symbol in variable.free_symbols}
        free = {index: Integer(1 if index in of_variable else 2) for index in region.indices - bound}
        return {**{end: Integer(TERMS) for end in region.bounds}, **free}

    def _folded(self, expression: Expr) -> Expr | None:
        """The expression with the indices of the question in it again; None where it mixes terms of a sum."""
        entries = {entry for entry in expression.atoms(Indexed) if all(index.is_Integer for index in entry.indices)}
        if not self._fixed or not entries:
            return expression
        pairs = zip(self._question.order, self.entry.order, strict=True)
        own = {fixed.indices: asked.indices for fixed, asked in pairs if isinstance(fixed, Indexed)}
        places = {entry.indices for entry in entries} - own.keys()
        bound = [limit[0] for total in self.entry.function.atoms(Sum) for limit in total.limits]
        if len(places) > 1 or (places and (len(bound) != 1 or len(next(iter(places))) != 1)):
            return None
        return expression.xreplace({entry: entry.base[own.get(entry.indices, tuple(bound))] for entry in entries})

    def _trial(self, points: Sequence[Numbers]) -> Trial:
        return Trial(self._question, self._roots, self.entry.total, Scope.of_learner(points, self.entry.meanings))

    @property
    def _there(self) -> Numbers:
        return {variable: float(evaluate(value, {})) for variable, value in self.point.items()}

    def _points(self, expressions: tuple[Expr, ...]) -> list[Numbers]:
        """Points where all have values of moderate size: first those where the last is not the same as the one before it."""
        plain = tuple(substitute(each, self.entry.meanings) for each in expressions)
        compiled = Compiled(plain)
        telling: list[Numbers] = []
        others: list[Numbers] = []
        curve = self.entry.curve
        within = plain if curve is None else (*plain, curve.relation)
        for point in Region(within, self.domains, curve=curve).points(DRAWN):
            values = _values(compiled, point)
            if values is None or any(abs(value) > LARGEST_VALUE for value in values):
                continue
            (telling if abs(values[-1] - values[-2]) > 1e-6 * abs(values[-2]) else others).append(point)
            if len(telling) == POINTS:
                break
        return [*telling, *others[:POINTS]]

    # --- what is told

    def _joined(self, found: Sequence[Found], place: tuple[int, ...], is_certain: bool = True) -> Mistake:
        """One entry for all explanations of one answer, the most specific leading."""
        ids = tuple(sorted(dict.fromkeys(id for each in found for id in each.slip.ids), key=self._order_among(found)))
        leading = next(each for each in found if ids[0] in each.slip.ids)
        node = leading.node
        where = self._whole(leading.slip.other) if node is None else self._at(leading)
        if ids[0] == "ml.mean_1_over_n":
            where = replace(where, other=next(sample_sizes(self.entry.function), where.other))
        line = None if node is None else self._line(leading)
        told = self._entry(ids, where, None if node is None else where.of, line, place, is_certain)
        return replace(told, other_ways=self._other_ways(found, ids))

    def _order_among(self, found: Sequence[Found]) -> Callable[[str], tuple[bool, bool, int]]:
        """The more specific first, and those last that are seldom what was done."""
        likely = self._likely(found)
        later = {id for id, others in LIKELIER.items() if not likely.isdisjoint(others)}
        if any(each.slip.ids == ("table.wrong_entry",) and _name(each) in FALLING for each in found):
            later.add("product.minus")
        return lambda id: (id not in likely, id in later, rank(id))

    def _likely(self, found: Sequence[Found]) -> set[str]:
        likely = {id for each in found if not each.slip.is_weak for id in each.slip.ids}
        return likely if is_learning(self.entry.function, self.entry.order[-1]) else likely - NAMED

    def _other_ways(self, found: Sequence[Found], ids: Sequence[str]) -> tuple[str, ...]:
        """The names of what else may have been done that leads to the very same answer, without other names of the first of `ids`."""
        if CATALOGUE[ids[0]].kind not in APART:
            return ()
        same = {id for each in found if ids[0] in each.slip.ids for id in each.slip.ids}
        others = {each.slip.ids[0] for each in found if not each.slip.is_weak and same.isdisjoint(each.slip.ids)} - SELDOM_APART
        others -= SIGNS if ids[0] in SIGNS else frozenset()
        return tuple(CATALOGUE[id].name for id in ids if id in others and CATALOGUE[id].kind in APART)[:MOST_OTHER_WAYS]

    def _entry(
        self, ids: tuple[str, ...], at: Place, where: Expr | None, line: str | None, place: tuple[int, ...], is_certain: bool = True
    ) -> Mistake:
        first, *also = ids
        return Mistake(first, CATALOGUE[first].name, explained(first, at), tuple(also), where, line, is_certain, place)

    def _line(self, found: Found) -> str | None:
        """The line as plain text numbers it; of several differentiations also which one. Paths of a total derivative have no lines."""
        if found.root is None or found.node is None or self.entry.total is not None or self._roots is not self.entry.roots:
            return None
        line = line_of(found.root, [each.step for each in found.node.lineage])
        if len(self._roots) == 1 or line is None:
            return line
        turn = next((number for number, root in enumerate(self._roots, 1) if root is found.root), len(self._roots))
        return f"{line} of differentiation {turn}"

    def _whole(self, other: Expr | None) -> Place:
        """The question as a whole as the place of a mistake."""
        asked, order = self._question, self.entry.order
        root = self._roots[-1] if self._roots else Step("table", asked.function, order[-1], asked.derivative)
        function = self.entry.function if self.entry.curve is None else self.entry.curve.target
        told = None if other is None else self._folded(other)
        return Place(root, function, order[-1], function, order, None, told, self.entry.right)

    def _at(self, found: Found) -> Place:
        """One node as the place: of an outer function, the chain that it belongs to."""
        node = found.node
        assert node is not None
        node = node.above if node.name is not None and node.above is not None else node
        put_back = node.scope.put_back
        inner = next(iter(node.step.names.values()), None)
        return Place(
            node.step,
            self._told(put_back(node.step.of)),
            self.entry.order[-1] if self.entry.total is None or found.root is None else found.root.wrt,
            self.entry.function,
            self.entry.order,
            None if inner is None else self._folded(put_back(inner)),
            None if found.slip.other is None else self._standing_still(found.slip.ids, self._folded(put_back(found.slip.other))),
            self.entry.right,
        )

    def _standing_still(self, ids: tuple[str, ...], other: Expr | None) -> Expr | None:
        """The part that a mistake is said of; None where it stands for every term of a sum, of which one does move."""
        bound = {limit[0] for total in self.entry.function.atoms(Sum) for limit in total.limits}
        is_every_term = other is not None and bool(bound & other.free_symbols) and not set(ids).isdisjoint(STILL)
        return None if is_every_term else other

    def _told(self, expression: Expr) -> Expr:
        """A part of the function in the question's own indices, the whole function where it has no such form."""
        folded = self._folded(expression)
        return self.entry.function if folded is None else folded


def _name(found: Found) -> str:
    """What the function is called whose slope is wrong."""
    return "" if found.node is None else str(found.node.step.of.func.__name__)


def _values(compiled: Compiled, point: Numbers) -> tuple[float, ...] | None:
    try:
        values = tuple(map(float, compiled(point)))
    except OverflowError:
        return None
    return values if all(map(isfinite, values)) else None
