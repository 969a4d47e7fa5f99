"""What a learner's quizzes leave behind, in one SQLite file: every answer, how each question ended, and what follows from them.

Belongs here: the file and its tables, opening it in every condition, damage, the document by which it moves to another computer. Does not:
what follows from the records (`quiz.learner`), where the file is (`cli.folders`), showing any of it (`render`).
"""
