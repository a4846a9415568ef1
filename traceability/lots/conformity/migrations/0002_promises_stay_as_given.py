"""A promise is never edited: another one replaces it, and a lot has one chain of them."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard

TABLE = "conformity_conformitycertificate"
SECOND = "A lot has one conformity certificate that stands. Replace it, and say why."
OTHER_LOT = "A conformity certificate is replaced by another of the same lot."


class Migration(migrations.Migration):
    dependencies = [("conformity", "0001_initial")]

    operations = [
        Guard(
            "conformity_has_one_chain_a_lot",
            TABLE,
            moment="INSERT",
            refuses="NEW.replaces_id IS NULL AND EXISTS "
            "(SELECT 1 FROM conformity_conformitycertificate WHERE lot_id = NEW.lot_id)",
            message=SECOND,
        ),
        Guard(
            "conformity_is_replaced_within_its_lot",
            TABLE,
            moment="INSERT",
            refuses="NEW.replaces_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM conformity_conformitycertificate WHERE id = NEW.replaces_id AND lot_id = NEW.lot_id)",
            message=OTHER_LOT,
        ),
        AppendOnly(TABLE, reason="Issue another one that replaces it.", keys=[["id"], ["lot_id", "number"]]),
    ]
