"""Histories to be kept: generated ones of every kind, and long ones as quizzes leave them.

Belongs here: records. Does not: what is proved about them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import strategies as st

from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.memory.fields import LATEST, VERDICTS
from pdtutor.practice.quiz.log import OUTCOMES, PLACEMENT, REASONS, Answered, Closed, History, Put

MISTAKES = ("chain.inner_missing", "power.exponent_kept", "sign.lost", "of-a-version-to-come")
MET = ("sum", "partials", "product", "chain", "losses", "backprop-path", "constant", "of-a-version-to-come")

moments = st.one_of(st.integers(1_700_000_000, 1_700_000_009).map(float), st.floats(0, LATEST))
names = st.text(st.characters(min_codepoint=33, exclude_categories=["C", "Z"]), min_size=1, max_size=6)
shown = st.lists(st.sampled_from(MISTAKES), max_size=2).map(tuple)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def puts(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Put]:
    """Questions with these ids."""
    return st.builds(
        Put,
        ids,
        names,
        names,
        st.sampled_from(MET),
        st.integers(1, 5),
        st.sampled_from(["derivative", "choice"]),
        st.sampled_from(REASONS),
        moments,
    )


def closings(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Closed]:
    """How questions with these ids ended."""
    seconds = st.floats(-LATEST, LATEST)
    return st.builds(Closed, puts(ids), st.sampled_from(OUTCOMES), st.integers(0, 3), st.integers(0, 3), shown, shown, moments, seconds)


def answers(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Answered]:
    """Answers to questions with these ids."""
    return st.builds(Answered, puts(ids), st.integers(1, 3), texts, st.sampled_from(VERDICTS), shown, moments)


def _agreeing(closed: list[Closed], given: list[Answered]) -> History:
    """As one quiz leaves it behind: of each question one version, of each answer one."""
    questions = {each.question.id: each.question for each in given} | {each.question.id: each.question for each in closed}
    agreeing = {(each.question.id, each.number): each for each in given}.values()
    own = tuple(Answered(questions[each.question.id], each.number, each.text, each.verdict, each.mistakes, each.at) for each in agreeing)
    return History(own, tuple({each.question.id: each for each in closed}.values()))


_few = st.sampled_from(["a-1", "a-2", "b-1", "é-1", "Z"])
histories = st.builds(_agreeing, st.lists(closings(names), max_size=8), st.lists(answers(names | _few), max_size=5))
conflicting = st.builds(
    lambda closed, given: History(tuple(given), tuple(closed)), st.lists(closings(_few), max_size=3), st.lists(answers(_few), max_size=4)
)  # of which any two have something to say about the same questions


def practised(count: int, seed: float = 0, session: str = "s", at: Callable[[int], float] = lambda place: 1.7e9 + 60 * place) -> History:
    """What a learner leaves behind after so many questions, each with an answer or two. They begin with a placement."""
    chance = random.Random(seed)
    closed, given = [], []
    for place in range(count):
        reason = PLACEMENT if place < 3 else chance.choice(REASONS[1:])
        skill = chance.choice(list(SKILLS))
        put = Put(f"{session}-{place}", session, f"{skill}-3-{place}", skill, chance.randint(1, 5), "derivative", reason, at(place))
        made, avoided = tuple(chance.sample(MISTAKES, chance.randint(0, 1))), tuple(chance.sample(MISTAKES, chance.randint(0, 1)))
        verdicts = ("incorrect",) * bool(made) + ("correct",)
        given += [
            Answered(put, each, f"2*x*cos(x^2*y) + {place}", verdict, made, at(place) + each) for each, verdict in enumerate(verdicts, 1)
        ]
        closed.append(Closed(put, chance.choice(OUTCOMES), len(verdicts), 0, made, avoided, at(place) + 5, 5.0))
    return History(tuple(given), tuple(closed))
