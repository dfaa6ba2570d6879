"""Copies of all that the server keeps."""
