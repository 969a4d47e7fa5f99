"""What a tutor says: steps and results → sentences and rule cards.

Belongs here: words as data. Does not: mathematics (`calculus`), style or layout (`render`).
"""
