"""Judging answers: what is right, what is wrong, and which mistake led there."""
