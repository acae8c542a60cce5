"""The providers of the cities' staff, as a service's environment names them."""

import pytest

from kit.settings import STAFF_VARIABLES, StaffIssuer, from_environment

NEEDED = (
    "DATABASE_URL",
    "KAFKA_BOOTSTRAP_SERVERS",
    "KAFKA_USERNAME",
    "KAFKA_PASSWORD_FILE",
    "DATA_KEYS_FILE",
    "ZEEBE_ADDRESS",
    "TOKEN_KEYS_FILE",
    "SERVICE_KEY_FILE",
    *(f"{peer}_ADDRESS" for peer in ("INTAKE", "CONSENT", "MEETINGS", "PLANS", "OUTREACH")),
)


def staff(monkeypatch: pytest.MonkeyPatch, *values: str) -> tuple[StaffIssuer, ...]:
    for name in NEEDED:
        monkeypatch.setenv(name, "x")
    for name in ("GRPC_PORT", "HTTP_PORT"):
        monkeypatch.setenv(name, "1")
    for name, value in zip(STAFF_VARIABLES, values, strict=False):
        monkeypatch.setenv(name, value)
    return from_environment("intake").staff


def test_without_an_issuer_the_citys_own_key_vouches_for_its_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    assert staff(monkeypatch) == staff(monkeypatch, "", "", "", "") == ()


def test_each_city_has_an_issuer_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert staff(monkeypatch, "https://a.example https://b.example", "one two", "at+jwt JWT", "28216 99201") == (
        StaffIssuer("https://a.example", "one", "at+jwt", "28216"),
        StaffIssuer("https://b.example", "two", "JWT", "99201"),
    )


@pytest.mark.parametrize(
    "values",
    [
        ("https://a.example", "", "JWT", "28216"),
        ("https://a.example", "one", "", "28216"),
        ("https://a.example", "one", "JWT", ""),
        ("https://a.example", "one", "JWT", "28216 99201"),
        ("", "one", "JWT", "28216"),
        ("https://a.example https://a.example", "one two", "JWT JWT", "28216 99201"),
    ],
)
def test_an_issuer_without_its_client_type_or_city_or_named_twice_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, values: tuple[str, str, str, str]
) -> None:
    with pytest.raises(KeyError, match="STAFF_ISSUER"):
        staff(monkeypatch, *values)
