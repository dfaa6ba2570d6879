"""A case that went on after its customer had confirmed the outcome does not say any more that it is reached."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """Where the case is open again."""
    cases = apps.get_model("desk", "Case").objects.filter(confirmed_by_customer=True)
    cases.exclude(state__in=["ended", "merged"]).update(confirmed_by_customer=False, outcome_confirmed_at=None)


class Migration(migrations.Migration):
    """Nothing to undo: the moments tell when it was reached and when it was opened again."""

    dependencies = [("desk", "0014_quick_beginnings")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
