"""Progress in words: the sentence at the top, when things come back, how a mistake fades.

Belongs here: words that every format says alike, and how skills are grouped. Does not: layout (`page`, `document`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pdtutor.explain.counts import counted
from pdtutor.explain.moments import span
from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz.learner import FADED
from pdtutor.practice.quiz.overview import WEEKS, Due, MistakeProgress, Overview, SkillProgress

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Rules": (
        "constant", "constant-multiple", "sum", "power", "exponential", "logarithm", "trigonometric", "product", "quotient", "chain",
        "inverse-trigonometric", "hyperbolic", "general-power", "unknown-function",
    ),
    "Kinks": ("absolute-value", "maximum", "piecewise", "kinks"),
    "Several variables": ("partials", "gradient", "mixed-partials", "total", "jacobian", "hessian"),
    "Machine learning": ("activations", "losses", "descent-step", "backprop-path", "indexed-sum"),
    "Derivations": ("next-rule", "find-the-error"),
}  # fmt: skip
NOTHING = "Nothing is recorded yet: pdtutor quiz begins."
UNANSWERED = "No question is answered yet: pdtutor quiz puts the next one."
REVIEW = "pdtutor quiz begins with what is due."
NOTHING_DUE = "Nothing is due now: pdtutor quiz goes on with what is weakest."
BARS = f"The bars are the last {WEEKS} weeks, this one at the right."
NO_MISTAKES = "None is recorded."
MASTERED = "A skill with ✓ is mastered: what builds on it may open."
SOON = ("now", "today", "tomorrow")
ROUNDING = 1e-9  # 100 times 0.29 is a little less than 29
LONGEST = 120  # characters of a name that this version does not know


def is_blank(overview: Overview) -> bool:
    """Whether nothing at all is recorded."""
    return not (overview.calendar or overview.mistakes or any(skill.is_met for skill in overview.skills))


def grouped(overview: Overview) -> Mapping[str, Sequence[SkillProgress]]:
    """The skills under the name of their group."""
    skills = {skill.name: skill for skill in overview.skills}
    return {group: [skills[name] for name in names] for group, names in GROUPS.items()}


def times(number: int) -> str:
    """How often."""
    return "once" if number == 1 else "twice" if number == 2 else f"{number:,} times"


# --- when -------------------------------------------------------------------------------------------------------------------------


def ahead(due: Due | None) -> str:
    """When something comes back."""
    if due is None:
        return "new"
    if due.is_now:
        return "now"
    return SOON[due.days + 1] if due.days < 2 else f"in {span(due.days)}"


def ago(days: int) -> str:
    """When something was."""
    return ("today", "yesterday")[days] if days < 2 else f"{span(days)} ago"


# --- sentences --------------------------------------------------------------------------------------------------------------------


def greeting(overview: Overview) -> str:
    """One sentence on how it goes."""
    if not overview.calendar:
        return NOTHING if is_blank(overview) else UNANSWERED
    if overview.has_practised_today:
        return "You have practised today." if overview.streak == 1 else f"You have practised {overview.streak:,} days in a row."
    if overview.streak:
        if overview.streak == 1:
            return "You practised yesterday: one question today makes it 2 days in a row."
        return f"You practised {overview.streak:,} days in a row, up to yesterday: one question today makes it {overview.streak + 1:,}."
    since = (overview.today - overview.calendar[-1].date).days
    if since < 0:  # the clock was put back
        return f"You have practised on {counted(len(overview.calendar), 'day')}."
    return f"Welcome back: you last practised {ago(since)}."


def totals(overview: Overview) -> str:
    """What all the practice comes to."""
    answered = f"{counted(overview.questions, 'question')} on {counted(len(overview.calendar), 'day')}, {overview.right:,} right"
    return f"{answered}. The longest streak: {counted(overview.longest_streak, 'day')}."


def named(what: SkillProgress | MistakeProgress) -> str:
    """A skill by its title, a mistake by its name."""
    return what.title if isinstance(what, SkillProgress) else f"“{mistake_name(what)}”"


def percent(skill: SkillProgress) -> str:
    """The mastery in whole hundredths, so that only all of it is 100."""
    return f"{int(100 * skill.mastery + ROUNDING)} %"


def mistake_name(mistake: MistakeProgress) -> str:
    """What a mistake is called, not without end."""
    return mistake.name if len(mistake.name) <= LONGEST else f"{mistake.name[: LONGEST - 1]}…"


def waiting(skill: SkillProgress) -> str:
    """A skill that is not open, and what it waits for."""
    return f"{skill.title} (after {'; '.join(SKILLS[each].title for each in skill.waits)})"


def fading(mistake: MistakeProgress) -> str:
    """How a mistake recurs, or fades."""
    if mistake.is_faded:
        return f"Faded: made {times(mistake.count)}, last {ago(mistake.days_ago)}; avoided {times(mistake.avoided)} since."
    if mistake.avoided:
        rest = f"{times(FADED - mistake.avoided)} more and it has faded"
        return f"Fading: made {times(mistake.count)}, last {ago(mistake.days_ago)}; avoided {times(mistake.avoided)} since, {rest}."
    if mistake.count == 1:
        return f"Made once, {ago(mistake.days_ago)}."
    return f"Made again {ago(mistake.days_ago)}, {times(mistake.count)} in all."


# --- what is due ------------------------------------------------------------------------------------------------------------------


def due_rows(overview: Overview) -> Mapping[str, Sequence[str]]:
    """What comes back now, today, tomorrow and later, the soonest first; only those of these that there are."""
    rows: dict[str, list[str]] = {}
    for due, what in overview.scheduled:
        when = ahead(due)
        rows.setdefault(when.capitalize() if when in SOON else "Later", []).append(named(what) if when in SOON else f"{named(what)} {when}")
    return rows
