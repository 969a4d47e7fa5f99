"""Measurements of speed, as ratios to named peers within one run: `python -m tests.benchmarks` prints them all.

Belongs here: what is timed and against what, one file a subject, all of them in `registry`. Does not: assertions; the tests guard start-up
by the modules that are loaded, and growth by counted operations.
"""
