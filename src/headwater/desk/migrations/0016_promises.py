"""What is promised: to one customer, to everybody; who is reminded, and their calendars."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0015_not_reached_any_more"),
        ("people", "0004_absence"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="standard",
            name="promise_days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("checked_how", models.TextField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.TextField()),
                ("own_words", models.TextField(blank=True)),
                ("rule", models.CharField(blank=True, max_length=80)),
                ("due_from", models.DateTimeField()),
                ("due_to", models.DateTimeField()),
                ("vague", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("kept", "kept"),
                            ("broken", "broken"),
                            ("renegotiated", "renegotiated"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True)),
                ("broken_by", models.JSONField(null=True)),
                ("agreed_how", models.TextField(blank=True)),
                ("asked_to_move_to", models.DateTimeField(null=True)),
                ("asked_why", models.TextField(blank=True)),
                ("remind_at", models.DateTimeField(null=True)),
                (
                    "by_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="desk.case",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="desk.commitment",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="desk.customer",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="desk.promise",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
                        to="desk.message",
                    ),
                ),
                (
                    "asked_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.message",
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
            ],
        ),
        migrations.CreateModel(
            name="PromiseNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("own", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="desk.promise"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.CharField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("user"), condition=models.Q(("team__isnull", True)), name="one_own_calendar"
                    ),
                    models.UniqueConstraint(
                        models.F("user"),
                        models.F("team"),
                        condition=models.Q(("team__isnull", False)),
                        name="one_calendar_a_team",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(models.F("case"), models.F("id"), name="promise_in_case"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                models.F("message"), condition=models.Q(("message__isnull", False)), name="promise_in_message"
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(models.F("customer"), models.F("id"), name="promise_to_customer"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                models.F("due_to"),
                models.F("id"),
                condition=models.Q(("given_at__isnull", False), ("state", "open")),
                name="promise_due",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                models.F("by_user"),
                models.F("due_to"),
                models.F("id"),
                condition=models.Q(("state", "open")),
                name="promise_mine",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                models.F("remind_at"), condition=models.Q(("remind_at__isnull", False)), name="promise_to_remind"
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(models.F("settled_at"), condition=models.Q(("state", "broken")), name="promise_broken"),
        ),
        migrations.AddIndex(
            model_name="promisenotice",
            index=models.Index(
                models.F("user"), models.F("own"), condition=models.Q(("seen_at__isnull", True)), name="notice_unseen"
            ),
        ),
        migrations.AddConstraint(
            model_name="promisenotice",
            constraint=models.UniqueConstraint(models.F("promise"), models.F("user"), name="reminded_once"),
        ),
    ]
