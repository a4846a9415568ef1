"""The catalogues: Simplified Chinese says all that English says, the European languages all that buyers and importers
read.

German keeps every string, those of the other desks empty; French, Dutch, Spanish and Italian keep what they translate.

When one of these fails after a string was added or changed (gettext must be installed):
    manage.py makemessages -l zh_Hans -l de --no-location --no-wrap --ignore=.venv --ignore=tests --ignore=build
then write what is missing into the .po files, take out `#, fuzzy`, and
    manage.py compilemessages --ignore=.venv
The four others are written by hand, a string as German has it (no makemessages: it would fill them with the desks).
Both .po and .mo are committed: a fresh machine has no msgfmt.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import translation
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from exports import forms, refusals
from exports.inviting.models import ROLES
from exports.models import Document, ExportBatch
from exports.receiving.models import PalletReceipt
from tests.promises import IMITATED, PROMISED
from traceability.epcis.models import EventSubject
from traceability.parties.models import Organisation, Place
from traceability.parties.refusals import NotYourOrganisation

ROOT = Path(__file__).parents[2]
BUYERS_ALONE = ("fr", "nl", "es", "it")
"""Languages whose catalogues hold what buyers and importers read and nothing else."""
LANGUAGES = ("zh_Hans", "de", *BUYERS_ALONE)
HOUSE = ("traceability", "orchards", "exports")
BUYERS = (
    "traceability/provenance",
    "traceability/web",
    "traceability/certification/substances.py",
    "traceability/epcis/templates",
    "traceability/epcis/words.py",
    "traceability/lots/conformity/templates/conformity/particulars.html",
    "traceability/lots/conformity/templates/conformity/words.html",
    "traceability/lots/conformity/wordings.py",
    "traceability/parties/forms.py",
    "traceability/parties/templates",
)
IMPORTERS = (
    "exports/containers.py",
    "exports/documents/listing.py",
    "exports/history",
    "exports/inviting",
    "exports/letters",
    "exports/loggers",
    "exports/news.py",
    "exports/queries.py",
    "exports/receiving",
    "exports/templates/exports/ui/journey.html",
    "exports/templates/exports/ui/pallets.html",
    "exports/templates/exports/ui/papers.html",
    "exports/templates/imports",
    "exports/views/arrivals.py",
    "exports/views/importer.py",
    "exports/views/page.py",
    "exports/webhooks",
    "exports/words.py",
    "traceability/parties/desks.py",
    "traceability/parties/tokens",
)
"""The importer's desk, and what an importer reads of what both firms read."""
DESKS = (
    "traceability/provenance/registry",
    "traceability/provenance/copies/spread.py",
    "traceability/provenance/desk_views.py",
    "traceability/provenance/models.py",
    "traceability/provenance/panels.py",
    "traceability/provenance/templates/provenance/desk",
)
"""What stands among the buyers' and is read at a desk alone, in Chinese or English."""
KINDS = (
    *(Organisation.Kind, Place.Kind, EventSubject.Role),
    *(Document.Kind, ExportBatch.State, ExportBatch.Mode, PalletReceipt.Decision),
)
"""What a place, an organisation, the subject of an event, a paper and a batch are called on their pages."""
MET_BY_IMPORTERS = (
    *(refusals.BatchIsClosed, refusals.DocumentIsOfTheFuture, refusals.DocumentStandsAlready),
    *(refusals.DownloadHasExpired, refusals.NoSuchPallet, refusals.RefusalNeedsAReason),
    *(refusals.StepIsTooEarly, refusals.StepOutOfOrder, NotYourOrganisation),
)
TOLD_OF_RESIDUES = {
    ("", "Within limits, %(destination)s, %(day)s"),
    ("", "None of %(substances)s over the limit of %(country)s"),
}
"""What a report that let a batch leave says of residues."""
FORMS = (forms.ChedForm, forms.DecisionForm)
"""Of the forms of exports, those that an importer fills in."""
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|%%")
TAG = re.compile(r"</?[a-z][^>]*>|&\w+;")

