"""What the public pages remember: how often a network address has tried something."""

from django.db import models


class Tried(models.Model):
    """A count for one address, one thing and one hour; `who` tells neither without the server's key."""

    who = models.CharField(max_length=64, primary_key=True)
    hour = models.DateTimeField(db_index=True)
    times = models.PositiveIntegerField()
