"""What has to hold of a lesson that can be read: every kind of unsoundness with its place, and none where there is none."""

from __future__ import annotations

import pytest

from pdtutor.course.loader import load
from pdtutor.course.soundness import MEND, generic, problems
from pdtutor.course.tasks import make

HEAD = "format: 1\nid: here\ntitle: Here\n"
Q = "- {id: q1, type: derivative, function: x^2 y, wrt: x"


def found(steps: str, head: str = HEAD) -> list[tuple[int, int, str]]:
    """Line, column and message of each problem."""
    lesson = load(f"{head}steps:\n{steps}\n", "here.yaml")
    known = {"here": lesson.requires, "there": ("here",), "before": ()}
    return [(*each.place, each.message) for each in problems(lesson, known, _run)]


def _run(command: str) -> str | None:
    return None if command.startswith("partial") else "no such command."


SOUND = [
    f"{Q}}}",
    f"{Q}, answer: 2y x}}",
    f"{Q}, mistakes: [{{use: power.coeff_lost}}, {{answer: 3x y, say: Three?}}]}}",
    f"{Q}, tests: [{{input: x y, expect: 'mistake:power.coeff_lost'}}, {{input: x*y*2, expect: correct}}]}}",
    f"{Q}, tests: [{{input: 2x(, expect: invalid}}]}}",
    "- {id: q1, type: derivative, params: {k: [2, 3]}, function: sin(k x), wrt: x, answer: k cos(k x)}",
    f"{Q}, hints: ['`x^2` gives `2x`, and y waits.', 'It costs $5 or 5$.', '2x y is near: 2x y + 1'], prompt: 'The set `{{m}}`'}}",
    "- {id: q1, type: derivative, function: exp(x), wrt: x, hints: ['Look at `exp(x)`.']}",
    "- {id: q1, type: derivative, function: w2 x2, wrt: w2, hints: ['The term is `x2`.', 'What is `x2`?']}",
    "- {id: q1, type: derivative, function: 5x, wrt: x, hints: ['The number in front is 5.']}",
    "- {id: demo, type: worked, command: partial x}\n" + f"{Q}}}",
    "- {id: q1, type: number, prompt: 'One and one?', answer: 2, mistakes: [{answer: 11, say: Side by side.}]}",
]


@pytest.mark.parametrize("steps", SOUND)
def test_nothing_is_said_of_a_sound_lesson(steps: str) -> None:
    assert found(steps) == []