FAMILIAR = {
    "de": r"\b(?:du|dir|dich|dein\w*)\b",
    "fr": r"\b(?:tu|toi|tes|ton)\b",
    "nl": r"\b(?:je|jij|jou|jouw)\b",
    "es": r"\b(?:tú|ti|tus?|contigo|puedes|tienes|quieres)\b",
    "it": r"\b(?:tu|te|ti|tuo|tua|tuoi|tue|puoi|hai|vuoi|devi)\b|(?:^|[.:;,] (?:poi |o |e )?)(?:scrivi|premi|torna|vai"
    r"|chiedi|controlla|scansiona|aggiungi|riprova|invia|aspetta|correggi|guarda)(?:l[oaie])?\b",
}
"""What is said only to a friend or a child."""
QUOTED = {"de": "„“", "fr": "«»", "nl": "“”", "es": "«»", "it": "«»"}
Key = tuple[str, str]
"""Context and English."""


def catalogue(language: str) -> Catalog:
    with (folder(language) / "django.po").open("rb") as file:
        return read_po(file)


def folder(language: str) -> Path:
    return ROOT / "traceability" / "locale" / language / "LC_MESSAGES"


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def wordings(words: str | Iterable[str]) -> tuple[str, ...]:
    """One form, or one for each plural."""
    return (words,) if isinstance(words, str) else tuple(words)


def key(message: Message) -> Key:
    context = message.context or ""
    return (context.decode() if isinstance(context, bytes) else context), wordings(message.id)[0]  # bytes from read_mo


def is_translated(message: Message) -> bool:
    return not message.fuzzy and all(wordings(message.string))


