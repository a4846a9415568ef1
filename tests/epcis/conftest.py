import pytest

from tests.epcis.examples import youan
from traceability.parties.models import Organisation


@pytest.fixture
def cooperative(db: None) -> Organisation:
    """You'an, who answers for the example events."""
    return youan()
