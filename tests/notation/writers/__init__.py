"""Tests of the writers: tables of texts, and that what is written can be read back."""
