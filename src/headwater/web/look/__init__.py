"""What every page looks like beside its own content."""
