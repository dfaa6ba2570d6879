"""The description is true: what it allows is taken, what it forbids is refused, what it promises is sent."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig
from tests.world import NOW, make_world

from headwater.api.keys import make_key
from headwater.api.limits import LIMITS
from headwater.api.v1 import api
from headwater.desk.channels.sheets import confirm_sheet
from headwater.project.wsgi import application

pytestmark = [pytest.mark.server, pytest.mark.slow]
DESCRIPTION = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1")))
CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409"]},
            "unsupported_method": {"enabled": True},
        }
    }
)
schema = schemathesis.openapi.from_dict(DESCRIPTION, config=CONFIG)
schema.app = application


@pytest.fixture
def token(db, settings, tmp_path) -> str:
    from tests.api.conftest import ALL, a_case

    settings.DATA = tmp_path
    world = make_world()
    confirm_sheet(
        channel="api", operated_by="Us", data_leaving="None", told_customer="All of it", by=world.olga, now=NOW
    )
    for n in range(3):
        a_case(world, n)
    return make_key(name="A system", scopes=ALL, by=world.olga, now=NOW)[1]


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_a_route_keeps_its_description(case, token: str):
    LIMITS.buckets.clear()
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
