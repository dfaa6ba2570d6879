"""Foresight: a twin of one's own service, the decisions tried on it, and what came of them."""