UNSOUND: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("- {id: why, type: text, text: Words.}", [(5, 1, "There is nothing to answer: a lesson needs an exercise.")]),
    (f"{Q}, points: 0}}", [(5, 1, "No exercise brings a point, so the lesson cannot be passed.")]),
    ("- {id: demo, type: worked, command: fly}\n" + f"{Q}}}", [(5, 3, "This command does not run here: no such command.")]),
    ("- {id: q1, type: derivative, function: sin(, wrt: x}", [
        (5, 40, "This exercise has no answer. Something is missing after ( Complete the expression."),
    ]),
    (f"{Q}, answer: 2x}}", [(5, 63, "The answer “2x” does not agree with what is computed, “2*x*y”.")]),
    (f"{Q}, answer: 2z}}", [
        (5, 63, "The answer “2z” does not agree with what is computed, “2*x*y”: z does not occur in the question."),
    ]),
    (f"{Q}, mistakes: [{{use: quotient.plus}}]}}", [(5, 66, "quotient.plus cannot be made in this exercise.")]),
    (f"{Q}, mistakes: [{{answer: 2y x, say: No.}}]}}", [(5, 66, "“2y x” is no mistake: it is right.")]),
    (f"{Q}, mistakes: [{{answer: 2x(, say: No.}}]}}", [
        (5, 66, "“2x(” cannot be read as an answer: Something is missing after (."),
    ]),
    (f"{Q}, mistakes: [{{answer: 7x, say: No.}}, {{answer: x*7, say: Never.}}]}}", [
        (5, 90, "“x*7” is the same answer as “7x”, which stands above."),
    ]),
    (f"{Q}, mistakes: [{{use: power.coeff_lost}}, {{answer: y x, say: No.}}]}}", [
        (5, 91, "“y x” is what power.coeff_lost leads to. Say there what you have to say: {use: power.coeff_lost, say: …}."),
    ]),
    (f"{Q}, tests: [{{input: 2x y, expect: incorrect}}]}}", [(5, 63, "“2x y” is expected to be incorrect, and is correct.")]),
    (f"{Q}, tests: [{{input: x y, expect: 'mistake:quotient.plus'}}]}}", [
        (5, 63, "“x y” is expected to be mistake:quotient.plus, and is incorrect, mistake:power.coeff_lost."),
    ]),
    (f"{Q}, tests: [{{input: 99, expect: 'mistake:quotient.plus'}}]}}", [
        (5, 63, "“99” is expected to be mistake:quotient.plus, and is incorrect, without a mistake that is known."),
    ]),
    (f"{Q}, tests: [{{input: 2x(, expect: correct}}]}}", [
        (5, 63, "“2x(” is expected to be correct, and is invalid: Something is missing after (."),
    ]),
    (f"{Q}, scaffold: [{{ask: 'And?', function: 'ln(', wrt: x}}]}}", [
        (5, 66, "This question has no answer. Something is missing after ( Complete the expression."),
    ]),
    ("- {id: q1, type: derivative, params: {k: [2, 0]}, function: x/k, wrt: x}", [
        (5, 61, "With k = 0: This exercise has no answer. Division by zero: 0."),
    ]),
    ("- {id: q1, type: derivative, params: {k: [2, 3]}, function: k x, wrt: x, answer: 2}", [
        (5, 82, "With k = 3: The answer “2” does not agree with what is computed, “3”."),
    ]),
    ("- {id: q1, type: derivative, params: {k: [2, 3]}, function: k x, wrt: x, hints: ['Look at {m}.']}", [
        (5, 81, "{m} is no parameter, so it stays as it is."),
    ]),
    ("- {id: q1, type: find-the-error, function: x^2 + 5x, wrt: x, mistake: chain.inner_missing}", [
        (5, 44, "This exercise has no answer. The mistake chain.inner_missing cannot be made in a line of the derivation of x^2 + 5x."),
    ]),
    ("- {id: q1, type: choice, prompt: Which?, options: [{text: a, correct: yes}, {text: a}]}", [
        (5, 51, "Two options say the same: “a”."),
    ]),
    (f"{Q}, prompt: 'Look at {{m}}.', hints: ['`{{m}}` is no parameter']}}", [
        (5, 63, "{m} is no parameter, so it stays as it is."),
    ]),
    (f"{Q}, explain: 'Both $x + x$ and $$y$$ cost $5, then 6$.'}}", [
        (5, 64, "A formula stands in backticks, not between dollars: `x + x`."),
        (5, 64, "A formula stands in backticks, not between dollars: `y`."),
    ]),
    ("- {id: why, type: text, text: 'The slope $2x$.'}\n" + f"{Q}}}", [
        (5, 3, "A formula stands in backticks, not between dollars: `2x`."),
    ]),
    (f"{Q}, hints: ['Power rule.', 'It is 2x y.']}}", [(5, 62, "This hint is the answer already: “It is 2x y.”.")]),
    (f"{Q}, hints: ['So `2·x·y` it is.']}}", [(5, 62, "This hint is the answer already: “So `2·x·y` it is.”.")]),
    ("- {id: q1, type: derivative, params: {k: [2, 3]}, function: k x^2, wrt: x, hints: ['∂f/∂x = 6x']}", [
        (5, 83, "With k = 3: This hint is the answer already: “∂f/∂x = 6x”."),
    ]),
    ("- {id: q1, type: choice, prompt: Which?, options: [{text: a, correct: yes}]}", [
        (5, 51, "With one option there is nothing to choose. Add another."),
    ]),
    ("- {id: q1, type: choice, prompt: Which?, options: [{text: a, correct: yes}, {text: b, correct: yes}]}", [
        (5, 51, "Every option is right, so nothing is told apart. Add one that somebody takes for right and that is not."),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "expected"), UNSOUND)
def test_what_does_not_hold_is_said_with_its_place(steps: str, expected: list[tuple[int, int, str]]) -> None:
    assert found(steps) == expected


