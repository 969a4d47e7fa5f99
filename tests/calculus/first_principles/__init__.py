"""Tests of `pdtutor.calculus.first_principles`."""
