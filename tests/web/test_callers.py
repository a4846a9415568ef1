"""Who is calling, and in which language to answer."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory

from traceability.web.networks import is_public, network_of
from traceability.web.proxies import COUNTRY, TrustedProxyMiddleware

CALLS = [
    ([], "10.0.0.1", "8.8.8.8", "https", "10.0.0.1", "http"),
    (["10.0.0.0/8"], "10.0.0.1", "8.8.8.8", "https", "8.8.8.8", "https"),
    (["10.0.0.0/8"], "10.0.0.1", "1.1.1.1, 8.8.8.8, 10.9.9.9", "https", "8.8.8.8", "https"),
    (["10.0.0.0/8"], "10.0.0.1", "8.8.8.8:4711", "https", "8.8.8.8", "https"),
    (["10.0.0.0/8"], "10.0.0.1", "rubbish", "gopher", "10.0.0.1", "http"),
    (["10.0.0.0/8"], "::ffff:10.0.0.1", "[2001:db8::1]:80", "http, https", "2001:db8::1", "https"),
    (["10.0.0.0/8"], "192.0.2.1", "8.8.8.8", "https", "192.0.2.1", "http"),
    (["::1"], "::1", "", "https", "::1", "https"),
]


@pytest.mark.parametrize(("trusted", "peer", "forwarded", "proto", "address", "scheme"), CALLS)
def test_forwarded_headers_are_believed_from_trusted_proxies_alone(
    settings, trusted, peer, forwarded, proto, address, scheme
):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get(
        "/",
        REMOTE_ADDR=peer,
        HTTP_X_FORWARDED_FOR=forwarded,
        HTTP_X_FORWARDED_PROTO=proto,
        HTTP_X_FORWARDED_HOST="evil",
    )
    TrustedProxyMiddleware(lambda _request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
    assert request.scheme == scheme
    assert not any(name.startswith("HTTP_X_FORWARDED") for name in request.META)


def test_a_wrong_network_stops_the_process(settings):
    settings.TRUSTED_PROXIES = ["proxy"]
    with pytest.raises(ImproperlyConfigured, match=r"10\.0\.0\.0/8"):
        TrustedProxyMiddleware(lambda _request: HttpResponse())


@pytest.mark.urls("tests.web.urls")
@pytest.mark.parametrize(
    ("address", "asked", "language"),
    [
        ("/plain/", "", "en"),
        ("/plain/", "de-AT,de;q=0.9", "de"),
        ("/plain/", "fr-CH,fr;q=0.9,de;q=0.8", "fr"),
        ("/plain/", "nl-BE", "nl"),
        ("/plain/", "es-MX,en;q=0.5", "es"),
        ("/plain/", "it", "it"),
        ("/plain/", "ja,zh-CN;q=0.5", "zh-hans"),
        ("/plain/", "ja", "en"),
        ("/plain/?lang=de", "zh-CN", "de"),
        ("/plain/?lang=zh-CN", "en", "zh-hans"),
        ("/plain/?lang=xx", "de", "de"),
        ("/plain/?lang=" + "a" * 600, "de", "de"),
        ("/field/plain/", "", "zh-hans"),
        ("/field/plain/", "fr", "zh-hans"),
        ("/field/plain/", "fr,en;q=0.5", "en"),
        ("/field/plain/?lang=de", "", "zh-hans"),
        ("/field/plain/", "en", "en"),
    ],
)
def test_language(client, address, asked, language):
    response = client.get(address, HTTP_ACCEPT_LANGUAGE=asked)
    assert response["Content-Language"] == language
    chosen = address.endswith(f"?lang={language}") or "lang=zh" in address
    assert ("Accept-Language" in response.get("Vary", "")) is not chosen
    assert not response.cookies


@pytest.mark.urls("tests.web.urls")
def test_plain_page_reads_no_session(client):
    response = client.get("/page/")
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.urls("tests.web.urls")
def test_desk_speaks_its_readers_language(client, wei):
    wei.language = "zh-hans"
    wei.save()
    client.force_login(wei)
    response = client.get("/desk/plain/", HTTP_ACCEPT_LANGUAGE="de")
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.urls("tests.web.urls")
@pytest.mark.parametrize("address", ["/desk/plain/", "/desk/plain/?lang=de", "/desk/plain/?lang=it"])
@pytest.mark.parametrize("own", ["", "de", "fr"])
def test_desk_speaks_no_language_that_it_is_not_translated_into(client, wei, address, own):
    wei.language = own
    wei.save()
    client.force_login(wei)
    response = client.get(address, HTTP_ACCEPT_LANGUAGE="nl,de;q=0.8,zh;q=0.2")
    assert response["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("peer", "said", "country"),
    [("10.0.0.1", "DE", "DE"), ("10.0.0.1", "XX", None), ("10.0.0.1", "<b>", None), ("192.0.2.1", "DE", None)],
)
def test_a_country_is_believed_from_a_trusted_proxy_alone(settings, peer, said, country):
    settings.TRUSTED_PROXIES, settings.COUNTRY_HEADER = ["10.0.0.0/8"], "CF-IPCountry"
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_CF_IPCOUNTRY=said)
    TrustedProxyMiddleware(lambda _request: HttpResponse())(request)
    assert request.META.get(COUNTRY) == country
    assert "HTTP_CF_IPCOUNTRY" not in request.META


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", b"\xcb\x00\x71"),
        ("2001:db8:1:2::3", bytes.fromhex("20010db80001")),
        ("::ffff:203.0.113.77", b"\xcb\x00\x71"),
        ("fe80::1%eth0", bytes.fromhex("fe8000000000")),
        ("rubbish", b""),
        ("", b""),
    ],
)
def test_an_address_is_cut_to_its_network(address, network):
    assert network_of(address) == network


def test_behind_an_address_of_a_house_may_stand_everybody():
    assert [is_public(network_of(address)) for address in ("127.0.0.1", "10.1.2.3", "fe80::1", "", "rubbish")] == [
        False
    ] * 5
    assert is_public(network_of("84.46.7.8"))
    assert is_public(network_of("2a02:8071::1"))
