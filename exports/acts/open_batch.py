"""Open a batch: who buys, by which ship, when."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction

from exports.containers import compact, is_container_number
from exports.models import ExportBatch
from exports.models.batch import MARITIME
from exports.reference import country_name, reaches
from exports.refusals import (
    BatchCodeIsTaken,
    BatchCodeIsWrong,
    ContainerIsWrong,
    DaysAreTurned,
    DepartureIsPast,
    DestinationIsWrong,
    ImporterIsNone,
    IncotermIsForShips,
    NotAnExporter,
    PortInWrongCountry,
    PortIsNone,
)
from traceability.certification.places import UNION
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
    at: datetime,
    mode: str = ExportBatch.Mode.SEA,
    incoterm: str = "",
    buyer_order: str = "",
    carton_tare_g: int | None = None,
    pallet_tare_g: int | None = None,
) -> ExportBatch:
    """A draft that nobody but the exporter sees until it is shipped.

    `destination` is where the fruit will be eaten (ISO 3166-1 alpha-2), which need not be the country of the port;
    limits are judged there on `arrives_on`. `container` (ISO 6346) and `seal` may be empty: they are checks of
    readiness. `vessel` names the ship, flight, train or lorry; `incoterm` is a code of Incoterms 2020, or empty while
    it is not agreed; `buyer_order` is the buyer's own number. What an empty carton and pallet weigh lets gross weights
    be reckoned. It cannot leave before the day of `at`. Opening records no event: nothing has happened to any fruit.
    """
    must_act_for(by, exporter, Role.SHIPPER, Role.CLERK)
    container = compact(container)
    _check_parties(exporter, importer, from_port, to_port)
    _check_countries(exporter, destination, from_port, to_port)
    if not _CODE.fullmatch(code):
        raise BatchCodeIsWrong(code=code)
    if not _COUNTRY.fullmatch(destination):
        raise DestinationIsWrong(country=destination)
    if leaves_on < at.date():
        raise DepartureIsPast(leaves=in_words(leaves_on), today=in_words(at.date()))
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
        carton_tare_g=carton_tare_g,
        pallet_tare_g=pallet_tare_g,
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


def _check_countries(exporter: Organisation, destination: str, from_port: Place, to_port: Place) -> None:
    """Fruit leaves from the country of its exporter for another; what is eaten in the Union is landed in the Union."""
    enters_elsewhere = reaches(UNION, destination) and not reaches(UNION, to_port.country)
    for port, wrong in (
        (from_port, from_port.country != exporter.country),
        (to_port, to_port.country == exporter.country or enters_elsewhere),
    ):
        if wrong:
            raise PortInWrongCountry(
                place=port, country=country_name(port.country), destination=country_name(destination)
            )
