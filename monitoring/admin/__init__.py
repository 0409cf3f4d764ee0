"""What is seen: one module a subject, each registers its pages with the portal's site."""

from monitoring.admin import (
    aliases,
    counts,
    districts,
    ledger,
    plans,
    provinces,
    receipts,
    reports,
    shipments,
    supplies,
    uploads,
)
from monitoring.admin.accounts import events, roles, users

__all__ = [
    "aliases",
    "counts",
    "districts",
    "events",
    "ledger",
    "plans",
    "provinces",
    "receipts",
    "reports",
    "roles",
    "shipments",
    "supplies",
    "uploads",
    "users",
]
