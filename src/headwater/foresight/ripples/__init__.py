"""Ripples: what a decision does elsewhere in the chain, with intervals, and why."""
