"""What the receiving server found out about a sender."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0023_addresses_that_moved")]

    operations = [migrations.AddField("message", "forged", models.BooleanField(db_default=False, default=False))]
