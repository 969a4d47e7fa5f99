"""What README.md shows: its pictures, and the examples that it runs, taken anew by `python -m tests.snapshots`.

Belongs here: pictures, and how examples are found and run. Does not: the tests that compare (`tests/contracts/test_readme.py`).
"""
