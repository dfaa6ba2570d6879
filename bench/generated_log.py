"""A generated log of any size for measuring speed and memory: no causes planted, names invented.

python -m bench.generated_log 1_100_000 /tmp/ten_million.parquet
"""

import sys
from pathlib import Path

import duckdb

SQL = """
COPY (
  WITH lengths AS (
    SELECT i AS c, 4 + (hash(i) % 11)::INT AS n, hash(i * 7) % 31536000 AS born FROM range({cases}) t(i)
  ),
  rows AS (SELECT c, born, unnest(range(n)) AS k, hash(c * 131 + unnest(range(n))) AS h FROM lengths)
  SELECT printf('CASE-%09d', c) AS ticket,
         'Step ' || printf('%02d', CASE WHEN h % 5 = 0 THEN (h >> 8) % 25 ELSE (k * 2 + (h >> 8) % 3) % 25 END)
           AS activity,
         TIMESTAMP '2025-01-01' + to_seconds(born + k * 5400 + ((h >> 16) % 20) * 300) AS finished_at,
         'Agent ' || printf('%03d', (h >> 24) % 300) AS agent,
         'Team ' || printf('%02d', ((h >> 24) % 300) // 20) AS team,
         'Customer ' || printf('%07d', hash(c) % 400000) AS customer,
         ['mail', 'phone', 'web'][1 + (hash(c * 3) % 3)::INT] AS channel,
         'Product ' || (hash(c * 5) % 12) AS product,
         (h >> 32) % 2 = 0 AS checked,
         ((h >> 36) % 1000) / 10.0 AS amount,
         'note ' || (h >> 40) % 1000 AS note,
         hash(c * 11) % 5 AS rating
  FROM rows ORDER BY finished_at
) TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""


def write(cases: int, out: Path) -> None:
    """Write a time-ordered log of about 9.1 moments a case to a Parquet file."""
    duckdb.sql(SQL.format(cases=cases, out=out))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