NOWHERE = [  # type, function, keys: real nowhere, or with a slope nowhere
    ("derivative", "sqrt(x)+sqrt(-x-1)", "wrt: x"),
    ("derivative", "sqrt(x-1)*sqrt(1-x)", "wrt: x"),
    ("derivative", "ln(x-y)+ln(y-x)", "wrt: x"),
    ("derivative", "asin(x)+acosh(x+3)*sqrt(x-y^2-2)", "wrt: x"),
    ("gradient", "ln(x)*ln(-x)+y", "wrt: [x, y]"),
    ("hessian", "sqrt(x)+sqrt(-x-1)+y^2", "wrt: [x, y]"),
    ("next-rule", "ln(x)*ln(-x)", "wrt: x"),
    ("find-the-error", "ln(2*x)+ln(-x)", "wrt: x, mistake: chain.inner_missing"),
]
SOMEWHERE = [  # real in a small part of everything
    ("derivative", "sqrt(x-1000)", "wrt: x"),
    ("derivative", "sqrt(x-10^9)", "wrt: x"),
    ("derivative", "asin(x/10^6)", "wrt: x"),
    ("derivative", "sqrt(1-(x-5000)^2)", "wrt: x"),
    ("derivative", "sqrt(0.0001-(x-3.14159)^2)", "wrt: x"),
    ("derivative", "ln(1-x^2-y^2-z^2-w^2)", "wrt: x"),
    ("gradient", "sqrt(x-y)+sqrt(y-z)+sqrt(z-5)", "wrt: [x, y]"),
    ("derivative", "sum(w[i]^2,i,1,n)", "wrt: 'w[k]'"),
    ("next-rule", "sqrt(x-1000)*x", "wrt: x"),
]


def asked(kind: str, function: str, keys: str) -> str:
    return f"- {{id: q1, type: {kind}, function: '{function}', {keys}}}"


@pytest.mark.parametrize(("kind", "function", "keys"), NOWHERE)
def test_a_function_that_is_real_nowhere_has_no_answer(kind: str, function: str, keys: str) -> None:
    ((_, _, message),) = found(asked(kind, function, keys))
    assert message == f"No point was found at which “{function}” and its answer have a real value. {MEND}"


@pytest.mark.parametrize(("kind", "function", "keys"), SOMEWHERE)
def test_a_function_that_is_real_in_few_places_has_one(kind: str, function: str, keys: str) -> None:
    assert found(asked(kind, function, keys)) == []


def test_what_is_assumed_leads_to_the_places_where_a_function_is_real() -> None:
    far = asked("derivative", "sqrt(1-(x-5000)^2-(y-77777)^2)", "wrt: x")
    assert len(found(far)) == 1
    assert found(far, f"{HEAD}assume: x>4999.5, x<5000.5, y>77776.5, y<77777.5\n") == []


HEADS: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("requires: [nowhere]\n", [(4, 11, "There is no lesson “nowhere”. Did you mean here?")]),
    ("requires: [before]\n", []),
    ("requires: [there]\n", [(4, 11, "there requires this lesson in turn, so that neither can come first.")]),
    ("settings: {pass: 0}\n", [(4, 11, "With pass: 0 the lesson is passed by answering nothing. Ask for a share above 0.")]),
]


@pytest.mark.parametrize(("line", "expected"), HEADS)
def test_what_the_head_promises_is_held_against_the_other_lessons(line: str, expected: list[tuple[int, int, str]]) -> None:
    assert found(f"{Q}}}", HEAD + line) == expected


def test_more_draws_than_can_be_checked_are_a_problem() -> None:
    numbers = ", ".join(map(str, range(1, 31)))
    steps = f"- {{id: q1, type: derivative, params: {{a: [{numbers}], b: [{numbers}]}}, function: a x^b, wrt: x}}"
    assert [message for *_, message in found(steps)] == [
        "The parameters have 900 combinations; up to 500 can be checked. Leave some values out."
    ]


def test_mistakes_that_would_get_a_general_answer_only_are_listed_by_exercise() -> None:
    entropy = "- {id: q2, type: derivative, function: '-y*log(sigmoid(z)) - (1 - y)*log(1 - sigmoid(z))', wrt: z}"
    found = list(generic(load(f"{HEAD}steps:\n{Q}}}\n{entropy}\n", "here.yaml")))
    assert {(each.exercise, each.mistakes) for each in found} == {("q2", ("chain.function_of_derivative",))}
    task = make(load(f"{HEAD}steps:\n{entropy}\n", "here.yaml").exercises[0], {})
    assert [(task.judge(each.answer).verdict, task.judge(each.answer).mistakes) for each in found] == [("incorrect", ())] * len(found)
