"""What no label run may do: the database itself refuses it."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard, VendorSQL

FOREIGN_NAME = Guard(
    "labels_name_only_on_its_fruit",
    "labels_labelrun",
    moment="INSERT OR UPDATE",
    refuses="""
    NEW.certificate_id IS NOT NULL AND
    (SELECT s.species_id FROM certification_certificate c JOIN certification_gischeme s ON s.code = c.scheme_id
     WHERE c.id = NEW.certificate_id) <>
    (SELECT v.species_id FROM lots_lot l JOIN lots_product p ON p.id = l.product_id
     JOIN lots_variety v ON v.code = p.variety_id WHERE l.id = NEW.lot_id)
""",
    message="Labels with a protected name are never printed for fruit of another species.",
)
HELD = Guard(
    "labels_none_for_held_fruit",
    "labels_labelrun",
    moment="INSERT",
    refuses="EXISTS (SELECT 1 FROM holding_heldlot h WHERE h.lot_id = NEW.lot_id AND h.is_open)",
    message="No label is printed for a lot that is held.",
)
KEPT = Guard(
    "labels_what_was_printed_stays",
    "labels_labelrun",
    moment="UPDATE",
    refuses=" OR ".join(
        f"NEW.{column} <> OLD.{column}"
        for column in (
            *("lot_id", "layout", "first_index", "count", "key_number", "origin", "gtin", "lot_code"),
            *("words_id", "own_words"),
        )
    ),
    message="What was printed on a label is kept for ever: the words, GTIN, lot code and serials of a run never change.",
)
AS_THE_LOT_WAS = Guard(
    "labels_printed_as_the_lot_was",
    "labels_labelrun",
    moment="INSERT",
    refuses="""NOT EXISTS (SELECT 1 FROM lots_lot l JOIN lots_product p ON p.id = l.product_id
     WHERE l.id = NEW.lot_id AND p.gtin = NEW.gtin AND l.code = NEW.lot_code)""",
    message="A run is printed with the GTIN and the code of its own lot.",
)
IN_THE_RUN = "NEW.last <= (SELECT r.count FROM labels_labelrun r WHERE r.id = NEW.run_id)"
FREE = """NOT EXISTS (SELECT 1 FROM labels_labelspan s WHERE s.run_id = NEW.run_id
 AND s.first <= NEW.last AND s.last >= NEW.first AND NOT (s.state = 'active' AND NEW.state <> 'active')
 AND NOT (s.state IN ('on_pallet', 'off_pallet') AND NEW.state IN ('on_pallet', 'off_pallet', 'void')))"""
OVERLAP = "These labels have gone another way already: void, active or on a pallet."
BEYOND = "These labels are not among those of the run."
SPANS = VendorSQL(
    sqlite=[
        f"CREATE TRIGGER labels_spans_never_overlap BEFORE INSERT ON labels_labelspan WHEN NOT ({FREE}) "
        f"BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END",
        f"CREATE TRIGGER labels_spans_lie_in_their_run BEFORE INSERT ON labels_labelspan WHEN NOT ({IN_THE_RUN}) "
        f"BEGIN SELECT RAISE(ABORT, '{BEYOND}'); END",
    ],
    reverse_sqlite=["DROP TRIGGER labels_spans_never_overlap", "DROP TRIGGER labels_spans_lie_in_their_run"],
    # The run is locked before its spans are read: two that are added at once see each other.
    postgresql=[
        "CREATE FUNCTION labels_spans_never_overlap() RETURNS trigger LANGUAGE plpgsql AS $refusal$ BEGIN "
        "PERFORM 1 FROM labels_labelrun r WHERE r.id = NEW.run_id FOR NO KEY UPDATE; "
        f"IF NOT ({FREE}) THEN RAISE EXCEPTION '{OVERLAP}' USING ERRCODE = '23001'; END IF; "
        f"IF NOT ({IN_THE_RUN}) THEN RAISE EXCEPTION '{BEYOND}' USING ERRCODE = '23001'; END IF; "
        "RETURN NEW; END $refusal$",
        "CREATE TRIGGER labels_spans_never_overlap BEFORE INSERT ON labels_labelspan "
        "FOR EACH ROW EXECUTE FUNCTION labels_spans_never_overlap()",
    ],
    reverse_postgresql=[
        "DROP TRIGGER labels_spans_never_overlap ON labels_labelspan",
        "DROP FUNCTION labels_spans_never_overlap()",
    ],
)


class Migration(migrations.Migration):
    dependencies = [("labels", "0001_initial"), ("holding", "0002_what_is_held_stays")]

    operations = [
        FOREIGN_NAME,
        HELD,
        KEPT,
        AS_THE_LOT_WAS,
        SPANS,
        AppendOnly("labels_labelspan", reason="What became of a label is added to it, never taken back."),
        AppendOnly("labels_printedwords", reason="What was printed on a label is kept for ever."),
        AppendOnly("labels_download", reason="A print file that left the house stays in the book."),
        AppendOnly("labels_reprint", reason="A reprint stays in the book."),
    ]
