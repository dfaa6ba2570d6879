"""The record: what a moment is, how files become moments, how moments are laid out for questions."""
