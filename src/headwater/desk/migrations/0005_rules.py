import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_acts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_answer_s", models.PositiveIntegerField(null=True)),
                ("done_s", models.PositiveIntegerField(null=True)),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
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
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_tags",
                        to="desk.case",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.tag"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(models.F("state"), models.F("changed_at"), models.F("number"), name="case_by_state"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("team"), models.F("state"), models.F("changed_at"), models.F("number"), name="case_by_team"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("holder"), models.F("state"), models.F("changed_at"), models.F("number"), name="case_by_holder"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("team"),
                models.F("state"),
                models.F("changed_at"),
                models.F("number"),
                condition=models.Q(("holder__isnull", True)),
                name="case_unassigned",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("state"),
                models.F("changed_at"),
                models.F("number"),
                condition=models.Q(("holder__isnull", True)),
                name="case_unassigned_any",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("changed_at"),
                models.F("number"),
                condition=models.Q(("answered_while_snoozed", True)),
                name="case_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(models.F("customer"), models.F("number"), name="case_by_customer"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(models.F("opened_at"), models.F("number"), name="case_by_opening"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("snoozed_until"), condition=models.Q(("state", "snoozed")), name="case_snoozed"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("kind_asked"),
                models.F("kind_confirmed"),
                condition=models.Q(("kind_confirmed", ""), _negated=True),
                name="case_kinds",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(fields=("kind", "value"), name="one_customer_an_address"),
        ),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("until__isnull", True)), name="one_open_holding"
            ),
        ),
        migrations.AddIndex(
            model_name="deadletter",
            index=models.Index(
                models.F("id"), condition=models.Q(("resolved_at__isnull", True)), name="dead_letter_open"
            ),
        ),
        migrations.AddIndex(
            model_name="channelsheet",
            index=models.Index(models.F("channel"), models.F("id"), name="sheet_by_channel"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(models.F("case"), models.F("at"), models.F("id"), name="message_in_case"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(models.F("message_id"), name="message_by_id"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(models.F("sender_address"), name="message_by_sender"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(models.F("hold_until"), condition=models.Q(("state", "held")), name="message_held"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                models.F("id"), condition=models.Q(("state__in", ["queued", "sending"])), name="message_queued"
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                models.F("user"), models.F("id"), condition=models.Q(("seen_at__isnull", True)), name="mention_unseen"
            ),
        ),
    ]
