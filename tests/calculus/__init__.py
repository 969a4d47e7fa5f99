"""Tests of `pdtutor.calculus`: every derivation against an oracle that shares no code with it."""
