"""The database itself keeps the audit log append-only, on SQLite and on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE TRIGGER people_audit_no_update BEFORE UPDATE ON people_audit
       BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER people_audit_no_delete BEFORE DELETE ON people_audit
       WHEN NOT EXISTS (SELECT 1 FROM people_auditretention WHERE OLD.at < before)
       BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION people_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM people_auditretention WHERE OLD.at < before) THEN
           RETURN OLD;
         END IF;
         RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER people_audit_no_change BEFORE UPDATE OR DELETE ON people_audit
       FOR EACH ROW EXECUTE FUNCTION people_audit_guard()""",
)
UNDO = {
    "sqlite": ("DROP TRIGGER people_audit_no_update", "DROP TRIGGER people_audit_no_delete"),
    "postgresql": ("DROP TRIGGER people_audit_no_change ON people_audit", "DROP FUNCTION people_audit_guard"),
}


def guard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def unguard(_: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_retention")]
    operations = [migrations.RunPython(guard, unguard, elidable=False)]
