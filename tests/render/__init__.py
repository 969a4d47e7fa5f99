"""Tests of `pdtutor.render`: what is seen in every format."""
