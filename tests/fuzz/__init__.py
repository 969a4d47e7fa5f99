"""Hostile input, made in quantity: generators of it, what must hold whatever it is, and runs of any length that are recorded.

Belongs here: everything that draws inputs at random to break the program. Does not: inputs chosen one by one (the tables in the other
folders), speed (`tests.benchmarks`).

    hostile     texts that attack, and the pieces they are made of
    texts       (a) mathematics as typed, or nearly;  lesson_files (b);  answers (c);  imports (d);  command_lines (e)
    audit       what Python itself reports: no evaluation, no process, no writing but where a command says so
    facts       what must hold of a result, of an error, and of what is printed
    clock       time that other processes do not take
    target      one kind of input: how it is made, what is done with it, what it may cost
    reader, lessons, answers, imports, commands, processes: the targets
    runs        a target's inputs by the thousand, in processes that are watched and renewed; the record of a run
    shrinking   the smallest input that still fails
    guided      the reader under atheris, which looks for new paths through it

A short run of each is a test; a long one is started by hand: `python -m tests.fuzz reader --count 1000000 --seed 1`.
"""
