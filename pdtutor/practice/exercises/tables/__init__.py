"""The shapes of exercises, a table for each skill: level → shapes.

Belongs here: what is asked, as templates. Does not: how a template is filled in (`shapes`), which draws are fit (`fitness`).
"""
