"""The list of GI certificates: under which certificate each carton with a protected name travels."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exports.documents import words
from exports.documents.consignment import Consignment
from exports.documents.made.maker import Maker, Rows, csv_data, lacks_cartons
from exports.documents.made.packing_list import MOST_NAMED, lots_in_words
from exports.documents.sheet import Column, Facts, Sheet, Table, Text
from exports.models import Document
from traceability.certification.models import Certificate
from traceability.web.numbers import localised


@dataclass
class _Line:
    certificate: Certificate
    lots: list[str] = field(default_factory=list)
    cartons: int = 0
    grams: int = 0


def _lines(consignment: Consignment) -> list[_Line]:
    lines: dict[int, _Line] = {}
    for load in consignment.lots:
        if load.certificate:
            line = lines.setdefault(load.certificate.pk, _Line(load.certificate))
            line.lots.append(load.lot.code)
            line.cartons += load.cartons
            line.grams += load.grams
    return sorted(lines.values(), key=lambda line: line.certificate.number)


def _lacks(consignment: Consignment) -> list[str]:
    found = lacks_cartons(consignment)
    return found if found or _lines(consignment) else [_("cartons under a protected name")]


def _sheet(consignment: Consignment) -> Sheet:
    lines = _lines(consignment)
    named, grams = sum(line.cartons for line in lines), sum(line.grams for line in lines)
    rest = consignment.cartons - named
    return Sheet(
        title=_("List of GI certificates"),
        number="",
        parties=words.parties(consignment),
        blocks=[
            Facts(words.voyage(consignment)),
            Table(
                [
                    Column(_("Certificate"), 21),
                    Column(_("Protected name"), 16),
                    Column(_("Issued by, valid"), 26),
                    Column(_("Lots"), 16),
                    Column(_("Certified, kg"), 14, number=True),
                    Column(_("Cartons here"), 11, number=True),
                    Column(_("Net here, kg"), 14, number=True),
                ],
                [_row(line) for line in lines],
                total=(_("Total"), "", "", "", "", localised(named), words.kg(grams)),
            ),
            *(
                Text(
                    [_(", ").join(line.lots)],
                    heading=_("Lots under %(number)s") % {"number": line.certificate.number},
                )
                for line in lines
                if len(line.lots) > MOST_NAMED
            ),
            Text([_without(rest)] if rest else []),
        ],
        foot=str(consignment.batch.exporter),
    )


def _without(rest: int) -> str:
    words_ = ngettext(
        "%(count)s carton of this batch carries no protected name.",
        "%(count)s cartons of this batch carry no protected name.",
        rest,
    )
    return words_ % {"count": localised(rest)}


def _row(line: _Line) -> tuple[str, ...]:
    certificate = line.certificate
    days = _("%(first)s to %(last)s") % {
        "first": _whole(words.day(certificate.valid_from)),
        "last": _whole(words.day(certificate.valid_to)),
    }
    return (
        certificate.number,
        words.scheme(certificate),
        f"{certificate.issued_by}\n{days}",
        "\n".join(line.lots) if len(line.lots) <= MOST_NAMED else lots_in_words(len(line.lots)),
        words.kg(certificate.certified_g),
        localised(line.cartons),
        words.kg(line.grams),
    )


def _whole(day: str) -> str:
    """A day that a narrow column breaks before or behind, never within."""
    return day.replace(" ", "\N{NO-BREAK SPACE}")


def _rows(consignment: Consignment) -> Rows:
    yield "certificate", "scheme", "issued_by_gln", "valid_from", "valid_to", "certified_kg", "lot", "cartons", "net_kg"
    for load in consignment.lots:
        if certificate := load.certificate:
            facts = certificate.number, certificate.scheme_id, certificate.issued_by.gln
            days = certificate.valid_from.isoformat(), certificate.valid_to.isoformat()
            amounts = load.lot.code, load.cartons, words.plain_kg(load.grams)
            yield *facts, *days, words.plain_kg(certificate.certified_g), *amounts


MAKER = Maker(Document.Kind.GI_CERTIFICATE_LIST, _lacks, _sheet, csv_data(_rows))
