"""Decisions: a change somebody proposes, as a plain value that reads as a sentence and turns one service into
another."""
