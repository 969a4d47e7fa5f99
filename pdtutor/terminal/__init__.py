"""The prompt: a line of input with editing, history and a live preview.

Belongs here: reading lines from a terminal. Does not: what a line means (`cli.conversation`), or drawing anything else (`render`).
"""
