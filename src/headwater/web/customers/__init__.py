"""Pages of customers: what they said, what is known of them, their situations, and whether they are treated fairly."""
