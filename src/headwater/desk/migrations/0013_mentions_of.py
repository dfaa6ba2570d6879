from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0012_kept_aside"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="mention",
            index=models.Index("user", "id", name="mention_of"),
        ),
    ]