@cache
def strings_in(path: Path) -> frozenset[Key]:
    """What one source file marks for translation."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    return frozenset((context or "", wordings(words)[0]) for _line, words, _comments, context in found)


def strings_of(places: Iterable[str]) -> set[Key]:
    """What all Python files and templates of some places mark for translation, the plural by its singular."""
    paths = [ROOT / place for place in places]
    files = [file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))]
    marked = (strings_in(file) for file in files if file.suffix in {".py", ".html"})
    return {found for strings in marked for found in strings if found[1]}


def read_by_buyers() -> set[Key]:
    """What any page marks that a buyer may open, desks left out."""
    at_desks = [ROOT / place for place in DESKS]
    files = [file for place in BUYERS for file in [ROOT / place, *(ROOT / place).rglob("*")] if file.is_file()]
    open_to_all = [file for file in files if not any(file.is_relative_to(desk) for desk in at_desks)]
    return strings_of(str(file.relative_to(ROOT)) for file in open_to_all)


def kinds() -> set[Key]:
    """The English of every kind that a buyer or an importer may meet."""
    with translation.override("en"):
        return {("", str(label)) for kind in KINDS for label in kind.labels}


def met_by_importers() -> set[Key]:
    """The English of refusals and fields that an importer shares with the exporter."""
    with translation.override("en"):
        fields = [field for form in FORMS for field in form.base_fields.values()]
        said = [*(field.label for field in fields), *(field.help_text for field in fields)]
        chosen = [name for field in fields for _, name in getattr(field, "choices", [])]
        roles = [role.label for role in ROLES]
        sentences = [refusal.sentence for refusal in MET_BY_IMPORTERS]
        return {("", str(words)) for words in (*said, *chosen, *roles, *sentences) if words}


def test_the_extraction_finds_templates_plurals_and_contexts() -> None:
    found = strings_of(HOUSE)
    assert {("", "Where it grew"), ("", "One event is recorded."), ("between names", ", ")} <= found
    assert len(found) > 1500


@pytest.mark.parametrize("language", ["zh_Hans", "de"])
def test_every_string_of_the_source_is_in_the_catalogue(language: str) -> None:
    assert sorted(strings_of(HOUSE) - {key(message) for message in messages(language)}) == []


def test_every_string_is_chinese() -> None:
    assert [message.id for message in messages("zh_Hans") if not is_translated(message)] == []


@pytest.mark.parametrize("language", ["de", *BUYERS_ALONE])
def test_every_string_that_a_buyer_reads_is_translated(language: str) -> None:
    own = {key(message) for message in messages(language) if is_translated(message)}
    assert sorted((read_by_buyers() | kinds()) - own) == []


@pytest.mark.parametrize("language", ["de", *BUYERS_ALONE])
def test_every_string_that_an_importer_reads_is_translated(language: str) -> None:
    own = {key(message) for message in messages(language) if is_translated(message)}
    assert sorted((strings_of(IMPORTERS) | met_by_importers() | TOLD_OF_RESIDUES) - own) == []


@pytest.mark.parametrize("language", BUYERS_ALONE)
def test_what_buyers_alone_read_is_translated_and_stands_in_the_source(language: str) -> None:
    assert [message.id for message in messages(language) if not is_translated(message)] == []
    assert sorted({key(message) for message in messages(language)} - strings_of(HOUSE)) == []


def test_every_language_is_checked_here() -> None:
    assert {to_locale(code) for code, _name in settings.LANGUAGES} == {"en", *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_or_left_over(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy] == []
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders_and_tags_of_the_english(language: str) -> None:
    """A singular may leave its number out (“One carton”); the form for many may not."""
    for message in messages(language):
        english, own = wordings(message.id), wordings(message.string)
        if not is_translated(message):
            continue
        for pattern in (PLACEHOLDER, TAG):
            assert sorted(pattern.findall(own[-1])) == sorted(pattern.findall(english[-1])), message.id
            known = set(pattern.findall(" ".join(english)))
            assert all(set(pattern.findall(form)) <= known for form in own), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    with (folder(language) / "django.mo").open("rb") as file:
        compiled = {key(message): wordings(message.string) for message in read_mo(file) if message.id}
    assert compiled == {key(m): wordings(m.string) for m in messages(language) if is_translated(m)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("never", [PROMISED, IMITATED], ids=["promised", "imitated"])
def test_no_translation_says_that_fruit_is_real_or_like_the_name(language: str, never: re.Pattern[str]) -> None:
    assert [m.string for m in messages(language) if never.search(" ".join(wordings(m.string)))] == []


@pytest.mark.parametrize("never", [PROMISED, IMITATED], ids=["promised", "imitated"])
def test_no_english_of_a_buyer_says_so_either(never: re.Pattern[str]) -> None:
    assert [words for _context, words in sorted(read_by_buyers()) if never.search(words)] == []


@pytest.mark.parametrize("language", ["de", *BUYERS_ALONE])
def test_a_reader_is_addressed_as_one_who_is_not_yet_known(language: str) -> None:
    """Sie, vous, u, usted, Lei: never du, tu, je, tú or the Italian tu, whose plainest marks are these."""
    familiar = re.compile(FAMILIAR[language], re.IGNORECASE)
    assert [m.string for m in messages(language) if familiar.search(" ".join(wordings(m.string)))] == []


def test_french_puts_no_break_spaces_before_double_punctuation_and_inside_its_quotation_marks() -> None:
    """U+202F before ; ! and ?, U+00A0 before the colon and inside « » (Lexique de l’Imprimerie nationale)."""
    wrong = re.compile(r"[^\u202f][;!?]|[^\u00a0]»|«[^\u00a0]|[^\u00a0]:(?=\s|$)")
    said = {m.id: re.sub(r"<[^>]*>|&\w+;", "", " ".join(wordings(m.string))) for m in messages("fr")}
    assert [words for words in said.values() if wrong.search(words)] == []


@pytest.mark.parametrize("language", sorted(QUOTED))
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    foreign = re.compile("[" + "".join(set("„“”«»") - set(QUOTED[language])) + "]")
    assert [m.string for m in messages(language) if foreign.search(" ".join(wordings(m.string)))] == []


def test_chinese_has_the_voice_of_the_house() -> None:
    """No exclamation marks, no please-wait, no “successfully”; full-width punctuation and curly quotation marks."""
    wrong = re.compile(r"[!！]|请稍[候等]|成功|[\u4e00-\u9fff][,;:?]|[\u4e00-\u9fff] ?\.(?!\w)|\"(?![^<]*>)")
    assert [m.string for m in messages("zh_Hans") if wrong.search(" ".join(wordings(m.string)))] == []
