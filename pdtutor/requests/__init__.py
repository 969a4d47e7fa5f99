"""Text and options in, frozen results out: what a command, a lesson or the Python interface asks of the mathematics.

Belongs here: reading the options, choosing the variables, running the calculus within a budget. Does not: showing anything (`render`).
"""
