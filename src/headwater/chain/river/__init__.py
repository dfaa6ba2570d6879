"""The river: the picture of a chain, laid out by pure functions and drawn as SVG."""
