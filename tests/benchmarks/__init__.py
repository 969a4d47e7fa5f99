"""Measurements of speed, as ratios within one run: `python -m tests.benchmarks` prints them all.

Belongs here: what is timed and against what. Does not: assertions; the tests guard start-up by the modules that are loaded.
"""
