"""A small invented company for `headwater serve --demo`: its people, customers, cases, and two broken links."""

from headwater.demo.company.service import fill

__all__ = ["fill"]
