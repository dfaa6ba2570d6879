"""The desk's numbers, each with its definition, the cases it rests on and those it leaves out. Pure functions."""
