"""The published table: simulated logs beside held-out ones, by the distances of the literature."""
