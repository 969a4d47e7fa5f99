"""The invariants hold at every node for what learners really type: textbook functions and those of machine learning."""

from __future__ import annotations

import pytest

from pdtutor.notation.reader import read
from pdtutor.requests.partial import partial
from tests.calculus.test_invariants import assert_sound

TEXTBOOK = """
x^2 + 3xy + y^2
3x^2 + 2xy + y^2
x^2 y + 3y
x^2 + 3y^2 - 4xy
x^2 y + sin(x y)
x^3 + y^3 - 3xy
(w1 + 2 w2 - y)^2
4x^3 - 2x^2 + x - 7
5
x
-x
x^-3
1/x
1/x^2
3/(2x)
x^(1/2)
x^(3/2)
x^(-2/3)
sqrt(x)
sqrt(x^2 + y^2)
1/sqrt(1 - x^2)
cbrt(x)
cbrt(x^2 + 1)
(3x - 2)^5
(x^2 + 1)^3
(1 - x^2)^3
(2x + 3y)^4
((x^2 + 1)^3 + x)^2
x(x + 1)(x + 2)
(x + 1)^2 (x - 1)^3
x^2 y^3 z^4
x y z
x y + y z + z x
x/(3 - x^2)
(x + 1)/(x - 1)
(x + y)/(x - y)
x y/(x^2 + y^2)
x^2/(1 + y^2)
1/(1 + x^2)
x/sqrt(x^2 + 1)
(x^2 + 1)/(x^3 - x)
x/(x^2 + 1)^2
(a x + b)/(c x + d)
e^x
e^(-x)
e^(3x)
e^(x y^2)
e^(-x^2/2)
x e^x
x^2 e^x
x e^(-x^2)
e^x/x
e^x/ln(x)
e^(e^x)
(1 - e^x)^2
2^x
2^(x y)
10^(-x)
a^x
x^a
x^y
x^x
x^(x^2)
x^(sin x)
(sin x)^x
(x^2 + 1)^y
x^(x^x)
ln x
ln(5t)
ln(x + y)
ln(x^2 + 1)
ln(x^2 + y^2)
x ln x
x ln(y)
ln(ln x)
ln(x)/x
log(x, 2)
log2(x y)
log10(x)
log(x, y)
ln(sqrt(x))
sin x
cos 2x
tan 3z
sin(x^2)
sin^2 x
sin x cos y
sin(x)/x
x sin(1/x)
cos(x y) + sin(x/y)
tan(x)/x
sec x
csc(2x)
cot(x^2)
sin(cos(tan x))
sin(sin(sin x))
e^(sin x)
sin(e^(x^2))
ln(cos x)
x^2 sin(y) + y^2 cos(x)
e^x sin y
sin(x + y) cos(x - y)
asin x
asin(3x^2)
acos(x/2)
atan x
atan(y/x)
atan2(y, x)
acot(x)
asec(2x)
acsc(x)
x atan(x)
sinh x
cosh(2x)
tanh x
tanh(x y)
coth x
sech x
csch x
asinh x
acosh(2x)
atanh x
asinh(x y)
erf(x)
erf(x/sqrt(2))
|x|
|x|^3
x|x|
|x - 1| + |x + 1|
|sin x|
sqrt|x|
sign(x) x^2
max(x, x^2)
max(0, x)
min(x, y)
max(x, y, x + y)
clip(x, 0, 1)
clip(2x, -1, y)
where(x > 0, x^2, -x)
where(x > 0, x^2, 0)
where(x < 0, -1, x < 1, x, 1)
where(x != 0, sin(x)/x, 1)
where(x > 0 and y > 0, x y, x + y)
"""
MACHINE_LEARNING = """
(y - (w x + b))^2
(w1 x1 + w2 x2 + b - y)^2
1/2 (w x + b - y)^2
(w x1 - y1)^2/2 + (w x2 - y2)^2/2
(w x + b - y)^2 + k w^2
|w x + b - y| + k|w|
w (w x + b)
sigmoid(z)
σ(w x + b)
1/(1 + e^(-z))
1/(1 + e^(-(w x + b)))
σ(w2 σ(w1 x + b1) + b2)
σ(z)(1 - σ(z))
z σ(z)
tanh(w x + b)^2
(tanh(w x + b) - y)^2
softplus(w x + b)
ln(1 + e^z)
ln(1 + e^(-(w x + b)))
ln(1 + e^(-y z))
silu(z)
gelu(z)
gelu(w x)
relu(x)
relu(w x + b)
relu(w2 relu(w1 x + b1) + b2)
relu(x) - relu(-x)
relu(x)^2
leaky_relu(x)
leaky_relu(w x, 0.2)
elu(x)
elu(w x + b, a=2)
hardswish(x)
hardtanh(w x)
relu6(x)
huber(w x - y)
huber(r, d)
max(0, 1 - y (w x + b))
bce(σ(z), y)
bce(σ(w x + b), y)
-y ln(p) - (1 - y) ln(1 - p)
-y ln(σ(w x + b)) - (1 - y) ln(1 - σ(w x + b))
-p ln p - q ln q
p ln(p/q)
e^z1/(e^z1 + e^z2 + e^z3)
-ln(e^z1/(e^z1 + e^z2))
logsumexp(z1, z2, z3)
z1 - logsumexp(z1, z2)
norm(x, y)
norm(x - a, y - b)^2
x y/(norm(x, z) norm(y, z))
e^(-(x - m)^2/(2 s^2))
ln(s) + (x - m)^2/(2 s^2)
(x - m)/sqrt(v + 0.001)
w^2/(1 + w^2)
-ln(σ(a - b))
(1 - p)^g ln(p)
α e^(-β t) + γ
θ_1 x + θ_0
(ŷ - y)^2
"""
EXPRESSIONS = [line for text in (TEXTBOOK, MACHINE_LEARNING) for line in text.strip().splitlines()]
STATISTICAL = """
sum(w[i]*x[i], i=1..n)
sum((w*x[i] + b - y[i])^2, i=1..n)
sum((w*x[i] + b - y[i])^2, i=1..n)/n
sum(relu(w*x[i] + b), i=1..n)
exp(z[i])/sum(exp(z[j]), j=1..n)
ln(sum(exp(z[j]), j=1..n)) - z[i]
sum(max(0, 1 - y[i]*w*x[i]), i=1..n)
sum(x[i]*x[i+1], i=1..n)
sum((x[i] - x[i-1])^2, i=2..n)
sum(x[2*i], i=1..n)
sum(w[i]*x[i], i=1..2)
sum(a[i]*x^i, i=0..n)
sqrt(sum(x[i]^2, i=1..n))
f(w x + b)
f(x, x y)
f(g(x))
1/2 (f(w x + b) - y)^2
f'(x) x
h(x y) + φ(x)
"""


def test_there_are_more_than_150_of_them() -> None:
    assert len(set(EXPRESSIONS)) > 150


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_node_is_right(text: str) -> None:
    assert_sound(read(text).expression)


@pytest.mark.parametrize("text", STATISTICAL.strip().splitlines())
def test_sums_and_unknown_functions_agree_with_central_differences(text: str) -> None:
    for part in partial(text).partials:
        assert part.check.points == 5
        assert part.check.is_passed
