"""A lesson to begin with: a small file that is sound and teaches the format by its comments.

Belongs here: what is in it. Does not: writing it (`cli`), what keys there are (`schema`).
"""

from __future__ import annotations

import re

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # the form of an id, as in `schema`, which loads pydantic
LONGEST = 60  # characters of an id that is suggested

TEXT = """\
# yaml-language-server: $schema=lesson.schema.json
#   With this line, and the schema beside the file (pdtutor lesson schema --save lesson.schema.json), an editor completes the keys.
#
# Everything here is a text: no and 010 are what they look like. Put a text in quotes where it begins with a bracket, a quote or a
# sign, or has a colon followed by a space; a quote inside single quotes is written twice: ''.
#
#   pdtutor lesson check {id}.yaml             everything that is wrong, each with its line and column
#   pdtutor lesson run {id}.yaml               meet it as a learner does
#   pdtutor lesson show {id}.yaml --answers    the questions, the key and the hints

format: 1
id: {id}
title: {title}
license: CC-BY-4.0
# requires: [slopes-on-a-hill]                # lessons that come before, by their ids
skills: [chain]
# assume: 'x>0'                               # domains of variables; real numbers otherwise
settings: {{attempts: 3, reveal: after-attempts, pass: 0.7}}

steps:

# A text is Markdown. Formulas stand in backticks, in Unicode. One idea a step.
- id: two-links
  type: text
  text: |
    Turn a crank, and a wheel turns three times as fast; the wheel drives a fan that turns twice as fast again. The fan turns
    `2·3 = 6` times as fast as the crank: rates along a chain **multiply**.

    A function inside a function is such a chain.

# A worked command is one of pdtutor's own; it runs when the learner gets there.
- id: watch
  type: worked
  command: 'partial "sin(x^2*y)" --wrt x'
  text: 'Watch the two links: the sine outside, `x²·y` inside.'

# An exercise. What is asked and what is right are computed from the function.
- id: inside-and-out
  type: derivative
  params: {{k: [2, 3, 5]}}                      # drawn by the seed: {{k}} in texts, k in formulas
  function: 'exp(k*x*y)'
  wrt: y
  hints:                                      # what kind of rule, which part, the next line; never the answer
  - 'There is a function inside a function here. Which one do you meet first on the way in?'
  - 'Outside is `exp`, inside is `{{k}}·x·y`. Each link has a rate of its own.'
  - 'The outer rate is `exp({{k}}·x·y)` again. How fast does `{{k}}·x·y` move with `y`, while `x` waits?'
  mistakes:                                   # wrong answers that you expect
  - use: chain.inner_missing                  # one of the catalogue, by its id; pdtutor knows what to say
  - {{answer: 'k*exp(k*x*y)', say: 'The {{k}} came down. But how much does `{{k}}·x·y` change when `y` grows by 1?'}}   # its id is own.1
  explain: 'Whatever stands inside comes out once more, as a factor.'   # shown when the exercise is over
  tests:                                      # what the judge is expected to say; pdtutor lesson check tries them
  - {{input: 'k*x*exp(k*x*y)', expect: correct}}
  - {{input: 'exp(k*x*y)', expect: 'mistake:chain.inner_missing'}}
  - {{input: 'k*exp(k*x*y)', expect: 'mistake:own.1'}}

# A choice has a reason for every option: what is right about it, or what led there and where the thought leaves the path.
- id: which-waits
  type: choice
  prompt: 'In `∂/∂y sin(x²·y)` the factor `x²` comes out. Why?'
  options:
  - text: 'It is the rate at which `x²·y` moves with `y`.'
    correct: true
    because: 'The inner link: `x` waits, so `x²` is a number beside `y`.'
  - text: 'It is the derivative of `x²·y` by `x`.'
    because: 'That would be `2x·y`. Here it is `y` that moves, and `x` waits.'
  - text: 'A factor inside a sine may always be put in front of it.'
    because: 'Not of the sine itself: `sin(2u)` is not `2·sin(u)`. It is the rate that comes out.'
  hints:
  - 'Two links, two rates. One of them is `cos(x²·y)`.'
  - 'The other rate belongs to `x²·y`, and `y` is what moves.'
  - 'Put a number in for `x`, say 3: how fast does `9·y` move with `y`?'
  explain: 'What waits is a number, and a number beside `y` is the rate.'
"""


def lesson(id: str, title: str) -> str:
    """The text of a new lesson's file. The id is of the right form, the title one line."""
    return TEXT.format(id=id, title=f"'{title.replace(chr(39), 2 * chr(39))}'")


def suggested(text: str) -> str:
    """An id that is like a text, whatever that is."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:LONGEST].strip("-") or "my-lesson"
