from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0009_erasure_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="plus_addresses",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.CharField(max_length=10)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("unsure", models.PositiveIntegerField(default=0)),
                ("first_tried_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("accepted", models.JSONField(default=list)),
                ("answer", models.TextField(blank=True)),
                (
                    "message",
                    models.OneToOneField(on_delete=models.deletion.CASCADE, related_name="delivery", to="desk.message"),
                ),
            ],
        ),
    ]
