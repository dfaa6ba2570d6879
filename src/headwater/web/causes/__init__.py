"""Pages of what spoils cases: findings, the chain, every number with its rows."""
