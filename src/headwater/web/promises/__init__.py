"""Pages of promises: to one customer, to everybody, before they are sent, when they are due, as a calendar."""
