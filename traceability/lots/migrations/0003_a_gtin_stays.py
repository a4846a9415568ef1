"""A trade item keeps its GTIN: what is printed and recorded under it is found by it for ever."""

from django.db import migrations

from traceability.ledger.operations import Guard


class Migration(migrations.Migration):
    dependencies = [("lots", "0002_books_balance")]

    operations = [
        Guard(
            "lots_a_gtin_stays",
            "lots_product",
            moment="UPDATE",
            refuses="NEW.gtin <> OLD.gtin",
            message="The GTIN of a trade item never changes: codes with it are printed, and events name it. Recognise "
            "what bears another number as the lot that it is.",
        ),
    ]
