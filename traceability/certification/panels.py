"""What certification adds to a lot's page and to the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from traceability.certification.claims import claims_of, name_claims
from traceability.certification.models import Certificate, GIScheme, Sample, SampleQuerySet
from traceability.certification.places import UNION, place_name
from traceability.certification.queries import certificates_in_force, scheme_for
from traceability.certification.residues import judge_residues
from traceability.certification.standing import Standing, standings
from traceability.certification.verdicts import Verdict
from traceability.lots.models import Lot
from traceability.lots.panels import (
    Action,
    Alert,
    BlendClaim,
    Column,
    Mark,
    blend_claims,
    board_alert,
    board_column,
    board_panel,
    board_sentence,
    lot_actions,
    lot_headline,
    lot_panel,
)
from traceability.lots.queries import origins_of
from traceability.parties.models import Membership, Organisation
from traceability.parties.permissions import may_act_for
from traceability.web.templatetags.look import kg, state

NEARLY_USED_UP = 10
"""A certificate is called nearly used up when less than one part in so many is left."""
MOST_WAITING = 8


@lot_panel(order=20)
def claims(request: HttpRequest, lot: Lot) -> str:
    """The claims of a lot, judged for today."""
    on = timezone.localdate()
    return render_to_string("certification/ui/claims.html", {"claims": claims_of(lot, on=on), "on": on}, request)


@lot_headline(order=20)
def headline(request: HttpRequest, lot: Lot) -> str:
    """Whether the lot may be sold, and under the name or not; nothing of a lot that is used up."""
    if not lot.remaining_g:
        return ""
    names = name_claims(lot, timezone.localdate())
    facts = {"code": lot.code, "name": names[0].title if names else ""}
    return (_set_aside(lot) or _standing_in_words(lot, {claim.state for claim in names})) % facts


def _set_aside(lot: Lot) -> str:
    """Fruit picked inside a pre-harvest interval is not sold, whatever else it has earned."""
    for share in origins_of(lot):
        if share.origin.is_inside_interval and share.origin.allowed_from:
            return _("Lot %(code)s is set aside: it was picked before a waiting time had run out.")
    return ""


def _standing_in_words(lot: Lot, states: set[str]) -> str:
    if "ok" in states:
        return _("Lot %(code)s may be sold as %(name)s.")
    if states <= {"no", "none"}:
        return _("Lot %(code)s may be sold, without the name.")
    if "wait" in states:
        return _("Lot %(code)s has passed; it waits for its certificate.")
    if lot.samples.waiting().filter(purpose=Sample.Purpose.INSPECTION).exists():
        return _("Lot %(code)s waits for inspection.")
    return _("Lot %(code)s may be sold; it has not been inspected for the name.")


@lot_actions(order=20)
def actions(request: HttpRequest, lot: Lot) -> list[Action]:
    """Take a sample, for the owner's people; certify, for an inspector."""
    user, address = request.user, [lot.product.gtin, lot.code]
    if not user.is_authenticated:
        return []
    found = []
    if may_act_for(user, lot.owner, Membership.Role.QUALITY, Membership.Role.CLERK):
        found.append(Action(_("Take a sample"), reverse("certification:sample", args=address)))
    bodies = user.organisations().filter(kind=Organisation.Kind.CONTROL_BODY)
    if any(may_act_for(user, body, Membership.Role.INSPECTOR) for body in bodies):
        found.append(Action(_("Certify"), reverse("certification:certify", args=address), main=True))
    return found


@board_panel(order=10, column="right")
def waiting(request: HttpRequest, organisation: Organisation) -> str:
    """The organisation's samples that nobody has reported on."""
    samples = _waiting(organisation)[:MOST_WAITING]
    return render_to_string("certification/ui/waiting.html", {"samples": samples}, request)


@board_sentence(order=10)
def how_many_wait(request: HttpRequest, organisation: Organisation) -> str:
    """How many lots wait for an inspection."""
    count = _waiting(organisation).filter(purpose=Sample.Purpose.INSPECTION).values("lot").distinct().count()
    words = ngettext("One lot waits for inspection.", "%(count)s lots wait for inspection.", count)
    return words % {"count": count} if count else ""


