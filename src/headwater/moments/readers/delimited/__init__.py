"""CSV, TSV and their kin: any delimiter, any encoding, quoted line breaks, plain or gzipped."""

from headwater.moments.readers.delimited.reader import read

__all__ = ["read"]
