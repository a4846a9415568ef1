"""A season, grown by calling the same acts that pages and the programming interface call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from random import Random
from typing import Any

from django.db import transaction

from orchards.acts.log_harvest import log_harvest
from orchards.acts.log_treatment import log_treatment
from orchards.acts.register_grower import register_grower
from orchards.acts.register_orchards import register_orchards
from orchards.acts.register_plot import register_plot
from orchards.acts.weigh_in import weigh_in
from orchards.models import Grower, Plot
from traceability.demo.edges import edge
from traceability.demo.firms import Firms
from traceability.demo.narrator import Narrator
from traceability.demo.plan import PlannedGrower, record_id
from traceability.lots.acts.blend import blend
from traceability.lots.conformity.coming_in import Paper, Promise
from traceability.lots.models import Lot, Variety
from traceability.parties.acts.register import give_role, register_person
from traceability.parties.models import Membership

SHARE_WALKED = 0.5
REGISTRATION = "DEMO-4500-GY-001"
"""Of the orchards with customs; customs never gave this number."""
BEIJING = timezone(timedelta(hours=8))
SPRAYS = (
    ("吡虫啉 Imidacloprid 10 % WP", "PD00000001", ["imidacloprid"], "2,000 ×", "蓟马 thrips", 21, 14),
    ("嘧菌酯 Azoxystrobin 25 % SC", "PD00000002", ["azoxystrobin"], "1,500 ×", "炭疽病 anthracnose", 35, 14),
    ("苯醚甲环唑 Difenoconazole 10 % WG", "PD00000003", ["difenoconazole"], "2,000 ×", "炭疽病 anthracnose", 48, 21),
)
"""The numbers are no real ones: the ministry gave none in the year 0000."""


def at(day: date, clock: str) -> datetime:
    """A moment in Baise: at(date(2026, 6, 24), "16:20")."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BEIJING)


