"""A learner's progress as it is shown: bars of mastery, what is due, a calendar of practice, mistakes and how they fade.

Belongs here: one file for each part of the view, their words, plain text and JSON. Does not: what follows from the records
(`practice.quiz.overview`). Loads no algebra.
"""
