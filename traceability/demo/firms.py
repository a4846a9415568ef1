"""The firms of the season and the people at their desks, all invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from traceability.certification.acts.authorise import authorise
from traceability.certification.models import GIScheme
from traceability.gs1.keys import gln13
from traceability.parties.acts.register import (
    enter_customs_number,
    give_role,
    register_organisation,
    register_person,
    register_place,
)
from traceability.parties.models import Membership, Organisation, Place, User

Kind, Role = Organisation.Kind, Membership.Role
PASSWORD = "mango-season-2026"  # noqa: S105 - the demonstration's, printed at every start
PIN = "2468"
PACKING_HOUSE = "DEMO-GX0117"
"""Of the packing house with customs; customs never gave this number."""
SCHEME = "CN-GIP-baise-mango"


@dataclass(frozen=True)
class Firm:
    """An organisation, the person at its desk and the place where it works."""

    organisation: Organisation
    person: User
    place: Place


@dataclass(frozen=True)
class Firms:
    """Everybody but the growers."""

    cooperative: Firm
    control_body: Firm
    laboratory: Firm
    exporter: Firm
    importer: Firm
    french_importer: Firm
    le_havre: Place

    @property
    def scheme(self) -> GIScheme:
        return GIScheme.objects.get(code=SCHEME)


_ROWS = {
    # kind, name, Latin name, GS1 prefix, credit code, address, Latin address, person, e-mail,
    # role, place kind, place, Latin place, latitude, longitude, country
    "cooperative": (
        (Kind.COOPERATIVE, "右岸芒果专业合作社", "You’an Mango Cooperative", "69712345", "93451021MA5K7C2T49"),
        ("广西百色市田阳区田州镇", "Tianzhou, Tianyang, Baise, Guangxi, China", "CN"),
        ("韦晓东 Wei", "wei@youan.example"),
        (Place.Kind.PACKING_HOUSE, "田州包装厂", "Packing house Tianzhou", 23.7414, 106.9131),
    ),
    "control_body": (
        (Kind.CONTROL_BODY, "右江检验中心", "Youjiang Inspection", "", "12451000MB0X12345F"),
        ("广西百色市右江区", "Youjiang, Baise, Guangxi, China", "CN"),
        ("蒙建华 Meng", "meng@youjiang.example"),
        (Place.Kind.WAREHOUSE, "右江检验中心", "Youjiang Inspection", 23.9014, 106.6186),
    ),
    "laboratory": (
        (Kind.LABORATORY, "南宁食品检测所", "Nanning Food Laboratory", "", "12450000MB1Y67890Q"),
        ("广西南宁市", "Nanning, Guangxi, China", "CN"),
        ("覃玉兰 Qin", "qin@nanninglab.example"),
        (Place.Kind.WAREHOUSE, "南宁食品检测所", "Nanning Food Laboratory", 22.817, 108.366),
    ),
    "exporter": (
        (Kind.EXPORTER, "广西南果出口有限公司", "Guangxi Nanguo Export", "69712347", "91450100MA5L3D4R2R"),
        ("广西钦州市", "Qinzhou, Guangxi, China", "CN"),
        ("赵丽 Zhao", "zhao@nanguo.example"),
        (Place.Kind.PORT, "钦州港", "Qinzhou", 21.73, 108.6),
    ),
    "importer": (
        (Kind.IMPORTER, "Rossi Fruit Import B.V.", "Rossi Fruit Import", "", ""),
        ("Maasvlakte, Rotterdam", "Maasvlakte, Rotterdam, Netherlands", "NL"),
        ("Carla Rossi", "rossi@rossifruit.example"),
        (Place.Kind.PORT, "鹿特丹港", "Rotterdam", 51.95, 4.14),
    ),
    "french_importer": (
        (Kind.IMPORTER, "Verger du Monde SARL", "Verger du Monde", "", ""),
        ("Quai de l’Europe, Le Havre", "Quai de l’Europe, Le Havre, France", "FR"),
        ("Luc Martin", "martin@vergerdumonde.example"),
        (Place.Kind.PORT, "勒阿弗尔港", "Le Havre", 49.48, 0.17),
    ),
}


_BUSINESS_NUMBERS = {"cooperative": "0776-3210001"}
"""What its conformity certificates name as the contact."""


def found() -> Firms:
    """Enter the firms, their people and places, and the cooperative's right to the sign from 2026."""
    firms = {name: _firm(number, *row) for number, (name, row) in enumerate(_ROWS.items(), start=1)}
    made = Firms(**firms, le_havre=firms["french_importer"].place)
    packing_house = made.cooperative
    enter_customs_number(place=packing_house.place, number=PACKING_HOUSE, by=packing_house.person)
    authorise(
        organisation=made.cooperative.organisation,
        scheme=made.scheme,
        number="BM-U-2026-017",
        valid_from=date(2026, 1, 1),
        valid_to=date(2028, 12, 31),
        by=made.control_body.person,
    )
    return made


def _firm(
    number: int,
    who: tuple[str, str, str, str, str],
    where: tuple[str, str, str],
    person: tuple[str, str],
    place: tuple[str, str, str, float, float],
) -> Firm:
    kind, name, name_latin, prefix, credit_code = who
    address, address_latin, country = where
    organisation = register_organisation(
        kind=kind,
        name=name,
        name_latin=name_latin,
        gln=gln13("69712345", number),
        gs1_prefix=prefix,
        uscc=credit_code,
        country=country,
        address=address,
        address_latin=address_latin,
        phone=_BUSINESS_NUMBERS.get(kind, ""),
    )
    boss = register_person(name=person[0], email=person[1], password=PASSWORD)
    give_role(user=boss, organisation=organisation, role=Role.MANAGER)
    site = register_place(
        kind=place[0],
        owner=organisation,
        name=place[1],
        name_latin=place[2],
        latitude=place[3],
        longitude=place[4],
        country=country,
    )
    return Firm(organisation, boss, site)
