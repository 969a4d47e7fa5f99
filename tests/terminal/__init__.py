"""Tests of `pdtutor.terminal`, and of whatever is seen only in a terminal: the program in a real pseudo-terminal."""
