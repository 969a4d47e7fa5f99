"""Tests of `pdtutor.practice`: lesson runs without a terminal."""
