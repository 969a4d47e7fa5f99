"""A tutor for partial derivatives: every step derived, explained and proved.

    >>> import pdtutor
    >>> pdtutor.partial("x^2 y", wrt="x")
    ∂f/∂x = 2·x·y

Belongs here: the names of the public Python interface, each loaded when first used. Does not: any code behind them (`render.presented`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pdtutor.errors import TutorError
    from pdtutor.render.presented import (
        Backpropagation,
        CheckedAnswer,
        Descents,
        DirectionalDerivative,
        FirstPrinciples,
        GradientVector,
        HessianMatrix,
        JacobianMatrix,
        OperationCounts,
        PartialDerivatives,
        Sensitivities,
        Subgradients,
        SurfacePicture,
        TotalDerivative,
        backprop,
        check,
        descent,
        directional,
        gradient,
        hessian,
        jacobian,
        limit,
        partial,
        read,
        scale,
        sensitivity,
        subgradient,
        surface,
        total,
    )

    __version__: str

__all__ = [
    "Backpropagation",
    "CheckedAnswer",
    "Descents",
    "DirectionalDerivative",
    "FirstPrinciples",
    "GradientVector",
    "HessianMatrix",
    "JacobianMatrix",
    "OperationCounts",
    "PartialDerivatives",
    "Sensitivities",
    "Subgradients",
    "SurfacePicture",
    "TotalDerivative",
    "TutorError",
    "__version__",
    "backprop",
    "check",
    "descent",
    "directional",
    "gradient",
    "hessian",
    "jacobian",
    "limit",
    "partial",
    "read",
    "scale",
    "sensitivity",
    "subgradient",
    "surface",
    "total",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = _loaded(name)
    return value


def _loaded(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version(__name__)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.errors" if name == "TutorError" else f"{__name__}.render.presented"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
