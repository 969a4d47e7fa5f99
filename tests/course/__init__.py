"""Tests of `pdtutor.course`: lesson files and what is made of them."""
