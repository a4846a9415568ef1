"""The standing cast: the people and firms that every test is about. Everything is made through the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cached_property
from uuid import UUID, uuid5

from orchards.acts.log_harvest import log_harvest
from orchards.acts.log_treatment import log_treatment
from orchards.acts.register_grower import register_grower
from orchards.acts.register_plot import register_plot
from orchards.acts.weigh_in import weigh_in
from orchards.models import Grower, Harvest, Plot, Treatment
from traceability.gs1.keys import gln13
from traceability.lots.models import Lot, Variety
from traceability.parties.acts.register import give_role, register_organisation, register_person, register_place
from traceability.parties.models import Membership, Organisation, Place, User, Village

BEIJING = timezone(timedelta(hours=8))
ROTTERDAM = timezone(timedelta(hours=2))
RECORDS = UUID("6f2a4d1e-0000-4000-8000-000000000000")
Kind, Role = Organisation.Kind, Membership.Role


def at(day: str, clock: str = "09:00", zone: timezone = BEIJING) -> datetime:
    """A moment where it happened: at("2026-06-24", "16:20")."""
    return datetime.combine(date.fromisoformat(day), datetime.strptime(clock, "%H:%M").time(), tzinfo=zone)  # noqa: DTZ007


def record_id(name: str) -> UUID:
    """The client identifier of a record that a test names."""
    return uuid5(RECORDS, name)


@dataclass
class Firm:
    """An organisation, somebody who may do everything for it, and a place of it."""

    organisation: Organisation
    person: User
    place: Place | None = None


class Cast:
    """Lan grows for You'an, where Wei runs the desk; Huang runs another cooperative; Meng inspects; Qin tests;
    Zhao exports; Rossi imports. Each is made when a test first mentions them."""

    def firm(self, number: int, kind: str, name: str, latin: str, person: str, phone: str, **more: str) -> Firm:
        country = more.pop("country", "CN")
        organisation = register_organisation(
            kind=kind,
            name=name,
            name_latin=latin,
            gln=gln13("69712345", number),
            gs1_prefix=more.pop("gs1_prefix", ""),
            uscc=more.pop("uscc", ""),
            country=country,
            phone=more.pop("business_phone", ""),
            **more,
        )
        boss = register_person(name=person, phone=phone)
        give_role(user=boss, organisation=organisation, role=Role.MANAGER)
        return Firm(organisation, boss)

    @cached_property
    def youan(self) -> Firm:
        """右岸芒果专业合作社, with its packing house in Tianzhou."""
        firm = self.firm(
            1,
            Kind.COOPERATIVE,
            "右岸芒果专业合作社",
            "You’an Mango Cooperative",
            "韦晓东",
            "+8613800000001",
            gs1_prefix="69712345",
            uscc="93451021MA5K7C2T49",
            address="广西百色市田阳区田州镇",
            address_latin="Tianzhou, Tianyang, Guangxi, China",
            business_phone="0776-3210001",
        )
        firm.place = self.place(firm, Place.Kind.PACKING_HOUSE, "田州包装厂", "Packing house Tianzhou", 23.741, 106.913)
        return firm

    @cached_property
    def other_cooperative(self) -> Firm:
        """Another cooperative, whose people must see nothing of You'an's."""
        firm = self.firm(
            2,
            Kind.COOPERATIVE,
            "那满芒果合作社",
            "Naman Mango Cooperative",
            "黄绍明",
            "+8613800000002",
            gs1_prefix="69712346",
            uscc="93451021MA5N2B8X1Y",
            business_phone="0776-3210002",
        )
        firm.place = self.place(firm, Place.Kind.PACKING_HOUSE, "那满包装厂", "Packing house Naman", 23.665, 107.01)
        return firm

    @cached_property
    def control_body(self) -> Firm:
        return self.firm(
            3,
            Kind.CONTROL_BODY,
            "右江检验中心",
            "Youjiang Inspection",
            "蒙建华",
            "+8613800000003",
            uscc="12451000MB0X12345F",
        )

    @cached_property
    def laboratory(self) -> Firm:
        return self.firm(
            4,
            Kind.LABORATORY,
            "南宁食品检测所",
            "Nanning Food Laboratory",
            "覃玉兰",
            "+8613800000004",
            uscc="12450000MB1Y67890Q",
        )

    @cached_property
    def exporter(self) -> Firm:
        firm = self.firm(
            5,
            Kind.EXPORTER,
            "广西南果出口有限公司",
            "Guangxi Nanguo Export",
            "赵丽",
            "+8613800000005",
            gs1_prefix="69712347",
            uscc="91450100MA5L3D4R2R",
        )
        firm.place = self.place(firm, Place.Kind.PORT, "钦州港", "Qinzhou", 21.73, 108.6)
        return firm

    @cached_property
    def importer(self) -> Firm:
        firm = self.firm(
            6,
            Kind.IMPORTER,
            "Rossi Fruit Import B.V.",
            "Rossi Fruit Import",
            "Carla Rossi",
            "+31600000006",
            country="NL",
        )
        firm.place = register_place(
            kind=Place.Kind.PORT,
            owner=firm.organisation,
            name="Rotterdam",
            name_latin="Rotterdam",
            latitude=51.95,
            longitude=4.14,
            country="NL",
        )
        return firm

    def place(self, firm: Firm, kind: str, name: str, latin: str, latitude: float, longitude: float) -> Place:
        return register_place(
            kind=kind, owner=firm.organisation, name=name, name_latin=latin, latitude=latitude, longitude=longitude
        )

    def village(self, township: str) -> Village:
        """The last-listed village of a township of Tianyang (codes of the statistics bureau)."""
        return Village.objects.filter(township=township).latest("code")

    @cached_property
    def lan(self) -> Grower:
        """黄阿兰, a grower of You'an in Napo (那坡镇)."""
        return self.grower("黄阿兰", "+8613900000001", "451003101", "G7LAN")

    @cached_property
    def guoqiang(self) -> Grower:
        """韦国强, a grower of You'an in Pohong (坡洪镇)."""
        return self.grower("韦国强", "+8613900000002", "451003102", "G7GUO")

    def grower(self, name: str, phone: str, township: str, pseudonym: str) -> Grower:
        user = register_person(name=name, phone=phone, language="zh-hans")
        return register_grower(
            cooperative=self.youan.organisation,
            user=user,
            village=self.village(township),
            pseudonym=pseudonym,
            by=self.youan.person,
        )

    def plot(self, grower: Grower, number: str = "4", variety: str = "tainong-1", *, inside: bool = True) -> Plot:
        """A plot of 12 mu in the grower's township, or one near Nanning, outside every county of Baise."""
        township = grower.village.township
        latitude, longitude = (township.latitude, township.longitude) if inside else (22.82, 108.37)
        return register_plot(
            grower=grower,
            number=number,
            variety=Variety.objects.get(code=variety),
            area_mu=Decimal(12),
            trees=480,
            latitude=latitude,
            longitude=longitude,
            village=grower.village,
            by=self.youan.person,
        )

    def treatment(self, plot: Plot, name: str = "spray") -> Treatment:
        """Sprayed on 19 June by its grower: fourteen days to wait."""
        return log_treatment(
            client_id=record_id(name),
            plot=plot,
            product="苯醚甲环唑 10% WG",
            registration_number="PD20098123",
            substances=["difenoconazole"],
            dose="1500×",
            target="炭疽病",
            applied_on=at("2026-06-19").date(),
            interval_days=14,
            by=plot.grower.user,
            at=at("2026-06-19", "16:40"),
        )

    def harvest(self, plot: Plot, day: str = "2026-06-24", weight_g: int = 400_000, name: str = "") -> Harvest:
        """What the plot's grower logged on a morning."""
        return log_harvest(
            client_id=record_id(name or f"{plot.pk} {day} {weight_g}"),
            plot=plot,
            weight_g=weight_g,
            crates=weight_g // 20_000,
            by=plot.grower.user,
            at=at(day, "08:10"),
        )

    def lot(self, plot: Plot, day: str = "2026-06-24", weight_g: int = 400_000) -> Lot:
        """The same harvest, weighed in by Wei that afternoon to the gram."""
        return weigh_in(
            harvest=self.harvest(plot, day, weight_g),
            weight_g=weight_g,
            place=self.youan.place,
            by=self.youan.person,
            at=at(day, "16:20"),
        )
