"""The real PyTorch and JAX at work on a parse tree, each function called as a user of the framework would call it.

Belongs here: the oracle, which shares nothing with the package but the tree. Does not: what is compared (`test_frameworks`).
"""

from __future__ import annotations

import importlib.metadata
import math
import operator
import warnings

from pdtutor.notation.calls import CALLS
from pdtutor.notation.names import canonical

RELATIONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne}
BY_INVERSE = {"asec": "acos", "acsc": "asin", "acot": "atan", "asech": "acosh", "acsch": "asinh", "acoth": "atanh"}
BY_RECIPROCAL = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
_PLAIN = "exp expm1 log1p log2 log10 sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh abs sign"
PLAIN = tuple(_PLAIN.split())


def installed(package: str) -> str | None:
    """The version of a package without its build, or None."""
    try:
        return importlib.metadata.version(package).partition("+")[0]
    except importlib.metadata.PackageNotFoundError:
        return None


def has_names(node) -> bool:
    """Whether a variable stands in it; a user would compute it beforehand if not."""
    return any(part.kind == "name" for part in node.walk())


class Interpreter:
    """A tree evaluated by Python's operators and a framework's functions."""

    def value(self, node, names):
        return getattr(self, f"_{node.kind}")(node, names)

    def _values(self, node, names):
        return [self.value(part, names) for part in node.parts]

    def _number(self, node, _):
        above, line, below = node.value.partition("/")
        if line:
            return int(above) / int(below)
        return int(above) if above.isdigit() else float(above)

    def _constant(self, node, _):
        return getattr(math, node.value)

    def _name(self, node, names):
        return names[canonical(node.value)]

    def _sum(self, node, names):
        total, *others = self._values(node, names)
        total = -total if node.value[0] == "-" else total
        for sign, term in zip(node.value[1:], others, strict=True):
            total = total - term if sign == "-" else total + term
        return total

    def _product(self, node, names):
        product, *others = self._values(node, names)
        for sign, factor in zip(node.value[1:], others, strict=True):
            product = product / factor if sign == "/" else product * factor
        return product

    def _negative(self, node, names):
        return -self.value(node.parts[0], names)

    def _power(self, node, names):
        base, exponent = node.parts
        if base.kind == "constant" and base.value == "e":
            return self.functions["exp"](self.tensor(self.value(exponent, names)))
        return self.value(base, names) ** self.value(exponent, names)

    def _relation(self, node, names):
        sides = [self.tensor(side) for side in self._values(node, names)]
        holds = [RELATIONS[sign](sides[k], sides[k + 1]) for k, sign in enumerate(node.value)]
        return holds[0] if len(holds) == 1 else holds[0] & holds[1]

    def _logic(self, node, names):
        one, other = self._values(node, names)
        return one & other if node.value == "and" else one | other

    def _call(self, node, names):
        if node.value == "where":
            condition, value, *others = node.parts
            rest = others[0] if len(others) == 1 else type(node)("call", 0, 0, "where", tuple(others))
            return self.where(self.value(condition, names), self.value(value, names), self.value(rest, names))
        arguments = self._values(node, names)
        call = CALLS[node.value]
        missing = len(call.names) - len(arguments)
        arguments += [float(default) for default in call.defaults[len(call.defaults) - missing :]] if call.names and missing else []
        if node.value == "log":
            return self.functions["ln"](self.tensor(arguments[0])) / self.functions["ln"](self.tensor(arguments[1]))
        if node.value == "root":
            return arguments[0] ** (1 / arguments[1])
        if node.value in BY_RECIPROCAL:
            return 1 / self.functions[BY_RECIPROCAL[node.value]](self.tensor(arguments[0]))
        if node.value in BY_INVERSE:
            return self.functions[BY_INVERSE[node.value]](1 / self.tensor(arguments[0]))
        if node.value == "clip":
            bounds = zip(node.parts[1:], arguments[1:], strict=True)
            return self.clip(arguments[0], *(bound if has_names(part) else float(bound) for part, bound in bounds))
        return self.functions[node.value](*map(self.tensor, arguments))


