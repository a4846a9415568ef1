"""What was agreed to stays as it was agreed to: a withdrawal is added once, an erasure takes the signed paper out."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, VendorSQL

TABLE = "consent_consent"
MESSAGE = "What stands in consent_consent is never changed or deleted. Withdraw a consent, and record a new one when it is given again."
KEPT = ("id", "token", "person_id", "kind", "wording_id", "how", "given_on", "recorded_at", "recorded_by_id")
ONCE = ("withdrawn_at", "withdrawn_by_id")
EMPTIED = ("paper_number", "paper")


def _changed(same: str) -> str:
    """A condition that holds when more than that is written to a row; `same` is the database's null-safe equality."""
    kept = [f'NOT (NEW."{name}" {same} OLD."{name}")' for name in KEPT]
    once = [f'(OLD."{name}" IS NOT NULL AND NOT (NEW."{name}" {same} OLD."{name}"))' for name in ONCE]
    emptied = [f'(NEW."{name}" <> \'\' AND NOT (NEW."{name}" {same} OLD."{name}"))' for name in EMPTIED]
    return " OR ".join([*kept, *once, *emptied])


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial")]

    operations = [
        AppendOnly(
            "consent_wording", reason="New words are a new version.", keys=[["version"], ["kind", "valid_from"]]
        ),
        AppendOnly("consent_erasure", reason="An erasure stays.", keys=[["id"], ["person_id"]]),
        VendorSQL(
            sqlite=[
                f'CREATE TRIGGER "consent_stays_on_update" BEFORE UPDATE ON "{TABLE}" WHEN {_changed("IS")} '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
                f'CREATE TRIGGER "consent_stays_on_delete" BEFORE DELETE ON "{TABLE}" '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
                f'CREATE TRIGGER "consent_stays_on_replace" BEFORE INSERT ON "{TABLE}" '  # noqa: S608 - our own table
                f'WHEN EXISTS (SELECT 1 FROM "{TABLE}" WHERE "id" = NEW."id" OR "token" = NEW."token") '
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
            ],
            reverse_sqlite=[f'DROP TRIGGER "consent_stays_on_{verb}"' for verb in ("update", "delete", "replace")],
            postgresql=[
                "CREATE FUNCTION consent_stays() RETURNS trigger LANGUAGE plpgsql AS $refusal$ BEGIN "
                f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23001'; END $refusal$",
                f'CREATE TRIGGER "consent_stays_on_update" BEFORE UPDATE ON "{TABLE}" FOR EACH ROW '
                f"WHEN ({_changed('IS NOT DISTINCT FROM')}) EXECUTE FUNCTION consent_stays()",
                f'CREATE TRIGGER "consent_stays_on_delete" BEFORE DELETE ON "{TABLE}" FOR EACH ROW '
                "EXECUTE FUNCTION consent_stays()",
                f'CREATE TRIGGER "consent_stays_on_truncate" BEFORE TRUNCATE ON "{TABLE}" FOR EACH STATEMENT '
                "EXECUTE FUNCTION consent_stays()",
            ],
            reverse_postgresql=[
                *(f'DROP TRIGGER "consent_stays_on_{verb}" ON "{TABLE}"' for verb in ("update", "delete", "truncate")),
                "DROP FUNCTION consent_stays()",
            ],
        ),
    ]
