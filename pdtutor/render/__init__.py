"""Results into something to look at or to read on: Rich views, plain text, LaTeX, Markdown, JSON, Python.

Belongs here: layout, style and formats. Does not: any choice of what is derived, nor where the output goes (`cli`).
"""
