"""The command line: parse, ask, show, return an exit code.

Belongs here: the app, one file for each group of commands, the environment they run in, exit codes. Does not: any mathematics or layout.
"""
