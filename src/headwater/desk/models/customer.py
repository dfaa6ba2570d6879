"""Tables of customers and how they are reached."""

from typing import ClassVar

from django.db import models


class Customer(models.Model):
    """Somebody we serve. The record knows them only as `customer-ID`, never by name or address.

    One who was found to be another has nothing any more but their name and `merged_into`, until that is undone."""

    name = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="merged_here")

    def __str__(self) -> str:
        return self.name or f"Customer {self.pk}"


class Address(models.Model):
    """An e-mail address or telephone number, normalised (`domain_address.normalised`), of one customer. One that was
    another's before says whose and when it came, so that it can go back."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=10, choices=[("email", "email"), ("phone", "phone")])
    value = models.CharField(max_length=320)
    moved_from = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="addresses_gone", db_index=False
    )
    moved_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "value"], name="one_customer_an_address")]
        indexes: ClassVar = [
            models.Index("moved_from", name="address_moved", condition=models.Q(moved_from__isnull=False))
        ]
