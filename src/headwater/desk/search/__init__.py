"""Full-text search behind one port: FTS5 on SQLite, tsvector on PostgreSQL, the same words and the same answers."""
