"""Reads text that customers write; knows no table."""
