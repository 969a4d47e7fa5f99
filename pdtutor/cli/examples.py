"""Examples for `--help`, by command: command lines as they may be typed, each option of a command in one of them.

Belongs here: the lines. Does not: what an option means (`options` and the commands). Files that are named stand for the learner's own.
"""

from __future__ import annotations

import typer

EXAMPLES: dict[str, tuple[str, ...]] = {
    "partial": (
        'pdtutor partial "x^2 y + sin(x y)"',
        'pdtutor partial "σ(w x + b)" --wrt w --at w=1/2,b=0,x=2 --detail full',
        'pdtutor partial "x^2 y^3" --order x,y --save mixed.md',
        'pdtutor partial "loss^2 + ln(rate)" --vars loss,rate --assume "rate>0"',
    ),
    "gradient": (
        'pdtutor gradient "(w x + b - y)^2" --wrt w,b --at w=1,b=0,x=2,y=3',
        'pdtutor gradient "u(x y) + x" --functions u --format latex',
    ),
    "jacobian": (
        'pdtutor jacobian "[r cos t, r sin t]" --at r=2,t=pi/3',
        'pdtutor jacobian "x^2 y" "5x + sin y" --wrt x,y',
    ),
    "hessian": (
        'pdtutor hessian "x^3 - 3x y^2" --at x=1,y=0',
        'pdtutor hessian "exp(x y z)" --wrt x,y --budget 5',
    ),
    "directional": (
        'pdtutor directional "x^2 y" --along 3,4 --at x=1,y=2',
        'pdtutor directional "x^2 y z" --along 1,-1 --wrt x,y',
    ),
    "total": (
        'pdtutor total "x^2 + y^2" --wrt x --given "y = x^2" --at x=1',
        'pdtutor total "x^2 + y^2 = 25" --wrt x --depends "y(x)"',
    ),
    "subgradient": (
        'pdtutor subgradient "relu(-x) + x" --at x=0',
        'pdtutor subgradient "|w| + lr w^2" --vars lr --wrt w',
    ),
    "limit": ('pdtutor limit "x^2 y" --wrt x', 'pdtutor limit "sqrt(x)" --at x=4'),
    "backprop": (
        'pdtutor backprop "z = w*x + b" "a = σ(z)" "L = (a - y)^2" --wrt w,b',
        'pdtutor backprop "z = w x" "L = z^2" --at w=3,x=2 --save net.svg',
    ),
    "descent": (
        'pdtutor descent "(w x - y)^2" --at x=2,y=3 --from w=1 --rate 0.1 --steps 5',
        'pdtutor descent "w^2" --from w=2 --method gd,momentum,nesterov --momentum 0.8',
        'pdtutor descent "w^2" --from w=2 --method rmsprop --alpha 0.9 --epsilon 1e-6',
        'pdtutor descent "w^2" --from w=2 --method adam --beta1 0.8 --beta2 0.99',
        'pdtutor descent "(w x - y)^2" --data points.csv --from w=0 --batch 2 --seed 1',
    ),
    "sensitivity": (
        'pdtutor sensitivity "x^2 y/(1 + z)" --at x=3,y=100,z=9',
        'pdtutor sensitivity "x^2 y/(1 + z)" --at x=3,y=100,z=9 --wrt x,z',
    ),
    "scale": (
        "pdtutor scale",
        "pdtutor scale --params 10,100 --detail brief --budget 5",
        "pdtutor scale --format markdown --save scale.svg",
    ),
    "surface": (
        'pdtutor surface "x^2 - y^2" --range x=-2:2,y=-2:2 --at x=1,y=1',
        'pdtutor surface "w^2 + k b^2" --wrt w,b --at k=3 --path w=2,b=1 --rate 0.05',
        'pdtutor surface "w^2 + b^2" --path w=2,b=1 --steps 40 --save loss.png',
    ),
    "check": (
        'pdtutor check "x^2 + 3x y" --wrt x --answer "2x + 3y"',
        'pdtutor check "x^2 y^3" --order x,y --answer "6x y^2" --reveal',
        'pdtutor check "(x + y)^2" --wrt x --answer "2x + 2y" --form expanded',
        'pdtutor check "x y" --wrt x --given "y = x^2" --answer "3x^2"',
        'pdtutor check "x y" --wrt x --depends "y(x)" --answer "y + x dy/dx"',
    ),
    "quiz": (
        "pdtutor quiz",
        "pdtutor quiz --skill chain --level 2 --count 3",
        "pdtutor quiz --review --minutes 5",
        "pdtutor quiz --skill product --level 1 --count 2 --seed 5 --answers quiz.yaml",
        "pdtutor quiz --count 1 --format plain",
    ),
    "progress": ("pdtutor progress", "pdtutor progress --format json"),
    "progress export": ("pdtutor progress export progress.json", "pdtutor progress export progress.json --format plain"),
    "progress import": ("pdtutor progress import progress.json", "pdtutor progress import progress.json --format plain"),
    "progress forget": ("pdtutor progress forget --yes", "pdtutor progress forget --yes --format plain"),
    "lesson": ("pdtutor lesson list", "pdtutor lesson run chain-rule"),
    "lesson list": ("pdtutor lesson list", "pdtutor lesson list --format json"),
    "lesson show": (
        "pdtutor lesson show chain-rule",
        "pdtutor lesson show kinks --answers --seed 3 --format markdown",
        "pdtutor lesson show kinks --save sheet.html --budget 20",
    ),
    "lesson run": (
        "pdtutor lesson run chain-rule",
        "pdtutor lesson run chain-rule --seed 2 --restart",
        "pdtutor lesson run lesson.yaml --answers answers.yaml --report report.xml",
        "pdtutor lesson run lesson.yaml --answers answers.yaml --format json",
    ),
    "lesson check": ("pdtutor lesson check lesson.yaml", "pdtutor lesson check lesson.yaml --mutate --format json"),
    "lesson new": ("pdtutor lesson new my-lesson", 'pdtutor lesson new hills --title "Hills and valleys" --format plain'),
    "lesson schema": ("pdtutor lesson schema --save lesson.schema.json",),
    "grade": (
        "pdtutor grade lesson.yaml class.csv --out results.csv --report report.html",
        "pdtutor grade lesson.yaml class.csv --out results.csv --workers 2",
        "pdtutor grade lesson.yaml class.csv --out results.csv --format json",
        "pdtutor grade lesson.yaml class.csv --out results.csv --save class.svg",
        "pdtutor grade lesson.yaml class.csv --out a.csv --scheduler tcp://host:8786",
    ),
    "rules": ("pdtutor rules", "pdtutor rules chain --format plain --save chain.md"),
    "where": ("pdtutor where", "pdtutor where --format json"),
}


def show_examples(app: typer.Typer, group: str = "") -> None:
    """Put its examples beneath the help of every command of the program, or of a group."""
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        command.epilog = _epilog(f"{group} {name}".strip())
    for inner in app.registered_groups:
        if inner.typer_instance is not None:
            name = str(inner.typer_instance.info.name)
            inner.typer_instance.info.epilog = _epilog(name)
            show_examples(inner.typer_instance, name)


def _epilog(command: str) -> str:
    """The examples a line each; brackets are no markup of Rich's."""
    return "\n".join(("Examples:", *EXAMPLES[command])).replace("[", r"\[")
