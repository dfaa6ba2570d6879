"""The public benchmark: service worlds with planted causes, the scoring, and the baselines."""
