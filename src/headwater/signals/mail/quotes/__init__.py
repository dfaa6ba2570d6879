"""Which lines the sender newly wrote, and which are quoted, forwarded or signature."""
