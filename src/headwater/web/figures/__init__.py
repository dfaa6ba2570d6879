"""The desk's numbers: said, drawn, and opened to their definition and rows."""
