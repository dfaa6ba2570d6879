"""What is due is looked up together with what was promised in an answer that did not arrive."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0021_keys_of_moments")]

    operations = [
        migrations.RemoveIndex("promise", "promise_due"),
        migrations.AddIndex(
            "promise",
            models.Index(models.F("due_to"), models.F("id"), name="promise_due", condition=models.Q(("state", "open"))),
        ),
    ]
