"""Pages for customers, who do not sign in."""
