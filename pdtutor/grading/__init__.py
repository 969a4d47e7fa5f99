"""Answers judged: the verdict, the form, and which mistake a wrong answer shows.

Belongs here: comparing what a learner typed with what was asked, and finding the mistake that leads to it. Does not: reading options
(`requests`), lesson files (`course`), whole classes (`classroom`), or words for learners (`explain`).
"""
