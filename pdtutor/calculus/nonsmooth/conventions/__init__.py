"""What PyTorch and JAX compute, forward and backward, for each primitive: the conventions that decide a gradient at a kink.

Belongs here: the tables (`pytorch`, `jax`, and `shared` for what is the same in both), with the versions they were taken from in November
2026, and how a function is written where a framework has no primitive for it. Does not: the graph and the sweep over it (`frameworks`).

How a user's functions are written in each (F is torch.nn.functional, nn is jax.nn; what is not named here has its plain name):

    typed               PyTorch                                JAX
    max, min of two     torch.maximum, torch.minimum           jnp.maximum, jnp.minimum
    of three or more    amax, amin of torch.stack              jnp.max, jnp.min of jnp.stack
    clip(x, 0, 1)       torch.clamp with numbers               jnp.clip: minimum(high, maximum(low, x))
    clip(x, a, b)       torch.clamp with tensors               the same
    x^2, x^y, 2^x, e^x  torch.pow, of e torch.exp              jnp.power (integer_pow for an integer), of e jnp.exp
    1/x                 x.reciprocal() * 1, as 1/x does        lax.div
    norm                torch.linalg.vector_norm of a stack    jnp.linalg.norm of a stack
    relu, relu6, silu   F.relu, F.relu6, F.silu                nn.relu, nn.relu6, nn.silu
    elu, leaky_relu     F.elu, F.leaky_relu; by cases where    nn.elu, nn.leaky_relu
                        a variable moves their parameter
    hardswish, hardtanh F.hardswish, F.hardtanh                nn.hard_swish, nn.hard_tanh
    gelu (exact)        F.gelu                                 nn.gelu(approximate=False)
    softplus            F.softplus, linear above 20            nn.softplus: logaddexp(x, 0)
    huber(r, d)         F.huber_loss(r, 0, reduction="none")   by its definition
    bce(p, y)           F.binary_cross_entropy, not reduced;   by its definition
                        an error outside [0, 1]
    logsumexp           torch.logsumexp of a stack             nn.logsumexp of a stack
    where               torch.where                            jnp.where
    cbrt                by its definition, sign(x)|x|^(1/3)    jnp.cbrt
    log(x, b), root     quotients of logarithms and powers, in both
    sec, asec, …        by cos, acos, … of x or of 1/x, in both

What has no variable in it is a Python number, a variable that is held a tensor without gradient; all are double precision.
Backward functions take the cotangent, the value and the operands, and give one cotangent an operand. None sends nothing, where zero
sends a zero, which becomes nan at an infinite slope.
"""

from pdtutor.calculus.nonsmooth.conventions.jax import JAX
from pdtutor.calculus.nonsmooth.conventions.pytorch import TORCH
from pdtutor.calculus.nonsmooth.conventions.shared import Framework, Primitive, RefusedError

FRAMEWORKS = (TORCH, JAX)

__all__ = ["FRAMEWORKS", "Framework", "Primitive", "RefusedError"]
