"""Tests of `pdtutor.classroom`: a class's answers, from any file to its counts."""
