"""Pages of the desk: lists, a case, what is done with it."""
