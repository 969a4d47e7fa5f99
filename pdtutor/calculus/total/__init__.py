"""Total derivatives: functions of variables that depend on each other, by formulas, by unknown functions, or by a relation.

Belongs here: the dependency graph, its paths, the sum over them, and what a relation says of the one unknown in it. Does not: a single
derivative (`calculus.partial`), reading (`notation`), sentences.
"""
