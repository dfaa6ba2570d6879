"""The simulator: one compiled calendar of events, configured by arrays; it knows no record and no decision."""
