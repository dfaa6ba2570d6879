"""The HTTP API: keys, routes under /api/v1/, moments from outside, webhooks out."""
