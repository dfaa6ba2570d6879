"""Tables of jobs: what is due when, and which workers live. The queue itself is django-tasks-db's table."""

from django.db import models


class Scheduled(models.Model):
    """When one line of the schedule is due next; whoever holds the lease runs it."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)


class Worker(models.Model):
    """A worker process and when it was last seen alive."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()
