"""The tests: folders mirror the package; `contracts`, `snapshots` and `benchmarks` stand beside them."""
