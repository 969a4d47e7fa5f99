"""Simulated learners: how many questions the quiz needs to bring them to mastery, and a quiz that asks at random.

`python -m tests.benchmarks.learners [HOW MANY]` prints it. The learners are a model of their own: they know nothing of the quiz's model of
them, and answer real exercises, which the real judge judges.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp
from random import Random
from statistics import median

from pdtutor.course.tasks import Task
from pdtutor.practice.events import Answer
from pdtutor.practice.exercises.choices import ChoiceJudge
from pdtutor.practice.exercises.generator import SEEDS, generate
from pdtutor.practice.exercises.skills import LEVELS, SKILLS
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.quiz_run import QuizRun

DAY = 86_400.0
A_DAY = 10  # questions
MOST = 3_000  # questions, after which a quiz has failed
STARTED = 1_800_000_000.0
ABLE = 3.0  # of the five levels
SETTLED = 0.2  # how often a mistake is still made
ANYTHING = {
    "next-rule": ("sum rule", "product rule", "power rule"),
    "find-the-error": ("1", "2"),
    "subdifferential": ("[7, 8]",),
}
NAMED_ONLY = ("choice", "gradient", "jacobian", "hessian", "descent-step")
PERSISTENT = (
    ("chain.inner_missing", "partial.other_as_variable"),
    ("sign.negative", "product.one_term"),
    ("chain.const_factor", "power.exponent_not_reduced"),
    ("partial.other_to_zero", "trig.cos_sign"),
)


@dataclass
class Simulated:
    """A learner: abilities that grow by practice on the right level and fade, and two mistakes that are made out of habit.

    ability   skill → level up to which questions are mostly answered rightly, as it was when practised last
    practised skill → when that was, and `lasting` for how many days it keeps
    habit     mistake → how often it is made where it can be
    """

    random: Random
    mistakes: tuple[str, str]
    ability: dict[str, float] = field(default_factory=dict)
    practised: dict[str, float] = field(default_factory=dict)
    lasting: dict[str, float] = field(default_factory=dict)
    habit: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, skill in enumerate(SKILLS):
            self.ability[skill] = max(0.0, 1.5 - place / 8 + self.random.uniform(-0.5, 0.5))
            self.practised[skill] = STARTED
            self.lasting[skill] = 20.0
        self.habit = dict.fromkeys(self.mistakes, 0.8)

    def able(self, skill: str, at: float) -> float:
        """The ability as it is now: half of what was learnt fades by the time it lasts, and then half of the rest."""
        return self.ability[skill] * (0.5 + 0.5 * 0.5 ** ((at - self.practised[skill]) / DAY / self.lasting[skill]))

    def is_done(self, at: float) -> bool:
        """Every skill is there, and the mistakes are settled."""
        return all(habit <= SETTLED for habit in self.habit.values()) and all(self.able(skill, at) >= ABLE for skill in SKILLS)

    def answers(self, skill: str, level: int, task: Task, at: float) -> Iterator[str]:
        """First and second answer to a question, learning from it."""
        can = 1 / (1 + exp(-2.5 * (self.able(skill, at) - level + 0.7)))
        habit = self._slip(task)
        is_right = habit is None and self.random.random() < can
        self._learn(skill, level, at, is_right)
        if is_right:
            yield task.key
            return
        yield habit or self._wrong(task)
        yield task.key if self.random.random() < 0.5 else self._wrong(task)

    def _slip(self, task: Task) -> str | None:
        """The answer of a habitual mistake, where this question lets it be made and it is; seeing it named weakens the habit."""
        for mistake in self.mistakes:
            if self.random.random() < self.habit[mistake]:
                answer = next((answer for answer, ids in _mistaken(task) if mistake in ids), None)
                if answer is not None:
                    self.habit[mistake] *= 0.8
                    return answer
        return None

    def _wrong(self, task: Task) -> str:
        """Something wrong: half of the time nothing that has a name."""
        answers = [answer for answer, _ in _mistaken(task)]
        if not answers or (task.exercise.type not in NAMED_ONLY and self.random.random() < 0.5):
            answers = [answer for answer in ANYTHING.get(task.exercise.type, (f"{task.key} + 0.7",)) if answer != task.key]
        return answers[int(self.random.random() * len(answers))]

    def _learn(self, skill: str, level: int, at: float, is_right: bool) -> None:
        """A question a little above what one can teaches most; without what it builds on, next to nothing."""
        able = self.able(skill, at)
        gap = level - able
        gain = 0.6 if -0.5 <= gap <= 1.5 else 0.15
        ready = all(self.able(each, at) >= 1.5 for each in SKILLS[skill].requires)
        self.ability[skill] = min(5.0, able + gain * (1.0 if ready else 0.2))
        self.practised[skill] = at
        self.lasting[skill] = min(365.0, self.lasting[skill] * (1.5 if is_right else 0.9))


def _mistaken(task: Task) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Wrong answers with the mistakes that they come from."""
    if isinstance(task.judge, ChoiceJudge):
        for letter, judged in zip("abcd", task.judge.judged, strict=False):
            if letter != task.key:
                yield letter, tuple(id for mistake in judged.mistakes for id in (mistake.id, *mistake.also))
    yield from ((way.answer, way.ids) for way in task.ways())


def adaptive(seed: int) -> int:
    """Questions that the quiz needs, ten a day."""
    simulated, learner = _simulated(seed), Learner()
    asked, day = 0, 0
    while asked < MOST:
        at = STARTED + day * DAY
        run = QuizRun(f"{seed}-{day}", seed + day, Settings(count=A_DAY), learner)
        state, _ = run.begin(at)
        while state.current is not None:
            current = state.current
            at += 30
            asked += 1
            for answer in simulated.answers(current.put.skill, current.put.level, current.exercise.task, at):
                state, _ = run.handle(state, Answer(answer), at)
                if state.current is None or state.current.put.id != current.put.id:
                    break
            if simulated.is_done(at):
                return asked
        learner, day = state.learner, day + 1
    return MOST


def uniform(seed: int, most: int = MOST) -> int:
    """Questions that a quiz needs which asks any skill on any level, `most` where it needs more."""
    simulated, random = _simulated(seed), Random(f"uniform-{seed}")
    skills = list(SKILLS)
    for asked in range(1, most + 1):
        at = STARTED + (asked - 1) // A_DAY * DAY + (asked - 1) % A_DAY * 30
        skill, level = skills[int(random.random() * len(skills))], LEVELS[int(random.random() * len(LEVELS))]
        exercise = generate(skill, level, int(random.random() * SEEDS))
        next(simulated.answers(skill, level, exercise.task, at))
        if simulated.is_done(at):
            return asked
    return most


def _simulated(seed: int) -> Simulated:
    return Simulated(Random(f"learner-{seed}"), PERSISTENT[seed % len(PERSISTENT)])


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    ratios = []
    for seed in range(count):
        mine, theirs = adaptive(seed), uniform(seed)
        ratios.append(mine / theirs)
        more = "at least " if theirs == MOST else ""
        print(f"learner {seed}: {mine} questions, at random {more}{theirs}: {mine / theirs:.0%}", flush=True)
    print(f"to mastery, of the questions that a random quiz needs{median(ratios):>12.0%}   at most 60 %")


if __name__ == "__main__":
    main()
