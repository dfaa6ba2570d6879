"""/events/: open pages are told which cases changed. One look at the database a second serves all streams."""
