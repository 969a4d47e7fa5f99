"""Where functions are not smooth: kinks, sets of subgradients, what frameworks return.

Belongs here: pure mathematics of functions with corners. Does not: derivatives where they exist (`calculus`), text of any kind.
"""
