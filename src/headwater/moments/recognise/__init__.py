"""Which column plays which role, how times are written, what kind each attribute is: always with the reason."""
