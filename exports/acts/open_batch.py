"""Open a batch: who buys, by which ship, when."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from exports.containers import compact, is_container_number
from exports.models import ExportBatch
from exports.models.batch import MARITIME
from exports.refusals import (
    BatchCodeIsTaken,
    BatchCodeIsWrong,
    ContainerIsWrong,
    DaysAreTurned,
    DestinationIsWrong,
    ImporterIsNone,
    IncotermIsForShips,
    NotAnExporter,
    PortIsNone,
)
from traceability.parties.models import Membership, Organisation, Place, User
from traceability.parties.permissions import must_act_for
from traceability.web.dates import day as in_words

Kind, Role = Organisation.Kind, Membership.Role
EXPORTERS = (Kind.EXPORTER, Kind.COOPERATIVE)
_CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{0,19}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@transaction.atomic
def open_batch(
    *,
    code: str,
    exporter: Organisation,
    importer: Organisation,
    destination: str,
    from_port: Place,
    to_port: Place,
    vessel: str,
    container: str,
    seal: str,
    leaves_on: date,
    arrives_on: date,
    by: User,
    mode: str = ExportBatch.Mode.SEA,
    incoterm: str = "",
    buyer_order: str = "",
) -> ExportBatch:
    """A draft that nobody but the exporter sees until it is shipped.

    `destination` is where the fruit will be eaten (ISO 3166-1 alpha-2), which need not be the country of the port;
    limits are judged there on `arrives_on`. `container` (ISO 6346) and `seal` may be empty: they are checks of
    readiness. `vessel` names the ship, flight, train or lorry; `incoterm` is a code of Incoterms 2020, or empty while
    it is not agreed; `buyer_order` is the buyer's own number. Opening records no event, for nothing has happened to any
    fruit yet.
    """
    must_act_for(by, exporter, Role.SHIPPER, Role.CLERK)
    container = compact(container)
    _check_parties(exporter, importer, from_port, to_port)
    if not _CODE.fullmatch(code):
        raise BatchCodeIsWrong(code=code)
    if not _COUNTRY.fullmatch(destination):
        raise DestinationIsWrong(country=destination)
    if arrives_on <= leaves_on:
        raise DaysAreTurned(arrives=in_words(arrives_on), leaves=in_words(leaves_on))
    if incoterm in MARITIME and mode != ExportBatch.Mode.SEA:
        raise IncotermIsForShips(incoterm=incoterm)
    if container and not is_container_number(container):
        raise ContainerIsWrong(number=container)
    if ExportBatch.objects.filter(code=code).exists():
        raise BatchCodeIsTaken(code=code)
    return ExportBatch.objects.create(
        code=code,
        exporter=exporter,
        importer=importer,
        destination=destination,
        from_port=from_port,
        to_port=to_port,
        mode=mode,
        incoterm=incoterm,
        buyer_order=buyer_order.strip(),
        vessel=vessel,
        container=container,
        seal=seal,
        leaves_on=leaves_on,
        arrives_on=arrives_on,
        opened_by=by,
    )


def _check_parties(exporter: Organisation, importer: Organisation, from_port: Place, to_port: Place) -> None:
    if exporter.kind not in EXPORTERS:
        raise NotAnExporter(name=exporter.name_latin)
    if importer.kind != Kind.IMPORTER:
        raise ImporterIsNone(name=importer.name_latin)
    for port in (from_port, to_port):
        if port.kind != Place.Kind.PORT:
            raise PortIsNone(place=port)
