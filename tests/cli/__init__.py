"""Tests of `pdtutor.cli`: what the commands mean, and what they say when something goes wrong."""
