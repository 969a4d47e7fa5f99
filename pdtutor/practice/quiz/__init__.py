"""The quiz: what a learner knows, whose turn it is, and the machine that puts one question after the other.

Belongs here: the model of a learner, scheduling, placement, the session as a state machine. Does not: making exercises up
(`practice.exercises`), keeping what happened (`practice.memory`), reading keys or drawing (`cli`, `render`).
"""
