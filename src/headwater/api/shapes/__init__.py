"""What goes in and out of the API: a promise of its version, whatever changes inside."""
