"""The words: rule cards and sentences."""
