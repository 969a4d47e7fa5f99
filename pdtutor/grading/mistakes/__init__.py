"""Which mistake leads to a wrong answer: the derivation composed wrongly at one node after another, by numbers, and matched.

Belongs here: every wrong way that the catalogue knows, and the search among them. Does not: the words (`explain.mistakes`).
"""
