"""What is kept about whom and for how long; given to them, or forgotten."""
