"""Tests of `pdtutor.requests`: options and expression put together into one question."""
