"""Serving customers: cases and their messages."""
