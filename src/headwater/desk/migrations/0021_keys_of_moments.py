"""A key is looked up in an index of those that have one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0020_own_things")]

    operations = [
        migrations.AlterField("outboxmoment", "key", models.CharField(max_length=300, null=True)),
        migrations.AddConstraint(
            "outboxmoment",
            models.UniqueConstraint("key", condition=models.Q(key__isnull=False), name="one_moment_of_a_key"),
        ),
    ]
