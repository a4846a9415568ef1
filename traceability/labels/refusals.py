"""What labels refuse."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Refused


class LotIsNotPacked(Refused):
    sentence = _("Lot %(code)s is not packed. Pack it into cartons, then print their labels.")


class CountIsWrong(Invalid):
    sentence = _("A run has 1 to 1,000,000 labels. Type how many cartons need one.")


class MoreLabelsThanCartons(Refused):
    sentence = _("Lot %(code)s has %(left)s cartons without a label; %(wanted)s labels were asked for. Print no more.")


class LayoutIsUnknown(Invalid):
    sentence = _("There is no label %(layout)s. Choose one of: %(layouts)s.")


class OutputIsUnknown(Invalid):
    sentence = _("There is no print file of the kind %(output)s. Choose one of: %(outputs)s.")


class PaperIsUnknown(Invalid):
    sentence = _("There is no paper %(paper)s. Choose one of: %(papers)s.")


class SizeIsUnknown(Invalid):
    sentence = _("There is no size %(size)s of %(fruit)s. Choose one of: %(sizes)s.")


class ParticularsAreMissing(Refused):
    sentence = _(
        "Labels for %(destination)s lack: %(missing)s. The page of the labels says where each is entered; nothing is "
        "printed before."
    )


class NameNotForThisSpecies(Refused):
    sentence = _("The label %(layout)s carries a name that is not for %(fruit)s. Choose the label without the name.")


class NoCertificate(Refused):
    sentence = _("Lot %(code)s has no certificate in force that covers all of it. Print it without the name.")


class LayoutNeedsTheName(Invalid):
    sentence = _("The label %(layout)s is printed with the name only. Choose the label without it.")


class LayoutHasNoName(Invalid):
    sentence = _("The label %(layout)s has no place for the name. Choose the label with it.")


class TextDoesNotFit(Refused):
    sentence = _("“%(text)s” does not fit its place on the label (%(place)s). Shorten it where it was entered.")


class SpanIsWrong(Invalid):
    sentence = _("Run %(run)s has labels 1 to %(count)s; %(first)s to %(last)s are not among them.")


class SpanIsTaken(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s are in part %(state)s already. Choose others.")


class VoidNeedsAReason(Invalid):
    sentence = _("Say why the labels are void, for example: ribbon tore.")


class ReprintNeedsAReason(Invalid):
    sentence = _("Say why the labels are printed once more, for example: ribbon tore.")


class LabelsAreVoidAlready(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s are void in part. A void label is never printed again.")


class NothingToActivate(Refused):
    sentence = _("Every label %(first)s to %(last)s of run %(run)s is active or void already. Choose others.")


class NotPrintedYet(Refused):
    sentence = _("Label %(label)s of run %(run)s has not been printed yet. Download it or send it to a printer first.")


class NotALabelOfOurs(Invalid):
    sentence = _(
        "“%(text)s” is no label of yours. Scan the square code of a label, or type the 12 characters below it."
    )


class TwoRuns(Invalid):
    sentence = _(
        "The two labels are of different runs, %(one)s and %(other)s. Scan the first and the last of one roll."
    )


class NoSpareLabels(Refused):
    sentence = _(
        "From label %(first)s on, run %(run)s has labels that are active, on a pallet or void. "
        "Only labels that nobody has used can be given back: type the first of them."
    )


class CodeIsTooLong(Refused):
    sentence = _(
        "What would stand in the square code has %(length)s characters; %(most)s fit. "
        "Choose a shorter PUBLIC_ORIGIN or lot code."
    )


class RunStopped(Refused):
    sentence = _(
        "Run %(run)s was stopped after label %(after)s of %(count)s. %(why)s The labels after it are void: print none "
        "of them."
    )


class RunIsVoid(Refused):
    sentence = _("All labels of run %(run)s are void. Start a new run for cartons that may be labelled.")


class MaterialIsUnknown(Invalid):
    sentence = _("There is no sticker material %(material)s. Choose one of: %(materials)s.")


class StickerIsForbidden(Refused):
    sentence = _(
        "No sticker of %(material)s may stick to fruit for %(destination)s: %(rule)s. Choose another material, or "
        "print on the carton alone."
    )


class StickersAreTooMany(Invalid):
    sentence = _("A sheet has 1 to %(most)s stickers. Type how many, and print it again for more.")


class CratesAreTooMany(Invalid):
    sentence = _(
        "Crate cards are printed 1 to %(most)s at once, from a lower number to a higher one. Type both numbers again."
    )


class CodeIsNoKey(Refused):
    sentence = _(
        "What would stand in the square code is no GS1 key. %(reason)s Have it put right where it was entered."
    )


class NoPrefixForCrates(Refused):
    sentence = _("%(owner)s has no GS1 company prefix, without which a crate has no number. Have it entered.")
