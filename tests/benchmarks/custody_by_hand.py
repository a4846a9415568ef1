"""A blend as somebody writes it who wants nothing but speed: one transaction, plain values, no ORM.

It makes the checks of `traceability.lots.acts.blend` and writes its rows; the database's own guards stand for both. The
identifier of the event is the CBV hash here as there, for another one would be another row.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from traceability.epcis.event_hash import event_hash
from traceability.gs1.digital_link import parse
from traceability.lots.codes import letters

if TYPE_CHECKING:
    from traceability.lots.models import Lot
    from traceability.parties.models import Organisation, Place, User

BASE = "https://id.gs1.org"


@dataclass(frozen=True)
class Source:
    """A lot as plain values."""

    pk: int
    code: str
    gtin: str
    product: int
    variety: str
    fruit: tuple[str, str]
    owner: int
    is_packed: bool

    @classmethod
    def of(cls, lot: Lot) -> Source:
        """Read beforehand, as the act's lots are."""
        variety = lot.product.variety
        fruit = (f"{variety.name_zh}{variety.species.name_zh}", f"{variety.name_en} {variety.species.name_en}")
        return cls(lot.pk, lot.code, lot.product.gtin, lot.product_id, variety.pk, fruit, lot.owner_id, lot.is_packed)

    @property
    def uri(self) -> str:
        """Its Digital Link."""
        return f"{BASE}/01/{self.gtin}/10/{self.code}"


