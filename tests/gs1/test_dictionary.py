"""The dictionary is read whole, and as GS1 wrote it."""

from traceability.gs1.dictionary import application_identifiers, path_only

PRIMARY_KEYS = [
    *("00", "01", "253", "255", "401", "402", "414", "415", "417"),
    *("8003", "8004", "8006", "8010", "8013", "8017", "8018"),
]


def test_every_line_of_the_official_file_is_read() -> None:
    known = application_identifiers()
    assert len(known) == 541
    assert known["3102"].name == "NET WEIGHT (kg) (3102)"
    assert known["98"].name == "INTERNAL (98)"


def test_keys_of_a_digital_link() -> None:
    keys = {ai for ai, identifier in application_identifiers().items() if identifier.is_key}
    assert keys == set(PRIMARY_KEYS)


def test_a_gtin_has_two_sequences_of_qualifiers() -> None:
    assert application_identifiers()["01"].qualifiers == (("22", "10", "21"), ("235",))
    assert application_identifiers()["417"].qualifiers == (("7040",),)
    assert application_identifiers()["00"].qualifiers == ()


def test_what_stands_in_the_path_only() -> None:
    assert {"10", "21", "22", "235", "254"} <= path_only()
    assert "13" not in path_only()


def test_components_and_their_checks() -> None:
    document = application_identifiers()["253"].components
    assert [(c.charset, c.shortest, c.longest, c.optional, c.checks) for c in document] == [
        ("N", 13, 13, False, ("csum", "gcppos1")),
        ("X", 1, 17, True, ()),
    ]


def test_requisites_and_exclusions() -> None:
    assert application_identifiers()["427"].requires == (("01+422", "02+422", "03+422"),)
    assert application_identifiers()["426"].excludes == ()
    assert application_identifiers()["422"].excludes == ("426",)
