"""What can be done with cases, one act per function; `service` lists them all."""
