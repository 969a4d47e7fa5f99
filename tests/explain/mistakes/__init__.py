"""Learners' mistakes in words."""