class Hand:
    """Blends all of every source, sorting out `LOSS_G` grams."""

    def __init__(self, cursor: Any, owner: Organisation, by: User, place: Place) -> None:
        self.cursor, self.owner, self.by, self.place, self.place_uri = cursor, owner, by, place, place.uri

    def blend(self, sources: Sequence[Source], grams: int, loss_g: int, at: datetime) -> None:
        """One commit."""
        with transaction.atomic():
            self._check(sources, at)
            self._draw([(grams, source.pk, grams) for source in sources])
            origin = self._origin(sources)
            form, is_owed = self._form(sources, at)
            weight_g = len(sources) * grams - loss_g
            code = self._code(at)
            lot = self._one(
                "INSERT INTO lots_lot (product_id, code, owner_id, place_id, weight_g, remaining_g)"
                " VALUES (%s, %s, %s, %s, %s, %s) RETURNING id",
                [sources[0].product, code, self.owner.pk, self.place.pk, weight_g, weight_g],
            )
            event = self._event(sources, grams, loss_g, code, form if is_owed else "", at)
            if is_owed:
                self._certify(lot, code, form, sources[0], weight_g, origin, at, event)
            self._ask(
                f"SELECT 1 FROM holding_heldlot WHERE is_open AND lot_id IN ({_places(sources)}) LIMIT 1",
                [source.pk for source in sources],
            )
            self._rows("lots_lotinput (child_id, parent_id, weight_g)", [(lot, each.pk, grams) for each in sources])
            self.cursor.execute(
                "INSERT INTO lots_making (lot_id, owner_id, act, loss_g, made_at, made_offset, made_by_id, event_id)"
                " VALUES (%s, %s, 'blend', %s, %s, %s, %s, %s)",
                [lot, self.owner.pk, loss_g, _stored(at), 480, self.by.pk, event],
            )

    def _check(self, sources: Sequence[Source], at: datetime) -> None:
        """Right, owner, form and variety of the sources, none twice, and none made after the blend."""
        assert self._one(
            "SELECT 1 FROM parties_membership WHERE user_id = %s AND organisation_id = %s"
            " AND role IN ('clerk', 'packer', 'manager') LIMIT 1",
            [self.by.pk, self.owner.pk],
        )
        assert len({source.pk for source in sources}) == len(sources) > 1
        assert {(each.owner, each.is_packed, each.variety) for each in sources} == {
            (self.owner.pk, False, sources[0].variety)
        }
        assert self.place.owner_id == self.owner.pk
        self._ask(
            f"SELECT 1 FROM lots_making WHERE lot_id IN ({_places(sources)}) AND made_at > %s LIMIT 1",
            [*(source.pk for source in sources), _stored(at)],
        )

    def _draw(self, taken: Sequence[tuple[int, int, int]]) -> None:
        self.cursor.executemany(
            "UPDATE lots_lot SET remaining_g = remaining_g - %s WHERE id = %s AND remaining_g >= %s", taken
        )
        assert self.cursor.rowcount == len(taken)

    def _origin(self, sources: Sequence[Source]) -> tuple[str, str]:
        """Where the fruit grew, in words; none of it was picked inside an interval."""
        places = _places(sources)
        self.cursor.execute(
            f"""
            WITH RECURSIVE up(pk) AS (
                SELECT id FROM lots_lot WHERE id IN ({places})
                UNION SELECT i.parent_id FROM lots_lotinput i JOIN up ON i.child_id = up.pk
            )
            SELECT o.grower_pseudonym, o.allowed_from IS NOT NULL AND o.picked_on < o.allowed_from,
                   c.name_zh, c.name_en, t.name_zh, t.name_en
            FROM up JOIN lots_lotorigin o ON o.lot_id = up.pk
            LEFT JOIN parties_county c ON c.code = o.county_id
            LEFT JOIN parties_village v ON v.code = o.village_id
            LEFT JOIN parties_township t ON t.code = v.township_id ORDER BY o.id
            """,
            [source.pk for source in sources],
        )
        found = self.cursor.fetchall()
        assert not any(row[1] for row in found)
        self.producers = len({row[0] for row in found})
        towns: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for _grower, _inside, *county, town_zh, town_en in found:
            towns.setdefault((county[0], county[1]), []).append((town_zh, town_en))
        zh = [
            f"广西百色市{county}{'、'.join(dict.fromkeys(t for t, _ in some))}" for (county, _), some in towns.items()
        ]
        en = [
            ", ".join([*dict.fromkeys(t for _, t in some), county, "Baise, Guangxi"])
            for (_, county), some in towns.items()
        ]
        return "；".join(zh), "; ".join(en)

    def _form(self, sources: Sequence[Source], at: datetime) -> tuple[str, bool]:
        """The form of the producer, for no source brought a certificate of somebody else, with the basis `control`."""
        self._ask(
            "SELECT 1 FROM conformity_conformitycertificate c WHERE kind IN ('grower', 'received')"
            f" AND lot_id IN ({_places(sources)})"
            " AND NOT EXISTS (SELECT 1 FROM conformity_conformitycertificate n WHERE n.replaces_id = c.id) LIMIT 1",
            [source.pk for source in sources],
        )
        day = at.date().isoformat()
        self.cursor.execute(
            "SELECT f.code, f.is_owed FROM conformity_form f JOIN conformity_basis b ON b.form_id = f.code"
            " WHERE f.role = 'producer' AND b.code = 'control' AND f.valid_from <= %s"
            " AND (f.valid_to IS NULL OR f.valid_to > %s) ORDER BY f.valid_from DESC LIMIT 1",
            [day, day],
        )
        form, is_owed = self.cursor.fetchone()
        assert self.owner.phone
        return form, bool(is_owed) and self.producers > 1

    def _code(self, at: datetime) -> str:
        taken = self._one(
            "INSERT INTO lots_lotcodecounter (owner_id, day, taken) VALUES (%s, %s, 1)"
            " ON CONFLICT (owner_id, day) DO UPDATE SET taken = lots_lotcodecounter.taken + 1 RETURNING taken",
            [self.owner.pk, at.date().isoformat()],
        )
        return f"TY{at:%y%m%d}{letters(taken)}"

    def _event(self, sources: Sequence[Source], grams: int, loss_g: int, code: str, form: str, at: datetime) -> int:
        whole_g = len(sources) * grams - loss_g
        made = f"{BASE}/01/{sources[0].gtin}/10/{code}"
        written = timezone.now()
        written = written.replace(microsecond=written.microsecond // 1000 * 1000)
        document: dict[str, Any] = {
            "@context": [
                "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
                {"tyt": "https://ns.tianyang-trace.org/voc/"},
            ],
            "type": "TransformationEvent",
            "eventTime": at.isoformat(timespec="milliseconds"),
            "eventTimeZoneOffset": "+08:00",
            "inputQuantityList": [{"epcClass": each.uri, "quantity": _kg(grams), "uom": "KGM"} for each in sources],
            "outputQuantityList": [{"epcClass": made, "quantity": _kg(whole_g), "uom": "KGM"}],
            "bizStep": "creating_class_instance",
            "disposition": "active",
            "readPoint": {"id": self.place_uri},
            "bizLocation": {"id": self.place_uri},
            "tyt:lossKg": f"{loss_g / 1000:.3f}",
        }
        if form:
            document["certificationInfo"] = [f"{made}?linkType=gs1:certificationInfo&number={code}-1"]
            document["tyt:conformity"] = {
                "tyt:number": f"{code}-1",
                "tyt:kind": "mixture",
                "tyt:form": form,
                "tyt:basis": ["control"],
                "tyt:issuedOn": at.date().isoformat(),
            }
        assert all(parse(uri).uri() == uri for uri in (self.place_uri, made, *(each.uri for each in sources)))
        event_id = event_hash(document)
        document |= {"eventID": event_id, "recordTime": f"{written:%Y-%m-%dT%H:%M:%S}.{written:%f}"[:23] + "Z"}
        canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        event = self._one(
            "INSERT INTO epcis_event (event_id, event_type, action, biz_step, disposition, act, event_time,"
            " event_offset, record_time, read_point, biz_location, recorded_by_id, recorded_by_user_id, canonical)"
            " VALUES (%s, 'TransformationEvent', '', 'creating_class_instance', 'active', 'blend', %s, 480, %s, %s, %s,"
            " %s, %s, %s) RETURNING id",
            [
                event_id,
                _stored(at),
                _stored(written),
                self.place_uri,
                self.place_uri,
                self.owner.pk,
                self.by.pk,
                canonical,
            ],
        )
        subjects = [(event, each.uri, "input_class") for each in sources]
        self._rows("epcis_eventsubject (event_id, identifier, role)", [*subjects, (event, made, "output_class")])
        return event

    def _certify(
        self,
        lot: int,
        code: str,
        form: str,
        like: Source,
        weight_g: int,
        origin: tuple[str, str],
        at: datetime,
        event: int,
    ) -> None:
        self.cursor.execute(
            "INSERT INTO conformity_conformitycertificate (lot_id, number, kind, form_id, issuer_id, issuer_name,"
            " issuer_number, product_zh, product_en, weight_g, origin_zh, origin_en, bases, issued_on, recorded_at,"
            " recorded_offset, recorded_by_id, reason, file, content_type, sha256, event_id) VALUES (%s, %s,"
            " 'mixture', %s, %s, '', '', %s, %s, %s, %s, %s, 'control', %s, %s, 480, %s, '', '', '', '', %s)",
            [
                lot,
                f"{code}-1",
                form,
                self.owner.pk,
                *like.fruit,
                weight_g,
                *origin,
                at.date().isoformat(),
                _stored(at),
                self.by.pk,
                event,
            ],
        )

    def _rows(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        places = ", ".join(["(%s, %s, %s)"] * len(rows))
        self.cursor.execute(f"INSERT INTO {table} VALUES {places}", [value for row in rows for value in row])

    def _one(self, sql: str, values: Sequence[Any]) -> int:
        self.cursor.execute(sql, values)
        found: int = self.cursor.fetchone()[0]
        return found

    def _ask(self, sql: str, values: Sequence[Any]) -> None:
        """What must not be found."""
        self.cursor.execute(sql, values)
        assert self.cursor.fetchone() is None


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _kg(grams: int) -> int | float:
    return grams // 1000 if grams % 1000 == 0 else grams / 1000


def _stored(moment: datetime) -> Any:
    """As the database at hand keeps a time."""
    return connection.ops.adapt_datetimefield_value(moment.astimezone(UTC))
