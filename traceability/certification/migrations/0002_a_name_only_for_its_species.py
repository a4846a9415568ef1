"""A protected name is for one species. An orange lot can never carry 百色芒果: the database itself refuses."""

from django.db import migrations

from traceability.ledger.operations import AppendOnly, Guard

FOREIGN = "A protected name is never given to fruit of another species."
GIVEN_BACK = "What certificates cover of a plot's season is never given back."
KEPT = "A certificate stands as it was issued; only what labels draw on it grows."

IS_FOREIGN = """
    (SELECT species_id FROM certification_gischeme WHERE code = NEW.scheme_id) <>
    (SELECT v.species_id FROM lots_lot l JOIN lots_product p ON p.id = l.product_id
     JOIN lots_variety v ON v.code = p.variety_id WHERE l.id = NEW.lot_id)
"""
WRITTEN = (
    "scheme_id",
    "lot_id",
    "number",
    "certified_g",
    "issued_by_id",
    "issued_at",
    "valid_from",
    "valid_to",
    "event_id",
)
CHANGES = " OR ".join([f"NEW.{column} <> OLD.{column}" for column in WRITTEN] + ["NEW.drawn_g < OLD.drawn_g"])
CERTIFICATE = "certification_certificate"


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial")]

    operations = [
        Guard(
            "certification_name_only_for_its_species",
            CERTIFICATE,
            moment="INSERT",
            refuses=IS_FOREIGN,
            message=FOREIGN,
        ),
        Guard("certification_certificate_is_kept", CERTIFICATE, moment="UPDATE", refuses=CHANGES, message=KEPT),
        Guard("certification_certificate_is_not_deleted", CERTIFICATE, moment="DELETE", message=KEPT),
        AppendOnly("certification_decision", reason="Judge again instead."),
        AppendOnly("certification_sample", reason="Take a new sample instead."),
        AppendOnly("certification_inspection", reason="Inspect a new sample instead."),
        AppendOnly("certification_inspectionphoto", reason="Inspect a new sample instead."),
        AppendOnly("certification_residuetest", reason="Report on a new sample instead."),
        AppendOnly("certification_revocation", reason="Certify again under a new number instead."),
        AppendOnly("certification_reading", reason="Inspect a new sample instead."),
        AppendOnly("certification_residueresult", reason="Report on a new sample instead."),
        AppendOnly("certification_signentry", reason="A label that was spoilt is declared void instead."),
        Guard(
            "certification_season_is_never_given_back",
            "certification_plotseason",
            moment="UPDATE",
            refuses="NEW.certified_g < OLD.certified_g OR NEW.scheme_id <> OLD.scheme_id "
            "OR NEW.plot_id <> OLD.plot_id OR NEW.year <> OLD.year",
            message=GIVEN_BACK,
        ),
        Guard(
            "certification_season_is_not_deleted",
            "certification_plotseason",
            moment="DELETE",
            message=GIVEN_BACK,
        ),
    ]
