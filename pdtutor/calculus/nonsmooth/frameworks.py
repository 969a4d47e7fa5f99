"""What PyTorch and JAX return as the gradient of the user's own graph: its primitives, and the sweep back over them in floating point.

Belongs here: recording a parse tree with a framework's primitives, and its backward pass. Does not: what each primitive does
(`conventions`), how a SymPy expression is written (`written`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial

from sympy import Expr, Indexed

from pdtutor.calculus.nonsmooth.conventions import FRAMEWORKS, Framework, Primitive, RefusedError
from pdtutor.calculus.nonsmooth.floating import NAN, divided
from pdtutor.calculus.nonsmooth.written import written
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.value import as_float
from pdtutor.notation.calls import CALLS
from pdtutor.notation.names import canonical
from pdtutor.notation.reader import tree
from pdtutor.notation.reading import Vocabulary
from pdtutor.notation.sums import MOST_TERMS
from pdtutor.notation.tree import Node

MOST_PRIMITIVES = 250_000  # twice what the longest text can name
CONSTANTS = {"pi": 3.141592653589793, "e": 2.718281828459045, "True": 1.0, "False": 0.0}
CONDITIONS = {"Eq": "==", "Ne": "!=", "Lt": "<", "Le": "<=", "Gt": ">", "Ge": ">=", "And": "and", "Or": "or"}


@dataclass(frozen=True)
class FrameworkGradient:
    """What a framework returns as a gradient at a point.

    framework  "torch" or "jax"
    version    the one that its conventions were taken from
    gradient   by variable, nan and infinities as the framework gives them, 0 where the graph does not reach a variable; None where
               the framework cannot compute the function
    why        where gradient is None: the function that it lacks, or refuses there (bce outside [0, 1] in PyTorch); "sum" for a sum
               without a number of terms, or with too many; a name that the point leaves out
    """

    framework: str
    version: str
    gradient: tuple[float, ...] | None
    why: str | None = None


def framework_gradients(source: Node | Expr, variables: Sequence[Expr], point: Mapping[Expr, Expr]) -> tuple[FrameworkGradient, ...]:
    """The gradient by the variables that each framework returns at a point, in double precision.

    source     the parse tree of the user's text, or a SymPy expression, which is read as Python would print it
    variables  symbols or entries of indexed names
    point      a number for each name in the source; those that are no variables are constant tensors

    A function that a framework lacks is written by its definition (see `conventions`).
    """
    node = source if isinstance(source, Node) else written(source)
    numbers = {_name_at(name, point): as_float(evaluate(value, {})) for name, value in point.items()}
    wanted = [_name_at(variable, point) for variable in variables]
    return tuple(_returned(framework, node, wanted, numbers) for framework in FRAMEWORKS)


def _name_at(variable: Expr, point: Mapping[Expr, Expr]) -> str:
    """The name of a variable, of x[k] with its index as the point has it."""
    if isinstance(variable, Indexed):
        return str(variable.base[tuple(index.xreplace(dict(point)) for index in variable.indices)])
    return str(variable)


def _returned(framework: Framework, node: Node, variables: Sequence[str], numbers: Mapping[str, float]) -> FrameworkGradient:
    recording = _Recording(framework, frozenset(variables), numbers)
    try:
        output = recording.of(node)
    except RefusedError as refused:
        return FrameworkGradient(framework.name, framework.version, None, str(refused))
    adjoints = recording.swept_back(output)
    return FrameworkGradient(framework.name, framework.version, tuple(adjoints.get(variable, 0.0) for variable in variables))


@dataclass(frozen=True, eq=False)
class _Scope:
    """The names that have a place in the graph of their own: parameters of a definition, and the indices that are being summed over.

    terms  how many the sums have together
    """

    places: Mapping[str, int] = field(default_factory=dict)
    summed: frozenset[str] = frozenset()
    terms: int = 1

    def over(self, index: str, place: int, terms: int) -> _Scope:
        return _Scope({**self.places, index: place}, self.summed | {index}, self.terms * terms)


class _Recording:
    """A graph that is being recorded in topological order, its values computed as it grows, without recursion.

    Four lists, one entry a primitive: its value, its kind (see `conventions.Kinds`), the primitive and the places of its operands.
    `_todo` is what remains to be done, the next last; `_done` holds the places of the parts that wait for what is made of them.
    """

    def __init__(self, framework: Framework, moving: frozenset[str], numbers: Mapping[str, float]) -> None:
        self._framework = framework
        self._moving = moving
        self._numbers = numbers
        self._values: list[float] = []
        self._kinds: list[str] = []
        self._primitives: list[Primitive | None] = []
        self._operands: list[tuple[int, ...]] = []
        self._variables: dict[str, int] = {}
        self._known: dict[tuple[Node, _Scope], int] = {}
        self._todo: list[Callable[[], None]] = []
        self._done: list[int] = []

    def of(self, root: Node) -> int:
        """The place of a whole tree."""
        self._visit([root], _Scope())
        while self._todo:
            self._todo.pop()()
        return self._done.pop()

    def swept_back(self, output: int) -> dict[str, float]:
        """∂output/∂v for each variable that the graph reaches."""
        adjoints: list[float | None] = [None] * output + [1.0]
        for place in range(output, -1, -1):
            primitive, adjoint = self._primitives[place], adjoints[place]
            if primitive is None or adjoint is None:
                continue
            operands = self._operands[place]
            sent = primitive.backward(adjoint, self._values[place], *(self._values[operand] for operand in operands))
            for operand, cotangent in zip(operands, sent, strict=True):
                if cotangent is not None and self._kinds[operand] == "moving":
                    known = adjoints[operand]
                    adjoints[operand] = cotangent if known is None else known + cotangent
        return {name: adjoint for name, place in self._variables.items() if (adjoint := adjoints[place]) is not None}

    # the graph

    def _leaf(self, value: float, kind: str) -> int:
        return self._added(value, kind, None, ())

    def _added(self, value: float, kind: str, primitive: Primitive | None, operands: tuple[int, ...]) -> int:
        if len(self._values) >= MOST_PRIMITIVES:
            raise RefusedError("sum")
        self._values.append(value)
        self._kinds.append(kind)
        self._primitives.append(primitive)
        self._operands.append(operands)
        return len(self._values) - 1

    def _primitive(self, name: str, *operands: int) -> int:
        name = self._written(name, operands)
        primitive = self._framework.primitives.get(name)
        if primitive is None:
            raise RefusedError(name)
        value = primitive.forward(*(self._values[operand] for operand in operands))
        kind = self._kind(name, operands)
        return self._added(value + 0.0 if kind == "integer" else value, kind, primitive, operands)  # Python's 0 has no sign

    def _written(self, name: str, operands: Sequence[int]) -> str:
        choose = self._framework.written.get(name)
        return choose([self._kinds[operand] for operand in operands]) if choose else name

    def _kind(self, name: str, operands: Sequence[int]) -> str:
        kinds = {self._kinds[operand] for operand in operands}
        if kinds == {"integer"} and name not in ("add", "subtract", "multiply", "negate"):
            return "number"
        return next(kind for kind in ("moving", "held", "number", "integer") if kind in kinds)

    # from the tree

    def _visit(self, nodes: Sequence[Node], scope: _Scope) -> None:
        """Have these nodes recorded next, the first one first."""
        self._todo.extend(partial(self._record, node, scope) for node in reversed(nodes))

    def _record(self, node: Node, scope: _Scope) -> None:
        known = self._known.get((node, scope))
        if known is not None:
            self._done.append(known)
            return
        if node.parts:
            self._todo.append(partial(self._remember, node, scope))
        _RECORDS[node.kind](self, node, scope)

    def _remember(self, node: Node, scope: _Scope) -> None:
        self._known[node, scope] = self._done[-1]

    def _taken(self, count: int) -> list[int]:
        """The last places that were done, no longer waiting."""
        taken = self._done[len(self._done) - count :]
        del self._done[len(self._done) - count :]
        return taken

    def _then(self, finish: Callable[..., int], node: Node, scope: _Scope) -> None:
        """Record a node's parts, then what they make."""
        self._todo.append(lambda: self._done.append(finish(*self._taken(len(node.parts)))))
        self._visit(node.parts, scope)

    def _number(self, node: Node, _: _Scope) -> None:
        above, line, below = node.value.partition("/")
        value = divided(float(above), float(below)) if line else float(above)
        self._done.append(self._leaf(value, "integer" if node.value.isdigit() else "number"))

    def _constant(self, node: Node, _: _Scope) -> None:
        self._done.append(self._leaf(CONSTANTS[node.value], "number"))

    def _name(self, node: Node, scope: _Scope) -> None:
        name = _canonical(node.value)
        place = scope.places.get(name)
        if place is None and name not in self._numbers:
            name = self._subscripted(node.value, scope)
        self._done.append(self._variable(name) if place is None else place)

    def _subscripted(self, typed: str, scope: _Scope) -> str:
        """w_i under a sum over i is the entry w[i]."""
        family, _, letters = typed.partition("_")
        if not scope.summed & set(letters):
            return canonical(typed)
        places = [scope.places[letter] if letter in scope.places else self._variable(letter) for letter in letters]
        return _entry(canonical(family), [self._values[place] for place in places])

    def _variable(self, name: str) -> int:
        if name not in self._numbers:
            raise RefusedError(name)
        if name not in self._variables:
            self._variables[name] = self._leaf(self._numbers[name], "moving" if name in self._moving else "held")
        return self._variables[name]

    def _index(self, node: Node, scope: _Scope) -> None:
        family = canonical(node.value)
        self._then(lambda *indices: self._variable(_entry(family, [self._values[index] for index in indices])), node, scope)

    def _sum(self, node: Node, scope: _Scope) -> None:
        def add(first: int, *others: int) -> int:
            total = self._primitive("negate", first) if node.value[0] == "-" else first
            for sign, term in zip(node.value[1:], others, strict=True):
                total = self._primitive("subtract" if sign == "-" else "add", total, term)
            return total

        self._then(add, node, scope)

    def _product(self, node: Node, scope: _Scope) -> None:
        def multiply(first: int, *others: int) -> int:
            product = first
            for operator, factor in zip(node.value[1:], others, strict=True):
                product = self._primitive("divide" if operator == "/" else "multiply", product, factor)
            return product

        self._then(multiply, node, scope)

    def _negative(self, node: Node, scope: _Scope) -> None:
        self._then(partial(self._primitive, "negate"), node, scope)

    def _power(self, node: Node, scope: _Scope) -> None:
        base, exponent = node.parts
        if base.kind == "constant" and base.value == "e":
            self._apply("exp", [exponent], scope)
        else:
            self._then(partial(self._primitive, "power"), node, scope)

    def _relation(self, node: Node, scope: _Scope) -> None:
        def compare(*sides: int) -> int:
            holds = [self._primitive(operator, *sides[k : k + 2]) for k, operator in enumerate(node.value)]
            return holds[0] if len(holds) == 1 else self._primitive("and", *holds)

        self._then(compare, node, scope)

    def _logic(self, node: Node, scope: _Scope) -> None:
        self._then(partial(self._primitive, node.value), node, scope)

    def _unknown(self, node: Node, _: _Scope) -> None:
        raise RefusedError(canonical(node.value[0]))

    # functions

    def _call(self, node: Node, scope: _Scope) -> None:
        special = _SPECIAL.get(node.value)
        if special:
            special(self, node, scope)
        elif node.value in CONDITIONS:
            self._then(partial(self._primitive, CONDITIONS[node.value]), node, scope)
        elif node.value in CALLS:
            arguments = _completed(node)
            is_natural = node.value == "log" and len(node.parts) == 1
            self._apply("ln" if is_natural else node.value, arguments[:1] if is_natural else arguments, scope)
        else:
            raise RefusedError(node.value)

    def _apply(self, function: str, arguments: Sequence[Node], scope: _Scope) -> None:
        self._todo.append(partial(self._called, function, len(arguments)))
        self._visit(arguments, scope)

    def _called(self, function: str, count: int) -> None:
        """The function of the last places: a primitive, or what is written for it."""
        operands = self._taken(count)
        definition = self._framework.definitions.get(self._written(function, operands))
        if definition is None:
            self._done.append(self._primitive(function, *operands))
        else:
            parameters, body = definition
            self._visit([_definition(parameters, body)], _Scope(dict(zip(parameters.split(), operands, strict=True))))

    def _where(self, node: Node, scope: _Scope) -> None:
        self._then(self._chosen, node, scope)

    def _piecewise(self, node: Node, scope: _Scope) -> None:
        parts = tuple(part for pair in node.parts for part in reversed(pair.parts))
        self._then(self._chosen, Node("call", node.at, node.end, "where", parts), scope)

    def _chosen(self, *parts: int) -> int:
        """where(condition, value, …, last): one where in the other."""
        pairs = len(parts) // 2
        chosen = parts[-1] if len(parts) % 2 else self._leaf(NAN, "number")
        for k in reversed(range(pairs)):
            chosen = self._primitive("where", parts[2 * k], parts[2 * k + 1], chosen)
        return chosen

    def _indexed_sum(self, node: Node, scope: _Scope) -> None:
        body, *bounds = node.parts
        if bounds[0].kind in ("range", "tuple"):
            bounds = [*([bounds[0]] if bounds[0].kind == "range" else []), *bounds[0].parts]
        index, *ends = bounds
        self._todo.append(partial(self._unroll, body, canonical(index.value), scope))
        self._visit(ends, scope)

    def _unroll(self, body: Node, index: str, scope: _Scope) -> None:
        """The terms of the sum between the last two places."""
        low, high = (self._values[place] for place in self._taken(2))
        if not (low.is_integer() and high.is_integer() and scope.terms * (high - low + 1) <= MOST_TERMS):
            raise RefusedError("sum")
        terms = range(int(low), int(high) + 1)
        self._todo.append(partial(self._total, len(terms)))
        for k in reversed(terms):
            self._visit([body], scope.over(index, self._leaf(float(k), "integer"), len(terms)))

    def _total(self, count: int) -> None:
        total, *others = self._taken(count) or [self._leaf(0.0, "integer")]
        for term in others:
            total = self._primitive("add", total, term)
        self._done.append(total)

    def _derivative(self, node: Node, _: _Scope) -> None:
        unknown = next((part for part in node.walk() if part.kind == "unknown"), None)
        raise RefusedError(node.value if unknown is None else canonical(unknown.value[0]))


