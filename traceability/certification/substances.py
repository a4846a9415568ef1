"""Active substances by their common names (ISO 1750), marked so that the catalogues name them in other languages.

Reports and limits keep the ISO name. Pages write `{% translate found.substance %}`, sentences `in_words`.
`in_words`.
"""

from django.utils.translation import gettext, gettext_noop

COMMON_NAMES = (
    gettext_noop("2-phenylphenol"),
    gettext_noop("abamectin"),
    gettext_noop("acetamiprid"),
    gettext_noop("azoxystrobin"),
    gettext_noop("benomyl"),
    gettext_noop("bifenthrin"),
    gettext_noop("buprofezin"),
    gettext_noop("carbendazim"),
    gettext_noop("chlorantraniliprole"),
    gettext_noop("chlorothalonil"),
    gettext_noop("chlorpyrifos"),
    gettext_noop("chlorpyrifos-methyl"),
    gettext_noop("clothianidin"),
    gettext_noop("cypermethrin"),
    gettext_noop("deltamethrin"),
    gettext_noop("difenoconazole"),
    gettext_noop("dimethoate"),
    gettext_noop("fipronil (sum)"),
    gettext_noop("fludioxonil"),
    gettext_noop("flutriafol"),
    gettext_noop("imazalil"),
    gettext_noop("imidacloprid"),
    gettext_noop("iprodione"),
    gettext_noop("lambda-cyhalothrin"),
    gettext_noop("mancozeb"),
    gettext_noop("mancozeb group (dithiocarbamates as CS2)"),
    gettext_noop("omethoate"),
    gettext_noop("paclobutrazol"),
    gettext_noop("prochloraz"),
    gettext_noop("profenofos"),
    gettext_noop("propiconazole"),
    gettext_noop("pyraclostrobin"),
    gettext_noop("pyridaben"),
    gettext_noop("pyrimethanil"),
    gettext_noop("spirodiclofen"),
    gettext_noop("spirotetramat"),
    gettext_noop("tebuconazole"),
    gettext_noop("thiabendazole"),
    gettext_noop("thiacloprid"),
    gettext_noop("thiamethoxam"),
    gettext_noop("thiophanate-methyl"),
    gettext_noop("triazophos"),
    gettext_noop("trifloxystrobin"),
)


def in_words(substance: str) -> str:
    """The name in the reader's language; one that we do not know stands as it was reported."""
    return gettext(substance) if substance else ""
