"""A million lots and a hundred million labels under the scans of a few, as part of `tests.benchmarks.scan`.

Families of two lots, one picked and one packed of it, with the events that a page is told from: the picking, the
packing, the printing of two hundred labels that are all on cartons. Rows alone, by a few statements, like one family
that came about through the acts.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cast import Cast
    from traceability.labels.models import LabelRun
    from traceability.lots.models import Lot

LABELS = 200
THOUSAND, MILLION = 500, int(os.environ.get("SCAN_FAMILIES", "500000"))
"""Families: 1,000 lots with 100,000 labels, 1,000,000 lots with 100,000,000. SCAN_FAMILIES asks for fewer."""


@dataclass
class Family:
    """The one that all are like, and how many there are."""

    picked: Lot
    packed: Lot
    run: LabelRun
    events: dict[str, Any]
    count: int = 0

    @classmethod
    def of(cls, cast: Cast) -> Family:
        """One family through the acts."""
        from tests.cast import at
        from traceability.epcis.models import Event
        from traceability.labels.acts.start_run import start_run
        from traceability.labels.models import LabelSpan
        from traceability.lots.acts.pack import pack
        from traceability.lots.acts.register_product import register_product

        wei = cast.youan.person
        picked = cast.lot(cast.plot(cast.lan, "81"), "2026-06-28", LABELS * 5_000)
        product = register_product(owner=picked.owner, variety=picked.product.variety, unit_weight_g=5_000, by=wei)
        packed = pack(lot=picked, product=product, cartons=LABELS, loss_g=0, by=wei, at=at("2026-06-30"))
        run = start_run(
            lot=packed, count=LABELS, layout="carton-100", with_name=False, by=wei, at=at("2026-06-30", "10:00")
        )
        LabelSpan.objects.create(
            run=run,
            state=LabelSpan.State.ACTIVE,
            first=1,
            last=LABELS,
            noted_by=wei,
            noted_at=at("2026-06-30", "11:00"),
        )
        about = Event.objects.filter(subjects__identifier__in=[picked.uri, packed.uri]).distinct()
        return cls(picked, packed, run, {act: about.get(act=act) for act in ("harvest", "pack", "print")})

    def grow(self, count: int) -> None:
        """Families up to so many. Each database is told that it takes in what was checked before, like a dump."""
        from django.core.management.color import no_style
        from django.db import connection, transaction

        from traceability.epcis.models import Event, EventSubject
        from traceability.labels.models import LabelRun, LabelSpan
        from traceability.lots.models import Lot

        with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            else:
                cursor.execute("PRAGMA ignore_check_constraints = ON")
            for sql in self._statements(connection.vendor, count):
                cursor.execute(sql)
            for sql in connection.ops.sequence_reset_sql(no_style(), [Event, EventSubject, Lot, LabelRun, LabelSpan]):
                cursor.execute(sql)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
            cursor.execute("ANALYZE")
        self.count = count

    def code(self, number: int) -> str:
        """The code of a packed lot, from 1."""
        return f"P{number:07d}"

    def serials(self, number: int, counters: range) -> list[str]:
        """Serials of one of them."""
        from traceability.labels import keys
        from traceability.labels.serials import serial_of

        first, key = self._first_index + number * LABELS, keys.key(self.run.key_number)
        return [serial_of(first + counter - 1, key) for counter in counters]

    @property
    def _first_index(self) -> int:
        return int(self.run.first_index + LABELS)

    def _statements(self, vendor: str, count: int) -> list[str]:
        """Family i has lots 10,000,000 + 2i and the next, events 10,000,000 + 3i and the two after."""
        base = 10_000_000
        n = f"WITH RECURSIVE n(i) AS (SELECT {self.count + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        number, first = _last(vendor, "'0000000' || i", 7), f"({self._first_index} + i * {LABELS})"
        picked, packed = f"('R' || {number})", f"('P' || {number})"
        made = [
            f"{n} INSERT INTO lots_lot ({columns}) SELECT {base} + 2 * i + {place}, {code}, {copied}"
            f" FROM n CROSS JOIN lots_lot o WHERE o.id = {lot.pk}"
            for place, lot, code in ((0, self.picked, picked), (1, self.packed, packed))
            for columns, copied in [_copied(lot, "id", "code")]
        ]
        for place, event in enumerate(self.events.values()):
            columns, copied = _copied(event, "id", "event_id", "canonical")
            text = "CAST(o.canonical AS text)" if vendor == "sqlite" else "convert_from(o.canonical, 'UTF8')"
            for old, new in (
                (self.picked.code, picked),
                (self.packed.code, packed),
                (f'"tyt:firstIndex":{self.run.first_index},', f"""'"tyt:firstIndex":' || {first} || ','"""),
            ):
                text = f"replace({text}, '{old}', {new})"
            text = f"CAST({text} AS blob)" if vendor == "sqlite" else f"convert_to({text}, 'UTF8')"
            digits = _last(vendor, f"'{'0' * 64}' || (3 * i + {place})", 64)
            digest = f"'ni:///sha-256;' || {digits} || '?ver=CBV2.0'"
            made.append(
                f"{n} INSERT INTO epcis_event ({columns}) SELECT {base} + 3 * i + {place}, {digest}, {text}, {copied}"
                f" FROM n CROSS JOIN epcis_event o WHERE o.id = {event.pk}"
            )
            made.append(
                f"{n} INSERT INTO epcis_eventsubject (event_id, identifier, role) SELECT {base} + 3 * i + {place},"
                f" replace(replace(o.identifier, '{self.picked.code}', {picked}), '{self.packed.code}', {packed}),"
                f" o.role FROM n CROSS JOIN epcis_eventsubject o WHERE o.event_id = {event.pk}"
            )
        columns, copied = _copied(self.run, "id", "lot_id", "lot_code", "first_index", "event_id", "job_id")
        made.append(
            f"{n} INSERT INTO labels_labelrun ({columns}) SELECT {base} + i, {base} + 2 * i + 1, {packed}, {first},"
            f" {base} + 3 * i + 2, NULL, {copied} FROM n CROSS JOIN labels_labelrun o WHERE o.id = {self.run.pk}"
        )
        span = self.run.spans.get()
        columns, copied = _copied(span, "id", "run_id")
        made.append(
            f"{n} INSERT INTO labels_labelspan ({columns}) SELECT {base} + i, {base} + i, {copied}"
            f" FROM n CROSS JOIN labels_labelspan o WHERE o.id = {span.pk}"
        )
        return made


def _copied(row: Any, *own: str) -> tuple[str, str]:
    """The columns of a row, those that each copy has of its own first, and the others as they are taken over."""
    names = [field.column for field in row._meta.concrete_fields if field.column not in own]
    return ", ".join((*own, *(f'"{name}"' for name in names))), ", ".join(f'o."{name}"' for name in names)


def _last(vendor: str, text: str, count: int) -> str:
    """The last characters of a text, as each database says it."""
    return f"substr({text}, -{count})" if vendor == "sqlite" else f"right({text}, {count})"
