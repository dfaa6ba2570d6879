"""What is done in the background, and when."""
