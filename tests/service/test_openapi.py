"""schemathesis: the service does what its own description says, whatever is sent to it."""

import pytest
from hypothesis import HealthCheck, settings

pytest.importorskip("fastapi", reason="needs protocol_nlp[serve]")
schemathesis = pytest.importorskip("schemathesis", minversion="4")

from protocol_nlp.service import ServiceLimits  # noqa: E402 - after what it needs
from protocol_nlp.service.app import create_app  # noqa: E402 - ditto

APP = create_app(ServiceLimits(workers=1, body=1 << 20))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)


@SCHEMA.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_as_described(case) -> None:
    file = case.media_type == "multipart/form-data"  # any bytes fit the schema, not any is read
    known = schemathesis.checks.CHECKS.get_by_names(["positive_data_acceptance"]) if file else []
    case.call_and_validate(excluded_checks=known)
