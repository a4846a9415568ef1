"""Labels under a name are only ever for the lot's own certificate and species: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import Guard

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
        Guard(
            "labels_name_only_on_its_fruit",
            "labels_labelrun",
            moment="INSERT OR UPDATE",
            refuses=IS_FOREIGN,
            message="Labels with a protected name are never printed for fruit of another species.",
        )
    ]
