"""What pdtutor is measured against: the least that a whole process can do, and other computer algebra systems.

Belongs here: peers that run by themselves. Does not: timing them (`timing`), what is measured (the subjects).
"""