class Torch(Interpreter):
    """PyTorch in double precision."""

    name = "torch"

    def __init__(self) -> None:
        import torch
        from torch.nn import functional

        self.torch = torch
        plain = {name: getattr(torch, name) for name in PLAIN}
        activations = "relu relu6 silu gelu softplus hardswish hardtanh"
        named = {name: getattr(functional, name) for name in activations.split()}
        zero = torch.tensor(0.0, dtype=torch.float64)

        def stack(arguments):
            return torch.stack(list(arguments))

        def elu(x, a):
            return torch.where(x > 0, x, a * (torch.exp(x) - 1)) if a.requires_grad else functional.elu(x, a.item())

        def leaky_relu(x, a):
            return torch.where(x > 0, x, a * x) if a.requires_grad else functional.leaky_relu(x, a.item())

        def huber(r, d):
            if d.requires_grad:
                return torch.where(torch.abs(r) <= d, r**2 / 2, d * (torch.abs(r) - d / 2))
            return functional.huber_loss(r, zero, reduction="none", delta=d.item())

        self.functions = {
            **plain,
            **named,
            "atan2": torch.atan2,
            "ln": torch.log,
            "erf": torch.erf,
            "erfc": torch.erfc,
            "sigmoid": torch.sigmoid,
            "cbrt": lambda x: torch.sign(x) * torch.abs(x) ** (1 / 3),
            "max": lambda *a: a[0] if len(a) == 1 else torch.maximum(*a) if len(a) == 2 else torch.amax(stack(a), 0),
            "min": lambda *a: a[0] if len(a) == 1 else torch.minimum(*a) if len(a) == 2 else torch.amin(stack(a), 0),
            "elu": elu,
            "leaky_relu": leaky_relu,
            "huber": huber,
            "bce": lambda p, y: functional.binary_cross_entropy(p, y, reduction="none"),
            "logsumexp": lambda *a: torch.logsumexp(stack(a), 0),
            "norm": lambda *a: torch.linalg.vector_norm(stack(a)),
        }

    def tensor(self, value):
        return value if isinstance(value, self.torch.Tensor) else self.torch.tensor(float(value), dtype=self.torch.float64)

    def where(self, condition, value, other):
        return self.torch.where(condition, self.tensor(value), self.tensor(other))

    def clip(self, x, low, high):
        if isinstance(low, (int, float)) and isinstance(high, (int, float)):
            return self.torch.clamp(self.tensor(x), low, high)
        return self.torch.clamp(self.tensor(x), self.tensor(low), self.tensor(high))

    def gradient(self, node, names, variables):
        tensors = {
            name: self.torch.tensor(value, dtype=self.torch.float64, requires_grad=name in variables) for name, value in names.items()
        }
        output = self.tensor(self.value(node, tensors))
        wanted = [tensors[name] for name in variables]
        if not output.requires_grad:
            return tuple(0.0 for _ in wanted)
        found = self.torch.autograd.grad(output, wanted, allow_unused=True)
        return tuple(0.0 if entry is None else entry.item() for entry in found)


class Jax(Interpreter):
    """JAX in double precision."""

    name = "jax"

    def __init__(self) -> None:
        import jax
        import jax.numpy as jnp
        from jax.scipy import special

        jax.config.update("jax_enable_x64", True)
        self.jax, self.jnp = jax, jnp
        nn = jax.nn

        def stack(arguments):
            return jnp.stack(list(arguments))

        self.functions = {
            **{name: getattr(jnp, name) for name in PLAIN},
            "atan2": jnp.arctan2,
            "cbrt": jnp.cbrt,
            "ln": jnp.log,
            "erf": special.erf,
            "erfc": special.erfc,
            "relu": nn.relu,
            "relu6": nn.relu6,
            "silu": nn.silu,
            "gelu": lambda x: nn.gelu(x, approximate=False),
            "softplus": nn.softplus,
            "sigmoid": nn.sigmoid,
            "hardswish": nn.hard_swish,
            "hardtanh": nn.hard_tanh,
            "elu": nn.elu,
            "leaky_relu": nn.leaky_relu,
            "max": lambda *a: a[0] if len(a) == 1 else jnp.maximum(*a) if len(a) == 2 else jnp.max(stack(a)),
            "min": lambda *a: a[0] if len(a) == 1 else jnp.minimum(*a) if len(a) == 2 else jnp.min(stack(a)),
            "huber": lambda r, d: jnp.where(jnp.abs(r) <= d, r**2 / 2, d * (jnp.abs(r) - d / 2)),
            "bce": lambda p, y: -y * jnp.log(p) - (1 - y) * jnp.log(1 - p),
            "logsumexp": lambda *a: nn.logsumexp(stack(a)),
            "norm": lambda *a: jnp.linalg.norm(stack(a)),
        }

    def tensor(self, value):
        return self.jnp.asarray(float(value), dtype="float64") if isinstance(value, (int, float)) else value

    def where(self, condition, value, other):
        return self.jnp.where(condition, self.tensor(value), self.tensor(other))

    def clip(self, x, low, high):
        return self.jnp.clip(self.tensor(x), low, high)

    def gradient(self, node, names, variables):
        held = {name: self.tensor(value) for name, value in names.items() if name not in variables}

        def function(*values):
            return self.tensor(self.value(node, {**held, **dict(zip(variables, values, strict=True))}))

        found = self.jax.grad(function, argnums=tuple(range(len(variables))))(*(self.tensor(names[name]) for name in variables))
        return tuple(map(float, found))


def real(framework: str) -> Interpreter:
    """The installed framework; its own warnings are none of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Torch() if framework == "torch" else Jax()
