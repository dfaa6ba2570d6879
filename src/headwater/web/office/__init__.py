"""Pages of who works here and how it is set up."""
