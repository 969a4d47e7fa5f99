"""A whole class's answers: read, judged by several processes or a cluster, and counted.

Belongs here: submissions, marks, the journal of an interrupted run, what a class's results come to. Does not: lesson files (`course`),
judging an answer (`requests`, `grading`), how results look (`render`).
"""
