"""The engine port: SQL over Arrow and Parquet. Knows no product word."""

from headwater.engine.duck import Engine, ident, literal

__all__ = ["Engine", "ident", "literal"]
