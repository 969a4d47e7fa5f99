"""Pure mathematics on SymPy expressions: steps, rules, derivation, checks, gradients.

Belongs here: functions from expressions to frozen results. Does not: text, sentences, streams.
"""
