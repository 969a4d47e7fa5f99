"""Sessions as state machines: a lesson run takes events and returns events; the terminal, the script and the tests drive the same one.

Belongs here: what follows on an answer, a hint, a pause; what a session has come to. Does not: reading keys or drawing (`cli`, `terminal`,
`render`), judging (`grading`, by way of `course.tasks`), saving (`cli`).
"""
