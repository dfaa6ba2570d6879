from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0005_rules"),
    ]

    operations = [
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
