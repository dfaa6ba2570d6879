"""How often a key was used in a minute, so that its limit holds for all processes together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0002_webhook_missing")]
    operations = [
        migrations.AddField("apikey", "minute", models.BigIntegerField(default=0)),
        migrations.AddField("apikey", "used", models.BigIntegerField(default=0)),
    ]
