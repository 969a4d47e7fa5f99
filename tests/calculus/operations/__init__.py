"""The graph of primitive operations: programs, sweeps, counts."""
