"""Links to the customer's own page, the question whether they got there, why each question on a form is asked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0018_parts_of_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=320)),
                ("language", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("reached", models.BooleanField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follow_up", to="desk.case"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="desk.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CustomerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("page", "page"), ("address", "address"), ("outcome", "outcome")], max_length=10
                    ),
                ),
                ("salt", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("address", models.CharField(max_length=320)),
                ("language", models.CharField(max_length=10)),
                ("letter", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.case",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="desk.customer",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="desk.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("customer"), models.F("id"), name="link_of"),
                    models.Index(models.F("address"), models.F("made_at"), name="link_to"),
                    models.Index(
                        models.F("message"), condition=models.Q(("message__isnull", False)), name="link_under"
                    ),
                    models.Index(models.F("case"), condition=models.Q(("case__isnull", False)), name="link_about"),
                    models.Index(models.F("id"), condition=models.Q(("letter", True)), name="link_to_send"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=30)),
                ("reason", models.TextField(blank=True)),
                ("use", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("form"), models.F("name"), name="one_reason_a_question")
                ],
            },
        ),
    ]
