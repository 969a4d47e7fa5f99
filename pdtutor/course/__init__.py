"""Lesson files: what they say, read with every problem at its line and column, and their exercises made ready to be judged.

Belongs here: the file's form, its parameters, the judge of an exercise. Does not: judging itself (`grading`, `requests`), a class's answers
(`classroom`), reading the disk (`cli`).
"""
