"""How times grow with size, as the exponent of a fitted power: 1 is in proportion.

Belongs here: one file a kind of size. Does not: the fit and its aim (`timing`, `rows`).
"""
