"""Benchmarks: each measures a ratio against a peer or a lower bound in one run."""
