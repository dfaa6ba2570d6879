"""Webhooks out: signed, guarded, tried again, logged."""
