"""Signing in, invitations, and how allauth's pages fit in here."""
