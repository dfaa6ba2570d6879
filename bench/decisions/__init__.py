"""Known-truth decisions: a record from a service with known rules, a rule changed, and what headwater foresaw of it."""
