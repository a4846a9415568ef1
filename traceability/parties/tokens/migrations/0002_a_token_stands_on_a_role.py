"""A token is given to somebody who acts for its organisation, is never widened, and ends with their last role there."""

from django.db import migrations

from traceability.ledger.operations import VendorSQL

TOKENS, ROLES = "tokens_machinetoken", "parties_membership"
STRANGER = "A token is for somebody who acts for its organisation. Give them a role there first."
STAYS = "What a token may do is never changed. Revoke it and make another one."
FIXED = "digest, token_key, number, user_id, organisation_id, name, scopes, created, expiry"


def _acts(row: str) -> str:
    """A condition that holds while the person of a row has a role at its organisation that is not a grower's."""
    return (
        f'EXISTS (SELECT 1 FROM "{ROLES}" AS held WHERE held.user_id = {row}.user_id '  # noqa: S608 - our own tables
        f"AND held.organisation_id = {row}.organisation_id AND held.role <> 'grower')"
    )


END = (
    f'DELETE FROM "{TOKENS}" WHERE user_id = OLD.user_id AND organisation_id = OLD.organisation_id '  # noqa: S608
    f"AND NOT {_acts('OLD')}"
)
ENDINGS = (("delete", "DELETE"), ("change", "UPDATE OF user_id, organisation_id, role"))


class Migration(migrations.Migration):
    dependencies = [("tokens", "0001_initial"), ("parties", "0001_initial")]

    operations = [
        VendorSQL(
            sqlite=[
                f'CREATE TRIGGER "tokens_stand_on_a_role" BEFORE INSERT ON "{TOKENS}" WHEN NOT {_acts("NEW")} '
                f"BEGIN SELECT RAISE(ABORT, '{STRANGER}'); END",
                f'CREATE TRIGGER "tokens_stay_as_made" BEFORE UPDATE OF {FIXED} ON "{TOKENS}" '
                f"BEGIN SELECT RAISE(ABORT, '{STAYS}'); END",
                *(
                    f'CREATE TRIGGER "tokens_end_with_the_role_on_{name}" AFTER {verb} ON "{ROLES}" BEGIN {END}; END'
                    for name, verb in ENDINGS
                ),
            ],
            reverse_sqlite=[
                'DROP TRIGGER "tokens_stand_on_a_role"',
                'DROP TRIGGER "tokens_stay_as_made"',
                *(f'DROP TRIGGER "tokens_end_with_the_role_on_{name}"' for name, _ in ENDINGS),
            ],
            postgresql=[
                "CREATE FUNCTION tokens_stand_on_a_role() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
                f"IF NOT {_acts('NEW')} THEN RAISE EXCEPTION '{STRANGER}' USING ERRCODE = '23001'; END IF; "
                "RETURN NEW; END $body$",
                f'CREATE TRIGGER "tokens_stand_on_a_role" BEFORE INSERT ON "{TOKENS}" FOR EACH ROW '
                "EXECUTE FUNCTION tokens_stand_on_a_role()",
                "CREATE FUNCTION tokens_stay_as_made() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
                f"RAISE EXCEPTION '{STAYS}' USING ERRCODE = '23001'; END $body$",
                f'CREATE TRIGGER "tokens_stay_as_made" BEFORE UPDATE OF {FIXED} ON "{TOKENS}" FOR EACH ROW '
                "EXECUTE FUNCTION tokens_stay_as_made()",
                "CREATE FUNCTION tokens_end_with_the_role() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN "
                f"{END}; RETURN NULL; END $body$",
                *(
                    f'CREATE TRIGGER "tokens_end_with_the_role_on_{name}" AFTER {verb} ON "{ROLES}" FOR EACH ROW '
                    "EXECUTE FUNCTION tokens_end_with_the_role()"
                    for name, verb in ENDINGS
                ),
            ],
            reverse_postgresql=[
                f'DROP TRIGGER "tokens_stand_on_a_role" ON "{TOKENS}"',
                f'DROP TRIGGER "tokens_stay_as_made" ON "{TOKENS}"',
                *(f'DROP TRIGGER "tokens_end_with_the_role_on_{name}" ON "{ROLES}"' for name, _ in ENDINGS),
                "DROP FUNCTION tokens_stand_on_a_role(), tokens_stay_as_made(), tokens_end_with_the_role()",
            ],
        ),
    ]