def _waiting(organisation: Organisation) -> SampleQuerySet:
    return Sample.objects.filter(lot__owner=organisation).waiting().with_names().order_by("taken_at")


@board_alert(order=20)
def nearly_used_up(request: HttpRequest, organisation: Organisation) -> list[Alert]:
    """Certificates that have little left for labels."""
    # From the certificates of today to their lots: SQLite would begin with every lot that the house ever had.
    own = Exists(Lot.objects.filter(pk=OuterRef("lot"), owner=organisation))
    standing = certificates_in_force(timezone.localdate()).filter(own, drawn_g__gt=0)
    return [_alert(each) for each in standing if 0 < each.left_g * NEARLY_USED_UP < each.certified_g]


def _alert(certificate: Certificate) -> Alert:
    words = _("Certificate %(number)s has %(left)s kg left. %(drawn)s of %(kg)s kg are labelled.") % {
        "number": certificate.number,
        "left": kg(certificate.left_g),
        "drawn": kg(certificate.drawn_g),
        "kg": kg(certificate.certified_g),
    }
    return Alert("warn", words, reverse("certification:certificate", args=[certificate.number]), _("Open it"))


@board_column(order=20)
def the_name(request: HttpRequest, lots: Sequence[Lot]) -> Column:
    """Where each lot stands with the name on cartons."""
    scheme = GIScheme.objects.select_related("species").order_by("-on_cartons", "code").first()
    if scheme is None:
        return Column(_("Protected name"), {})
    table = standings(lots, scheme=scheme, on=timezone.localdate())
    cells = {key: state(_words(each), each.state) for key, each in table.items()}
    return Column(scheme.full_name, cells)


def _words(standing: Standing) -> str:
    if standing.strong:
        return format_html("<b>{}</b> {}", standing.strong, standing.words)
    return conditional_escape(standing.words)


@blend_claims(order=20)
def the_name_of_a_blend(request: HttpRequest, inputs: Sequence[tuple[Lot, int]]) -> list[BlendClaim]:
    """The protected name: one input without it, and the blend has lost it for ever."""
    lots, on = [lot for lot, _grams in inputs], timezone.localdate()
    scheme = scheme_for(lots[0].owner, lots[0].product.variety.species, on) if lots else None
    if scheme is None:
        return []
    table = standings(lots, scheme=scheme, on=on)
    marks = {key: Mark(standing.state, standing.words) for key, standing in table.items()}
    return [BlendClaim(scheme.full_name, marks, _mark_of_blend(lots, marks, _("Kept, once all of it is certified.")))]


@blend_claims(order=30)
def residues_of_a_blend(request: HttpRequest, inputs: Sequence[tuple[Lot, int]]) -> list[BlendClaim]:
    """The limits of the Union: what is over them in one part is over them in the blend."""
    on, lots = timezone.localdate(), [lot for lot, _grams in inputs]
    marks = {lot.pk: _mark(judge_residues(lot, destination=UNION, on=on)) for lot in lots}
    kept = _("Kept: every part was tested.")
    title = _("Residues, %(place)s") % {"place": place_name(UNION)}
    return [BlendClaim(title, marks, _mark_of_blend(lots, marks, kept))] if lots else []


def _mark(verdict: Verdict) -> Mark:
    states = {True: "ok", False: "no", None: "dunno"}
    return Mark(states[verdict.carried], verdict.headline)


def _mark_of_blend(lots: Sequence[Lot], marks: Mapping[int, Mark], kept: str) -> Mark:
    """Kept when every input has it, lost when one cannot, else not known."""
    takers = [lot for lot in lots if marks[lot.pk].state in {"no", "none"}]
    if takers:
        words = _("%(lot)s: %(why)s") % {"lot": takers[0].code, "why": marks[takers[0].pk].words}
        return Mark("no", words)
    if all(mark.state == "ok" for mark in marks.values()):
        return Mark("ok", kept)
    return Mark("dunno", _("Not known until every part, or the blend itself, is looked at."))
