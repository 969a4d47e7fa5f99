"""What an examiner tried from outside: inputs chosen without a look at the engine, judged by the contract and by SymPy alone.

Belongs here: tables of held-out cases, each a class of inputs rather than one of them. Does not: tests of a module's insides.
"""
