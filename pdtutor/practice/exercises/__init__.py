"""Exercises made up for the quiz: what can be practised, in which shapes, and a fit exercise for a seed.

Belongs here: the skills, the tables of shapes (`tables`), drawing from them and choosing what is fit. Does not: whose turn it is
(`practice.quiz`), what an exercise asks and how it is judged (`course.tasks`).
"""
