import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxMoment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_number", models.BigIntegerField()),
                ("step", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("who", models.BigIntegerField(null=True)),
                ("team", models.BigIntegerField(null=True)),
                ("customer", models.BigIntegerField(null=True)),
                ("held_by", models.BigIntegerField(null=True)),
                ("held_team", models.BigIntegerField(null=True)),
                ("channel", models.CharField(max_length=30)),
                ("message", models.BigIntegerField(null=True)),
                ("attributes", models.JSONField(default=dict)),
                ("quiet", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("batch", models.BigIntegerField(null=True)),
                ("exported_at", models.DateTimeField(null=True)),
                ("key", models.CharField(max_length=300, null=True, unique=True)),
            ],
            options={
                "indexes": [
                    models.Index(models.F("case_number"), models.F("id"), name="moment_in_case"),
                    models.Index(
                        models.F("id"),
                        condition=models.Q(("batch__isnull", True), ("quiet", False)),
                        name="moment_to_export",
                    ),
                    models.Index(
                        models.F("batch"),
                        models.F("id"),
                        condition=models.Q(("batch__isnull", False)),
                        name="moment_in_batch",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("doing", models.CharField(choices=[("reading", "reading"), ("writing", "writing")], max_length=10)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presence",
                        to="desk.case",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RawMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.CharField(blank=True, max_length=500)),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("received_at", models.DateTimeField(db_index=True)),
                (
                    "as_message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="raw", to="desk.message"
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.mailbox",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Related",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="related", to="desk.case"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.case"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Retention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=30, unique=True)),
                ("days", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("query", models.JSONField(default=dict)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
            ],
        ),
    ]
