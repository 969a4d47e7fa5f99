"""Gradient descent: methods, runs, and what a run's outcome means.

Belongs here: the update of each method, the loss as numbers, the walk with its stops, rates that keep it stable. Does not: text of any
kind, reading data (`requests.data`).
"""
