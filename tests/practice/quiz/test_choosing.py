"""Whose turn it is."""

from __future__ import annotations

import pytest

from pdtutor.grading.results import INCORRECT
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz import placement
from pdtutor.practice.quiz.choosing import Settings, Turn, turn
from pdtutor.practice.quiz.learner import Learner, after
from pdtutor.practice.quiz.log import DUE, PLACEMENT, RECURRING, WANTED, WEAKEST
from tests.practice.quiz.records import DAY, MINUTE, NOW, closed, mastered, practised

PLACED = (placement.Answer("product", False), placement.Answer("sum", False))
FREELY = Settings(count=10)


def known(learner: Learner) -> Learner:
    """The learner, the placement done."""
    return Learner(learner.standings, learner.mistakes, PLACED)


def test_a_new_learner_is_placed_first() -> None:
    assert turn(Learner(), FREELY, NOW) == Turn("product", 2, PLACEMENT)


@pytest.mark.parametrize("settings", [Settings(skill="chain"), Settings(level=2), Settings(is_review=True)])
def test_whoever_knows_what_to_practise_is_not_placed(settings: Settings) -> None:
    found = turn(Learner(), settings, NOW)
    assert found is None or found.reason != PLACEMENT


@pytest.mark.parametrize("pattern", range(2**placement.MOST))
def test_the_placement_is_short_and_ends(pattern: int) -> None:
    answers: tuple[placement.Answer, ...] = ()
    while (rung := placement.next_rung(answers)) is not None:
        answers = (*answers, placement.Answer(rung.skill, bool(pattern >> len(answers) & 1)))
    assert len(answers) <= placement.MOST == 3


def test_each_rung_of_the_placement_is_a_skill_with_prerequisites_below_it() -> None:
    order = list(SKILLS)
    places = [order.index(rung.skill) for rung in placement.RUNGS]
    assert places == sorted(places)


def test_what_is_due_comes_first_the_longest_due_before_the_others() -> None:
    learner = known(practised("sum", "r", NOW, practised("power", "r", NOW - DAY)))
    found = turn(learner, FREELY, NOW + 30 * DAY)
    assert found == Turn("power", 2, DUE)


def test_a_mistake_that_is_due_is_looked_for_where_it_was_made() -> None:
    learner = known(after(mastered("product"), closed("chain", INCORRECT, NOW + MINUTE, made=["product.minus"])))
    standings = {skill: standing for skill, standing in learner.standings.items() if skill != "chain"}
    found = turn(Learner(standings, learner.mistakes, PLACED), FREELY, NOW + 20 * MINUTE)
    assert found == Turn("chain", 1, RECURRING, "product.minus")


def test_a_mistake_that_has_faded_is_not_looked_for() -> None:
    learner = after(Learner(), closed("chain", INCORRECT, NOW, made=["product.minus"]))
    for number in range(3):
        learner = after(learner, closed("chain", at=NOW + MINUTE * number, avoided=["product.minus"]))
    found = turn(known(learner), FREELY, NOW + 300 * DAY)
    assert found is not None
    assert found.mistake is None


def test_the_weakest_of_what_is_open_is_next_when_nothing_is_due() -> None:
    learner = known(mastered("constant", "constant-multiple"))
    learner = practised("sum", "rr", NOW, practised("power", "r", NOW, learner))
    learner = practised("exponential", "r", NOW, practised("trigonometric", "rr", NOW, learner))
    found = turn(learner, FREELY, NOW + 10 * MINUTE)
    assert found == Turn("power", 2, WEAKEST)


def test_no_skill_is_asked_twice_in_a_row_if_that_can_be_helped() -> None:
    learner = known(mastered("constant", "constant-multiple"))
    first = turn(learner, FREELY, NOW)
    assert first is not None
    second = turn(learner, FREELY, NOW, first.skill)
    assert second is not None
    assert second.skill != first.skill
    assert turn(known(Learner()), FREELY, NOW, "constant") == Turn("constant", 1, WEAKEST), "nothing else is open"


def test_what_is_not_open_is_asked_only_on_demand() -> None:
    assert turn(known(Learner()), Settings(skill="hessian"), NOW) == Turn("hessian", 1, WANTED)
    assert turn(known(Learner()), Settings(skill="hessian", level=4), NOW) == Turn("hessian", 4, WANTED)


def test_a_review_asks_what_is_due_and_nothing_else() -> None:
    learner = known(practised("sum", "r"))
    assert turn(learner, Settings(is_review=True), NOW + MINUTE) is None
    assert turn(learner, Settings(is_review=True), NOW + 10 * DAY) == Turn("sum", 2, DUE)
    assert turn(learner, Settings(skill="power", is_review=True), NOW + 10 * DAY) is None


def test_every_skill_is_reached_by_somebody_who_answers_rightly() -> None:
    learner, at, last, asked = known(Learner()), NOW, None, set()
    for _ in range(31 * 6):
        found = turn(learner, FREELY, at, last)
        assert found is not None
        learner = after(learner, closed(found.skill, at=at, level=found.level, reason=found.reason))
        asked.add(found.skill)
        at, last = at + MINUTE, found.skill
    assert asked == set(SKILLS)
    assert all(learner.standing(skill).is_mastered for skill in SKILLS)
