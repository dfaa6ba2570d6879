"""To whom a case belongs: the customer and channel first recorded for it in the file, coded once per case."""

import numpy as np

from headwater.engine import Engine, ident
from headwater.moments.arrays import to_numpy
from headwater.moments.domain import Role, Source
from headwater.moments.edges import NONE, Codes

ROLES: dict[Role, str] = {"customer": "customers", "channel": "channels"}


def case_roles(engine: Engine, source: Source) -> dict[Role, Codes]:
    """Codes by case number, for the roles that are filled. Reads the dictionaries.

    Nearly always a case's first row tells, and only those rows are looked up; else the first row that does.
    """
    filled = {role: column for role, column in source.mapping.roles() if role in ROLES}
    if not filled:
        return {}
    picks = ", ".join(f"r.{ident(column)}::VARCHAR AS {role}" for role, column in filled.items())
    engine.run(
        f"CREATE OR REPLACE TABLE belongs AS SELECT c.code AS case_no, {picks} FROM {source.relation} r "
        "JOIN case_ids c ON r.row_number = c.first"
    )
    found = {role: _coded(engine, source, role, column) for role, column in filled.items()}
    engine.run("DROP TABLE belongs")
    return found


def _coded(engine: Engine, source: Source, role: Role, column: str) -> Codes:
    if engine.row(f"SELECT count(*) > count({role}) AS missing FROM belongs")["missing"]:
        _look_further(engine, source, role, column)
    codes = engine.sql(
        f"SELECT d.code FROM belongs b LEFT JOIN {ROLES[role]} d ON d.name = b.{role} ORDER BY b.case_no"
    )
    found: Codes = to_numpy(codes["code"], np.int32, NONE)
    return found


def _look_further(engine: Engine, source: Source, role: Role, column: str) -> None:
    m = source.mapping
    engine.run(
        f"UPDATE belongs SET {role} = f.name FROM (SELECT c.code, arg_min(r.{ident(column)}::VARCHAR, r.row_number) AS "
        f"name FROM {source.relation} r JOIN case_ids c ON r.{ident(m.case)}::VARCHAR = c.name GROUP BY 1) f "
        f"WHERE f.code = belongs.case_no AND belongs.{role} IS NULL"
    )
