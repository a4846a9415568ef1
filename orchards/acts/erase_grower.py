"""What is known of a grower as a person is erased. The records of the orchard stay, under the pseudonym."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from orchards.acts.retire_grower import retire_grower
from orchards.models import Grower, HarvestPhoto
from traceability.parties.consent.acts.erase import erase_person
from traceability.parties.consent.models import Erasure
from traceability.parties.models import User


@transaction.atomic
def erase_grower(*, grower: Grower, by: User, at: datetime) -> Erasure:
    """The grower leaves; name, phone number, consents, pictures and the photos of harvests are gone for good.

    What was picked, sprayed and sold stays: it names the pseudonym alone, and production records are kept by law
    (农产品质量安全法 (2022), Art. 27). Twice is once. Raises NotYourOrganisation or ConsentIsForTheGrower.
    """
    retire_grower(grower=grower, by=by)
    photos = HarvestPhoto.objects.filter(harvest__plot__grower=grower)
    for name in photos.exclude(image="").values_list("image", flat=True):
        transaction.on_commit(partial(default_storage.delete, name))
    photos.delete()
    return erase_person(person=grower.user, called=grower.pseudonym, by=by, at=at)
