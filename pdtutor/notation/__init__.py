"""Text ↔ mathematics: the reader, the named functions and the writers.

Belongs here: everything that turns typed text into SymPy expressions or back. Does not: anything that differentiates or judges.
"""
