"""Enter what customs and the tax office know an importer by."""

from __future__ import annotations

import re

from django.db import transaction
from stdnum.eu import vat as vat_number
from stdnum.exceptions import ValidationError as WrongNumber

from exports.inviting.models import TradeNumbers
from exports.inviting.refusals import EoriIsWrong, VatIsWrong
from traceability.certification.places import members_of_the_union
from traceability.parties.models import Membership, Organisation, User
from traceability.parties.permissions import must_act_for

Role = Membership.Role
EORI = re.compile(r"([A-Z]{2})[0-9A-Z]{1,15}")
"""Delegated Regulation (EU) 2015/2446, Article 1(18), and Implementing Regulation (EU) 2015/2447, Annex 12-01: the code
of the member state that gave it and at most 15 characters."""
NORTHERN_IRELAND = "XI"
"""Gives EORI and VAT numbers of the Union's kind: Windsor Framework, Article 5."""


@transaction.atomic
def enter_numbers(*, importer: Organisation, eori: str, vat: str, by: User) -> TradeNumbers:
    """What stands on its invoices and in the data for its CHED-PP from now on; empty: it has none.

    Spaces, dots and small letters are put right; the same again is once.
    Raises NotYourOrganisation, EoriIsWrong or VatIsWrong.
    """
    must_act_for(by, importer, Role.CLERK, Role.BUYER)
    eori, vat = _bare(eori), _bare(vat)
    if eori and not _is_eori(eori):
        raise EoriIsWrong(number=eori)
    if vat:
        try:
            vat = vat_number.validate(vat)
        except WrongNumber as problem:
            raise VatIsWrong(number=vat) from problem
    Organisation.objects.select_for_update().get(pk=importer.pk)
    standing = importer.trade_numbers.first()
    if standing and (standing.eori, standing.vat) == (eori, vat):
        return standing
    return TradeNumbers.objects.create(importer=importer, eori=eori, vat=vat, entered_by=by)


def _bare(number: str) -> str:
    return re.sub(r"[\s.\-]", "", number).upper()


def _is_eori(number: str) -> bool:
    found = EORI.fullmatch(number)
    return found is not None and found[1] in {*members_of_the_union(), NORTHERN_IRELAND}