_canonical = lru_cache(4096)(canonical)


def _entry(family: str, indices: Sequence[float]) -> str:
    return f"{family}[{', '.join(str(int(index)) for index in indices)}]"


def _completed(node: Node) -> list[Node]:
    """The arguments in order, keywords put in place and defaults added."""
    call = CALLS[node.value]
    if not call.names:
        return list(node.parts)
    defaults = zip(call.names[len(call.names) - len(call.defaults) :], map(written, call.defaults), strict=True)
    placed = zip(call.names, (part for part in node.parts if part.kind != "keyword"), strict=False)
    named = ((part.value, part.parts[0]) for part in node.parts if part.kind == "keyword")
    arguments = dict([*defaults, *placed, *named])
    return [arguments[name] for name in call.names]


@cache
def _definition(parameters: str, body: str) -> Node:
    return tree(body, Vocabulary(whole=frozenset(parameters.split())))


_SPECIAL: dict[str, Callable[[_Recording, Node, _Scope], None]] = {
    "where": _Recording._where,
    "Piecewise": _Recording._piecewise,
    "sum": _Recording._indexed_sum,
    "Sum": _Recording._indexed_sum,
    "Derivative": _Recording._derivative,
    "Subs": _Recording._derivative,
}
_RECORDS: dict[str, Callable[[_Recording, Node, _Scope], None]] = {
    "number": _Recording._number,
    "constant": _Recording._constant,
    "name": _Recording._name,
    "sum": _Recording._sum,
    "product": _Recording._product,
    "negative": _Recording._negative,
    "power": _Recording._power,
    "call": _Recording._call,
    "unknown": _Recording._unknown,
    "index": _Recording._index,
    "relation": _Recording._relation,
    "logic": _Recording._logic,
}
