"""Backpropagation through a program of named values: forward pass, backward pass, and the chain rule path by path.

Belongs here: pure mathematics on the graph that the names make. Does not: text (`notation.programs`), or counts (`calculus.operations`).
"""
