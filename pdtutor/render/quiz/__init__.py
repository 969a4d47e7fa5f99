"""A quiz as it is shown: its questions and what becomes of them, its end, and both as JSON.

Belongs here: views of what a quiz says. Does not: when it says it (`practice.quiz`), what a lesson says as well (`render.lessons`).
"""
