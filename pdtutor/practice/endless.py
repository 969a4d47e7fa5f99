"""Input without an end in which nothing is an answer.

Belongs here: how much of it is enough, and what is said then. Does not: counting (`quiz.answers`, `cli.conversation`).
"""

from __future__ import annotations

from pdtutor.errors import UsageError

MOST_FRUITLESS = 100  # lines in a row that change nothing


def endless(count: int) -> UsageError:
    """What is said after so many lines."""
    return UsageError(
        f"{count} lines in a row were no answer that counts, so it ends here. What was answered before them is kept.",
        hint="Give one answer a line, as on paper: 2x + 3y. The word skip goes on to the next question.",
    )
