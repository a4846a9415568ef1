"""The words of the forms in data/, marked so that the catalogues say them in other languages.

The Chinese is the form's own; `words.html` shows it first, and below it what it says in the reader's language.
"""

from django.utils.translation import gettext_noop

WORDINGS = (
    gettext_noop("I promise of the edible farm produce that I grow and sell:"),
    gettext_noop("I promise of the edible farm produce that I sell:"),
    gettext_noop(
        "no banned pesticides or veterinary drugs and no illegal additives are used; residues of permitted ones keep "
        "to the limits; I answer for the truth of this promise."
    ),
    gettext_noop(
        "no banned pesticides or veterinary drugs or other banned compounds were used; residues of the permitted ones "
        "that were used keep to the limits."
    ),
    gettext_noop(
        "the conformity certificates or other proofs of quality and safety of this batch were collected and are kept "
        "as the rules ask; preservatives and additives were not used against the rules."
    ),
    gettext_noop("Internal quality control"),
    gettext_noop("Our own word"),
    gettext_noop("Passed a laboratory’s test"),
    gettext_noop("Passed our own test"),
    gettext_noop("Quality and safety control as required"),
    gettext_noop("Tested by a laboratory"),
    gettext_noop("Tested by ourselves"),
)