@dataclass
class Season:
    """The season so far."""

    firms: Firms
    dice: Random
    narrator: Narrator
    growers: list[Grower] = field(default_factory=list)
    plots: list[tuple[Plot, list[tuple[date, int]]]] = field(default_factory=list)
    blends: list[Lot] = field(default_factory=list)

    def settle(self, people: Sequence[PlannedGrower]) -> None:
        """Enter the households and their plots."""
        wei, cooperative = self.firms.cooperative.person, self.firms.cooperative.organisation
        varieties = Variety.objects.in_bulk()
        with transaction.atomic():
            for number, planned in enumerate(self.narrator.each(people, "households"), start=1):
                user = register_person(name=planned.name, phone=f"+86139{number:08d}", language="zh-hans")
                give_role(user=user, organisation=cooperative, role=Membership.Role.GROWER)
                grower = register_grower(
                    cooperative=cooperative, user=user, village=planned.village, by=wei, pseudonym=planned.pseudonym
                )
                self.growers.append(grower)
                for plot in planned.plots:
                    # Half of them were walked around; of the others one point is known.
                    walked = Random(f"{planned.pseudonym} {plot.number}")
                    where: dict[str, Any] = {"latitude": plot.latitude, "longitude": plot.longitude}
                    if walked.random() < SHARE_WALKED:
                        where = {"outline": edge(**where, area_mu=float(plot.area_mu), dice=walked)}
                    entered = register_plot(
                        grower=grower,
                        number=plot.number,
                        variety=varieties[plot.variety],
                        area_mu=plot.area_mu,
                        trees=plot.trees,
                        village=planned.village,
                        by=wei,
                        **where,
                    )
                    self.plots.append((entered, plot.picks))
            register_orchards(
                organisation=cooperative,
                number=REGISTRATION,
                plots=[plot for plot, _picks in self.plots],
                valid_from=date(2026, 1, 1),
                valid_to=date(2026, 12, 31),
                by=wei,
            )
        townships = len({person.village.township_id for person in people})
        self.narrator.say(f"{len(people)} households, {len(self.plots)} plots in {townships} townships are entered.")

    def spray(self) -> None:
        """Two treatments a plot, long enough before picking."""
        for plot, picks in self.narrator.each(self.plots, "treatments"):
            if not picks:
                continue
            with transaction.atomic():
                for product, number, substances, dose, target, days_before, interval in self.dice.sample(SPRAYS, 2):
                    self.treat(
                        plot, picks[0][0] - timedelta(days_before), product, number, substances, dose, target, interval
                    )
        self.narrator.say(
            f"{2 * len(self.plots)} treatments are in the book, each with its days to wait before picking."
        )

    def treat(
        self,
        plot: Plot,
        day: date,
        product: str,
        registration_number: str,
        substances: list[str],
        dose: str,
        target: str,
        interval_days: int,
    ) -> None:
        """One line of the spraying book, written by the grower."""
        log_treatment(
            client_id=record_id(self.dice),
            plot=plot,
            product=product,
            registration_number=registration_number,
            substances=substances,
            dose=dose,
            target=target,
            applied_on=day,
            interval_days=interval_days,
            by=plot.grower.user,
            at=at(day, "17:30"),
        )

    def pick(self) -> None:
        """Every day's harvests, logged in the morning and weighed in before evening; then the day's blends."""
        picks = sorted(
            ((day, grams, plot) for plot, days in self.plots for day, grams in days), key=lambda p: (p[0], p[2].pk)
        )
        days = [(day, list(of_day)) for day, of_day in groupby(picks, key=lambda pick: pick[0])]
        for day, of_day in self.narrator.each(days, "picking days"):
            with transaction.atomic():
                lots = [self.harvest(plot, day, grams) for _, grams, plot in of_day]
                self._blend_day(day, lots)
        weight = sum(grams for _, grams, _ in picks) // 1000
        self.narrator.say(
            f"{len(picks)} harvests on {len(days)} days came in, {weight:,} kg; {len(self.blends)} lots were blended."
        )

    def harvest(self, plot: Plot, day: date, grams: int) -> Lot:
        """One harvest, from the tree to the scale. The scale finds a little less than the grower logged.

        Every ninth grower brings a conformity certificate; for the others the cooperative issues one.
        """
        minutes = self.dice.randrange(0, 240)
        logged = log_harvest(
            client_id=record_id(self.dice),
            plot=plot,
            weight_g=grams,
            crates=grams // 20_000,
            by=plot.grower.user,
            at=at(day, "06:20") + timedelta(minutes=minutes),
        )
        lot = weigh_in(
            harvest=logged,
            weight_g=grams - self.dice.randrange(0, grams // 100) // 100 * 100,
            place=self.firms.cooperative.place,
            by=self.firms.cooperative.person,
            at=at(day, "11:00") + timedelta(minutes=minutes, seconds=self.dice.randrange(3000)),
        )
        if not lot.origin.is_inside_interval:
            brought = plot.grower_id % 9 == 0
            conformity = Paper(number=f"{plot.grower.pseudonym}-{day:%m%d}") if brought else Promise()
            conformity.give_to(lot, by=self.firms.cooperative.person, at=lot.making.local_time)
        return lot

    def _blend_day(self, day: date, lots: Sequence[Lot]) -> None:
        """What came in of one variety goes over the belt together, when there are at least three lots of it."""
        by_variety: dict[str, list[Lot]] = defaultdict(list)
        for lot in lots:
            if not lot.origin.is_inside_interval:
                by_variety[lot.product.variety_id].append(lot)
        clock = at(day, "18:10")
        for same in by_variety.values():
            if len(same) >= 3:
                self.blends.append(self.blend(same, clock))
                clock += timedelta(minutes=11)

    def blend(self, lots: Sequence[Lot], moment: datetime) -> Lot:
        """All of these lots in one; four grams in a thousand are sorted out."""
        inputs = [(lot, lot.remaining_g) for lot in lots]
        loss_g = sum(grams for _, grams in inputs) * 4 // 1000
        return blend(
            inputs=inputs,
            place=self.firms.cooperative.place,
            loss_g=loss_g,
            by=self.firms.cooperative.person,
            at=moment,
        )
