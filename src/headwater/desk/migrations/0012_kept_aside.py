from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0011_rare_links"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("new", "new"),
                    ("open", "open"),
                    ("waiting", "waiting"),
                    ("snoozed", "snoozed"),
                    ("done", "done"),
                    ("ended", "ended"),
                    ("merged", "merged"),
                    ("aside", "aside"),
                ],
                default="new",
                max_length=10,
            ),
        ),
    ]
