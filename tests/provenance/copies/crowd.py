"""People who scan, made up from a seed: honest cartons by the thousand, and copies of a few.

Every assumption stands here as a number with its reason, so that whoever doubts a threshold can change the crowd.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import NamedTuple

from traceability.provenance.copies.judging import Journey

PACKED = date(2026, 7, 6)
EUROPE = ("DE", "DE", "DE", "NL", "FR", "AT", "BE", "CH")
WORLD = ("US", "CN", "JP", "IN", "BR", "GB", "DE", "FR", "KR", "AU", "CA", "SG", "TR", "MX", "ID", "VN", "RU", "TH")
ON_VPN = 0.04
"""Readers whose address is that of a VPN, somewhere in the world."""
ROAMING = 0.06
"""Readers whose phone is a guest: the address is that of its home, mostly in the same area."""
RELAYED = 0.25
"""Readers behind a private relay, or a carrier that gives every request another way out: each look another network."""
POSTED_FOR_DAYS = 60
"""Nobody reads a post after that."""


class Scan(NamedTuple):
    """One person looks: on which day and hour, from which country and network."""

    day: int
    hour: int
    country: str
    network: int


@dataclass(frozen=True)
class Serial:
    """A carton, who looked at its code, and how many of them held a copy."""

    kind: str
    journey: Journey | None
    scans: tuple[Scan, ...]


class Crowd:
    """Makes serials. Days count from the day of packing; the ship leaves on day 6 and lands on day 34 to 40."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self._networks = count(1)

    def honest(self, many: int) -> Iterator[Serial]:
        """Nineteen of twenty are ordinary; the others are what could be taken for copies."""
        kinds = {
            "ordinary": self.ordinary,
            "staff": self.staff,
            "display": self.display,
            "office": self.office,
            "photo": self.photo,
        }
        weights = (0.95, 0.03, 0.01, 0.0075, 0.0025)
        for kind in self.random.choices(list(kinds), weights, k=many):
            landed = self.random.randint(34, 40)
            yield self._serial(kind, landed, kinds[kind](landed))

    def cloned(self, many: int, scans: int) -> Iterator[Serial]:
        """Serials whose copies were scanned `scans` times; the real carton is scanned as any other."""
        for number in range(many):
            landed = self.random.randint(34, 40)
            copies = self.copies(landed, scans, ("china", "europe", "both", "early")[number % 4])
            yield self._serial("cloned", landed, [*self.ordinary(landed), *copies])

    def ordinary(self, landed: int) -> list[Scan]:
        """Bought a few days after landing, looked at a few times by one or two people, mostly at home.

        Of a carton 1 to 5 scans; a phone without Wi-Fi has another address each time (carrier NAT).
        """
        sold, home, scans = landed + self.random.randint(2, 14), self._network(), []
        at_home = 0.0 if self.random.random() < RELAYED else 0.6
        while self.random.random() < 0.6 and len(scans) < 8:
            network = home if self.random.random() < at_home else self._network()
            scans.append(self._scan(sold + self.random.randint(0, 4), self._reader(), network))
        return scans

    def staff(self, landed: int) -> list[Scan]:
        """Whoever works in the shop shows it to customers, every day of a week or two, from the shop or a phone.

        How many of the looks come from phones is another in every shop.
        """
        shop, scans = self._network(), self.ordinary(landed)
        phones = self.random.uniform(0.1, 0.4)
        first = landed + self.random.randint(2, 6)
        for day in range(first, first + self.random.randint(3, 12)):
            for _ in range(self.random.randint(1, 5)):
                network = self._network() if self.random.random() < phones else shop
                scans.append(self._scan(day, "DE", network))
        return scans

    def display(self, landed: int) -> list[Scan]:
        """A hundred scans in one shop: its Wi-Fi, four carriers with some networks each, guests from abroad.

        An open carton of ripe mangoes stands for two to five days; now and then it is filled up from others for a week.
        """
        wifi, carriers = self._network(), [self._network() for _ in range(24)]
        first, days = landed + self.random.randint(2, 6), self.random.choice((2, 3, 3, 4, 4, 5, 5, 7))
        scans = []
        for _ in range(self.random.randint(60, 150)):
            network = wifi if self.random.random() < 0.3 else self.random.choice(carriers)
            country = self._reader("DE")
            scans.append(self._scan(first + self.random.randrange(days), country, network))
        return scans

    def office(self, landed: int) -> list[Scan]:
        """Packing house, exporter and importer try a label out, long before the ship is there, from their desks."""
        desks = [("CN", self._network()), ("CN", self._network()), ("NL", self._network())]
        scans = self.ordinary(landed)
        for country, network in desks:
            first = self.random.randint(0, 30)
            for day in range(first, first + self.random.randint(1, 20)):
                phone = network if self.random.random() < 0.85 else self._network()
                scans += [self._scan(day, country, phone)] * self.random.randint(0, 2)
        return scans

    def photo(self, landed: int) -> list[Scan]:
        """A photo of the label goes round: fifty to five thousand scans of a screen, in one country or everywhere.

        Of half the posts the readers halve every 6 to 30 hours. Of the others they grow fewer by a power of time and
        some come for weeks (Crane and Sornette 2008, PNAS 105: exponents 1.4 and up). It is posted up to three times.
        """
        at_home = self.random.random() < 0.5
        home = self.random.choice(("CN", "DE"))
        begins = self.random.randint(1, landed + 10)
        scans = []
        for wave in range(self.random.choice((1, 1, 1, 2, 2, 3))):
            many = int(50 * 100 ** self.random.random())
            later = self._fading()
            start = (begins + wave * self.random.randint(3, 15)) * 24 + self.random.randint(6, 22)
            for _ in range(many):
                hour = start + int(later())
                if hour > start + POSTED_FOR_DAYS * 24:
                    continue
                country = home if at_home else self.random.choice(WORLD)
                scans.append(Scan(hour // 24, hour % 24, country, self._network()))
        return scans

    def _fading(self) -> Callable[[], float]:
        """Hours from a post to one who reads it."""
        if self.random.random() < 0.5:
            halves = self.random.uniform(6, 30)
            return lambda: self.random.expovariate(0.693 / halves)
        power, first = self.random.uniform(0.4, 1.5), self.random.uniform(2, 12)
        return lambda: first * (self.random.paretovariate(power) - 1)

    def copies(self, landed: int, many: int, where: str) -> list[Scan]:
        """A label was copied some hundred times and sold with other fruit for ten days to six weeks.

        Buyers live everywhere: nine of ten scans come from a network of their own.
        """
        days = int(10 * 4.2 ** self.random.random())
        first = {"early": self.random.randint(8, 20), "china": self.random.randint(15, 40)}.get(where, landed + 3)
        scans, last = [], self._network()
        for _ in range(many):
            last = self._network() if self.random.random() < 0.9 else last
            china = where == "china" or (where == "both" and self.random.random() < 0.5)
            country = "CN" if china else self._reader()
            scans.append(self._scan(first + self.random.randrange(days), country, last))
        return scans

    def _serial(self, kind: str, landed: int, scans: list[Scan]) -> Serial:
        left = PACKED + timedelta(days=9)
        return Serial(kind, Journey("china", left, "europe", PACKED + timedelta(days=landed - 1)), tuple(sorted(scans)))

    def _reader(self, home: str = "") -> str:
        chance = self.random.random()
        if chance < ON_VPN:
            return self.random.choice(WORLD)
        return self.random.choice(EUROPE) if chance < ON_VPN + ROAMING or not home else home

    def _scan(self, day: int, country: str, network: int) -> Scan:
        return Scan(day, self.random.randint(8, 21), country, network)

    def _network(self) -> int:
        return next(self._networks)
