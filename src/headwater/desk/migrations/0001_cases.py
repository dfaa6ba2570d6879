import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_audit_append_only"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ExportBatch",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("moments", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("exported_at", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="AutomaticSend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=320)),
                ("day", models.DateField()),
                ("sent", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("address"), models.F("day"), name="one_count_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                ("subject", models.TextField(blank=True)),
                ("channel", models.CharField(max_length=30)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("open", "open"),
                            ("waiting", "waiting"),
                            ("snoozed", "snoozed"),
                            ("done", "done"),
                            ("ended", "ended"),
                            ("merged", "merged"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("last_customer_at", models.DateTimeField(null=True)),
                ("last_staff_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("own_words", models.TextField(blank=True)),
                ("concern", models.TextField(blank=True)),
                ("wanted", models.TextField(blank=True)),
                ("predicted", models.TextField(blank=True)),
                ("promised", models.TextField(blank=True)),
                ("our_aim", models.TextField(blank=True)),
                ("kind_asked", models.CharField(blank=True, max_length=120)),
                ("kind_confirmed", models.CharField(blank=True, max_length=120)),
                ("concern_confirmed_at", models.DateTimeField(null=True)),
                ("outcome_confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by_customer", models.BooleanField(default=False)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("outcome_reached", "outcome_reached"),
                            ("silence", "silence"),
                            ("unknown", "unknown"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("snoozed_until", models.DateTimeField(null=True)),
                ("answered_while_snoozed", models.BooleanField(default=False)),
                ("unreachable", models.BooleanField(default=False)),
                ("before_merge", models.CharField(blank=True, max_length=10)),
                ("preview", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="desk.case"
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="split_off",
                        to="desk.case",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="desk.customer",
                    ),
                ),
            ],
        ),
    ]
