"""Whose an address was before it was moved, so that it can go back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0022_promises_that_did_not_arrive")]

    operations = [
        migrations.AddField("address", "moved_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "address",
            "moved_from",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="addresses_gone",
                to="desk.customer",
            ),
        ),
        migrations.AddIndex(
            "address",
            models.Index(
                models.F("moved_from"), name="address_moved", condition=models.Q(("moved_from__isnull", False))
            ),
        ),
    ]
