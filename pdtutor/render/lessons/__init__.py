"""Lessons as they are shown: lists, pages, sheets, keys, what is wrong with a file, what a run says and comes to.

Belongs here: one file for each thing that is shown of lessons. Does not: pages of mathematics (`render.pages`), any decision of a run
(`practice`).
"""
