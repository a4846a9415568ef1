"""A registered link only retires, and a recognised code means its lot for ever: the database itself sees to it."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard

_FIXED = ("identifier", "owner_id", "kind", "href", "title", "media", "languages", "context", "registered_at")


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        Guard(
            "registry_a_link_only_retires",
            "registry_partnerlink",
            moment="UPDATE",
            refuses="OLD.retired_at IS NOT NULL OR NEW.registered_by_id <> OLD.registered_by_id OR "
            + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _FIXED),
            message="A registered link is never changed. Retire it and register another one.",
        ),
        Guard(
            "registry_links_are_kept",
            "registry_partnerlink",
            moment="DELETE",
            message="A registered link is kept. Retire it.",
        ),
        AppendOnly(
            "registry_alias",
            reason="A printed code that was recognised means its lot for ever.",
            keys=[["id"], ["identifier"], ["event_id"]],
        ),
    ]
