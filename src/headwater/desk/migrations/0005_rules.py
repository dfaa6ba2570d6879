from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_acts"),
    ]

    operations = [
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
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(models.F("message"), models.F("user"), name="mentioned_once"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(models.F("case"), models.F("user"), name="one_presence"),
        ),
        migrations.AddConstraint(
            model_name="rawmail",
            constraint=models.UniqueConstraint(
                models.F("mailbox"), models.F("message_id"), models.F("sha256"), name="raw_mail_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="related",
            constraint=models.UniqueConstraint(models.F("case"), models.F("other"), name="related_once"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner__isnull", False), ("team__isnull", False), _connector="XOR"),
                name="a_view_is_of_one_person_or_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                models.F("owner"), models.F("name"), condition=models.Q(("owner__isnull", False)), name="own_view_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                models.F("team"), models.F("name"), condition=models.Q(("team__isnull", False)), name="team_view_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="standard",
            constraint=models.UniqueConstraint(models.F("team"), name="one_standard_a_team"),
        ),
        migrations.AddIndex(
            model_name="casetag",
            index=models.Index(models.F("tag"), models.F("case"), name="case_by_tag"),
        ),
        migrations.AddConstraint(
            model_name="casetag",
            constraint=models.UniqueConstraint(models.F("case"), models.F("tag"), name="tagged_once"),
        ),
    ]
