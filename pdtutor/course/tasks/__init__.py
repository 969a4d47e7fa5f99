"""Exercises made ready: what is asked, the judge of an answer, the key, the hints and the working, one module for each kind of type.

Belongs here: the step from an `Exercise`, which is text, to a `Task`. Does not: judging itself (`grading`, `requests`), the order in which
tasks are met (`practice`).
"""

from pdtutor.course.tasks.making import judge, make, of_ask
from pdtutor.course.tasks.task import Judge, Task

__all__ = ["Judge", "Task", "judge", "make", "of_ask"]
