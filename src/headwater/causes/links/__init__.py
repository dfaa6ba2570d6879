"""Candidate links: everything in the chain that can break in a case, each with its rule for "broke in this case"."""

from headwater.causes.links.candidate import Candidate
from headwater.causes.links.gather import gather

__all__ = ["Candidate", "gather"]
