"""Tests of `pdtutor.practice.quiz`."""
