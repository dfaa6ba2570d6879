"""SQLite as Django speaks to it, with one thing more: who waits to write is not forgotten."""
