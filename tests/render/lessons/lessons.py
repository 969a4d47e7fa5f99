"""Lessons for tests of how they are shown: one of every type, and one whose every text is hostile."""

from __future__ import annotations

from pdtutor.course.lesson import Exercise
from pdtutor.course.loader import load
from pdtutor.course.parameters import drawn
from pdtutor.course.tasks import make
from pdtutor.render.lessons.lesson_page import LessonPage

EVERY_TYPE = """\
format: 1
id: every-type
title: 'Every *type*, once'
license: CC0-1.0
requires: [first, second]
skills: [chain]
assume: 'p>0'
settings: {attempts: 2, reveal: on-request, pass: 0.5}
steps:
- {id: read-this, type: text, text: "Walk **east**: the hill rises by `∂h/∂x = 2x`.\\n\\n```\\ny = 2   104   107\\n```"}
- {id: watch, type: worked, command: 'partial "x^2*y" --wrt x', text: 'See how `y` waits.'}
- {id: silent, type: worked, command: 'gradient "x y"'}
- id: slope
  type: derivative
  params: {k: [2, 3, 5, 7]}
  function: 'exp(k*x*y)'
  wrt: y
  points: 2
  hints: ['Inside is `{k}·x·y`.', 'Outside is `exp`.', 'Both rates multiply.']
  explain: 'What is inside comes out, {k} times.'
  mistakes: [{use: chain.inner_missing}, {answer: 'k*exp(k*x*y)', say: 'The {k} came down.'}]
  tests: [{input: 'exp(k*x*y)', expect: 'mistake:chain.inner_missing'}]
  scaffold: [{ask: 'Inside?', function: 'k*x*y', wrt: y}, {ask: 'Outside?', answer: 'exp(u)'}]
- {id: there, type: derivative, function: 'x^2 y', order: [x, y], at: 'x=3'}
- {id: shape, type: derivative, prompt: 'Expand it.', function: '(x + 1)^2', wrt: x, form: expanded}
- {id: arrow, type: gradient, function: 'gamma*x^2 + w_out', wrt: [x, w_out]}
- {id: rows, type: jacobian, functions: ['x y', 'x + y'], wrt: [x, y]}
- {id: bend, type: hessian, function: 'x^2 y'}
- {id: along, type: total, function: 'x^2 + y^2', wrt: x, given: ['y = x^2']}
- {id: written, type: expression, prompt: 'Twice `x`?', answer: '2x', form: expanded}
- {id: counted, type: number, prompt: 'Half of a hundred?', answer: '100/2', tolerance: '0.01'}
- {id: third, type: number, prompt: 'A third of one?', answer: '1/3'}
- id: pick
  type: choice
  prompt: 'Which?'
  options:
  - {text: '`x²`', because: 'It grows.', correct: true}
  - {text: 'none of *these*'}
  - {text: '`2x`', because: 'That is its slope.'}
- {id: kink, type: subdifferential, function: '|x|', at: 'x=0'}
- {id: rule, type: next-rule, function: 'sin(x y)', wrt: x}
- {id: wrong-line, type: find-the-error, function: 'sin(x^2 y)', wrt: x, mistake: chain.inner_missing}
- {id: downhill, type: descent-step, function: '(w1 - 3)^2 + w2^2', from: 'w1=1, w2=1', rate: '0.1'}
"""
HOSTILE = "<script>alert(1)</script> [bold]b[/bold] &#x202e; </kbd> <img src=x onerror=y> :smile: ![p](http://a.b/c) [l](javascript:x)"
HOSTILE_LESSON = f"""\
format: 1
id: hostile
title: '{HOSTILE}'
license: '{HOSTILE}'
skills: [chain]
steps:
- {{id: a, type: text, text: '{HOSTILE}'}}
- {{id: b, type: worked, command: 'partial "{HOSTILE}"', text: '{HOSTILE}'}}
- id: c
  type: choice
  prompt: '{HOSTILE}'
  options: [{{text: '{HOSTILE}', because: '{HOSTILE}', correct: true}}, {{text: '`{HOSTILE}`'}}]
  hints: ['{HOSTILE}']
  explain: '{HOSTILE}'
- {{id: d, type: derivative, prompt: '{HOSTILE}', function: x^2, wrt: x}}
"""


def page(text: str = EVERY_TYPE, seed: int = 0, has_key: bool = False) -> LessonPage:
    """The page of a lesson's text."""
    lesson = load(text, "lesson.yaml")
    tasks = {each.id: make(each, drawn(lesson.id, each, seed), lesson.assume) for each in lesson.exercises}
    return LessonPage(lesson, seed, tasks, has_key)


def exercise(shown: LessonPage, id: str) -> Exercise:
    """One exercise as the file has it."""
    return next(each for each in shown.lesson.exercises if each.id == id)
