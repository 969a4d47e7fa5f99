"""The optimizers of PyTorch 2, written down once more: lists of numbers, one statement for each statement of torch.optim.

Belongs here: the reference alone. It knows nothing of pdtutor; the names are PyTorch's.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

Gradient = Callable[[list[float]], list[float]]


def sgd(grad: Gradient, params: list[float], lr: float, steps: int, momentum: float = 0.0, nesterov: bool = False) -> list[list[float]]:
    path, buf = [list(params)], None
    for _ in range(steps):
        d_p = grad(path[-1])
        if momentum:
            buf = list(d_p) if buf is None else [momentum * b + d for b, d in zip(buf, d_p, strict=True)]
            d_p = [d + momentum * b for d, b in zip(d_p, buf, strict=True)] if nesterov else buf
        path.append([p - lr * d for p, d in zip(path[-1], d_p, strict=True)])
    return path


def adagrad(grad: Gradient, params: list[float], lr: float, steps: int, eps: float = 1e-10) -> list[list[float]]:
    path, state_sum = [list(params)], [0.0] * len(params)
    for _ in range(steps):
        g = grad(path[-1])
        state_sum = [s + d**2 for s, d in zip(state_sum, g, strict=True)]
        path.append([p - lr * d / (sqrt(s) + eps) for p, d, s in zip(path[-1], g, state_sum, strict=True)])
    return path


def rmsprop(grad: Gradient, params: list[float], lr: float, steps: int, alpha: float = 0.99, eps: float = 1e-8) -> list[list[float]]:
    path, square_avg = [list(params)], [0.0] * len(params)
    for _ in range(steps):
        g = grad(path[-1])
        square_avg = [alpha * s + (1 - alpha) * d * d for s, d in zip(square_avg, g, strict=True)]
        path.append([p - lr * (d / (sqrt(s) + eps)) for p, d, s in zip(path[-1], g, square_avg, strict=True)])
    return path


def adam(
    grad: Gradient, params: list[float], lr: float, steps: int, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8
) -> list[list[float]]:
    """The root of the second moment is corrected before ε is added to it."""
    path, beta1, beta2 = [list(params)], *betas
    exp_avg, exp_avg_sq = [0.0] * len(params), [0.0] * len(params)
    for step in range(1, steps + 1):
        g = grad(path[-1])
        exp_avg = [_lerp(m, d, 1 - beta1) for m, d in zip(exp_avg, g, strict=True)]
        exp_avg_sq = [v * beta2 + (1 - beta2) * d * d for v, d in zip(exp_avg_sq, g, strict=True)]
        bias_correction1, bias_correction2 = 1 - beta1**step, 1 - beta2**step
        step_size = lr / bias_correction1
        denom = [sqrt(v) / sqrt(bias_correction2) + eps for v in exp_avg_sq]
        path.append([p - step_size * m / d for p, m, d in zip(path[-1], exp_avg, denom, strict=True)])
    return path


def _lerp(start: float, end: float, weight: float) -> float:
    return start + weight * (end - start) if weight < 0.5 else end - (end - start) * (1 - weight)
