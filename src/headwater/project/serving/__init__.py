"""`headwater serve`: everything that one command starts, watches and ends."""
