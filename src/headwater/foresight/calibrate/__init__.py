"""From a record to a service: each number fitted, with what it rests on."""
