"""Bringing a file into the record by the browser."""
