"""Tests of `pdtutor.notation`: what every text is read as, and what every expression is written as."""
