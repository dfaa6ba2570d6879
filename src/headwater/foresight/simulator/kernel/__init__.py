"""The compiled part: a calendar of events over arrays. Types are those of the arrays, so nothing here is annotated."""
