"""The only reader and writer of the desk's tables, beside the acts that change one case at a time."""
