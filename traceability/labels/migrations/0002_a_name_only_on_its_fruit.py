"""Labels under a name are only ever for the lot's own certificate and species: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import VendorSQL

NAME = "labels_name_only_on_its_fruit"
MESSAGE = "Labels with a protected name are never printed for fruit of another species."
IS_FOREIGN = """
    NEW.certificate_id IS NOT NULL AND
    (SELECT s.species_id FROM certification_certificate c JOIN certification_gischeme s ON s.code = c.scheme_id
     WHERE c.id = NEW.certificate_id) <>
    (SELECT v.species_id FROM lots_lot l JOIN lots_product p ON p.id = l.product_id
     JOIN lots_variety v ON v.code = p.variety_id WHERE l.id = NEW.lot_id)
"""


class Migration(migrations.Migration):
    dependencies = [("labels", "0001_initial")]

    operations = [
        VendorSQL(
            sqlite=[
                f"CREATE TRIGGER {NAME}_{moment.lower()} BEFORE {moment} ON labels_labelrun WHEN {IS_FOREIGN} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                for moment in ("INSERT", "UPDATE")
            ],
            reverse_sqlite=[f"DROP TRIGGER {NAME}_insert", f"DROP TRIGGER {NAME}_update"],
            postgresql=[
                f"""
                CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $guard$
                BEGIN
                    IF {IS_FOREIGN} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23001'; END IF;
                    RETURN NEW;
                END $guard$
                """,
                f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON labels_labelrun "
                f"FOR EACH ROW EXECUTE FUNCTION {NAME}()",
            ],
            reverse_postgresql=[f"DROP TRIGGER {NAME} ON labels_labelrun", f"DROP FUNCTION {NAME}()"],
        )
    ]
