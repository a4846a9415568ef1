"""What exports refuses."""

from django.utils.translation import gettext_lazy as _

from traceability.web.failures import Invalid, Missing, Refused


class BatchCodeIsTaken(Refused):
    sentence = _("There is a batch %(code)s already. Choose another number.")


class BatchCodeIsWrong(Invalid):
    sentence = _("%(code)s is no batch number: 1 to 20 capital letters, digits and hyphens. Type it again.")


class ImporterIsNone(Invalid):
    sentence = _("%(name)s is not entered as an importer. Choose the firm that buys the fruit.")


class PortIsNone(Invalid):
    sentence = _("%(place)s is not a port. Choose the port where the container is loaded or landed.")


class DestinationIsWrong(Invalid):
    sentence = _("%(country)s is no country code: two capital letters, such as NL or FR. Type it again.")


class IncotermIsForShips(Invalid):
    sentence = _("%(incoterm)s is a rule for goods that go by sea. Choose FCA, CPT, CIP, DAP, DPU, DDP or EXW.")
    rule = "Incoterms 2020"


class PortInWrongCountry(Invalid):
    sentence = _(
        "%(place)s lies in %(country)s, which is not on the way from the exporter to %(destination)s. Choose another "
        "port."
    )


class DepartureIsPast(Invalid):
    sentence = _("The batch would leave on %(leaves)s, and today is %(today)s. Enter a day that is to come.")


class DaysAreTurned(Invalid):
    sentence = _("The batch would arrive on %(arrives)s and leave on %(leaves)s. Put the days in their order.")


class ContainerIsWrong(Invalid):
    sentence = _("%(number)s is no container number: its check digit does not fit. Read it again from the door.")
    rule = "ISO 6346"


class BatchHasLeft(Refused):
    sentence = _("Batch %(code)s has left. Its pallets stay as they were loaded; open a new batch for other cartons.")


class BatchIsLoaded(Refused):
    sentence = _("Batch %(code)s is loaded and its doors are shut. Unload it before its pallets are changed.")


class UnloadingNeedsAReason(Invalid):
    sentence = _("A container is opened for a reason. Write it down.")


class BatchIsClosed(Refused):
    sentence = _("Batch %(code)s was received or refused. Its papers are complete as they stand.")


class StepOutOfOrder(Refused):
    sentence = _("Batch %(code)s is at “%(state)s”. This step is taken once, and only from “%(needed)s”.")


class StepIsTooEarly(Refused):
    sentence = _(
        "Batch %(code)s took its last step at %(last)s. What follows cannot have happened before; check the time."
    )


class RefusalNeedsAReason(Invalid):
    sentence = _("A consignment is refused for a reason. Write it down, so that the exporter can mend it.")


class NothingToShip(Refused):
    sentence = _("Batch %(code)s has no pallet. Build one first.")


class NotReady(Refused):
    sentence = _("Batch %(code)s may not leave. %(check)s: %(words)s %(what_to_do)s")


class NoRuleIsEntered(Refused):
    sentence = _("No rule is entered for batch %(code)s, so nobody knows whether it may leave. Have the rules loaded.")


class WarningStands(Refused):
    sentence = _(
        "Batch %(code)s is held by a warning. %(check)s: %(words)s Mend it, or have somebody answerable take it on in "
        "writing."
    )


class OverrideNeedsAReason(Invalid):
    sentence = _("Whoever takes a warning on says why, in writing.")


class OnlyWarningsAreOverridden(Refused):
    sentence = _("%(check)s: %(words)s This stops the batch, and nobody may override it. Mend it.")


class NoSuchWarning(Refused):
    sentence = _("%(requirement)s does not warn about batch %(code)s now. Look at its page again.")


class PalletIsEmpty(Invalid):
    sentence = _("A pallet needs cartons. Scan one, or name a label run and from which label to which.")


class LabelsNotInRun(Invalid):
    sentence = _("Run %(run)s has labels 1 to %(count)s, not %(first)s to %(last)s. Read the numbers again.")


class LabelsNotDrawn(Refused):
    sentence = _(
        "Run %(run)s is not drawn to the end, so its cartons cannot be labelled. Wait for it or print it again."
    )


class LabelsNotPrinted(Refused):
    sentence = _(
        "Label %(label)s of run %(run)s was drawn and never printed. Take its file or send it to a printer first."
    )


class LabelsAreVoid(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s were declared void. Label these cartons anew.")


class CartonsStandElsewhere(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s stand on pallet %(sscc)s. A carton stands on one pallet.")


class CartonsStandHere(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s are on this pallet already.")


class CartonsOfAnotherBatch(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s are on a pallet of another batch, for another buyer.")


class CartonsNotHere(Refused):
    sentence = _("Labels %(first)s to %(last)s of run %(run)s are not on pallet %(sscc)s. Nothing was taken off.")


class CartonIsNotKnown(Invalid):
    sentence = _("“%(code)s” is no label of ours and no pallet of this batch. Scan the square code of a carton.")


class CartonStandsNowhere(Refused):
    sentence = _("Label %(first)s of run %(run)s is on no pallet of batch %(code)s.")


class CartonsOfTwoRolls(Invalid):
    sentence = _(
        "The two cartons are of different runs, %(one)s and %(other)s. Scan the first and the last of one roll."
    )


class LabelsNameAnotherBuyer(Refused):
    sentence = _("The labels of run %(run)s name %(importer)s, who is not the buyer of batch %(code)s. Put them aside.")


class ChooseAPallet(Invalid):
    sentence = _("No pallet is chosen. Scan the label of a pallet, or open a new one, and then the carton.")


class PalletIsNotOfThisBatch(Invalid):
    sentence = _("%(sscc)s is no pallet of batch %(code)s. Open one here, and stick its label on.")


class PalletIsNotEmpty(Refused):
    sentence = _("Pallet %(sscc)s has cartons. Take them off before it is taken out of the batch.")


class PalletIsOpen(Refused):
    sentence = _("Pallet %(sscc)s is still open. Close it, or take it out of the batch when nothing is on it.")


class PalletCannotSplit(Invalid):
    sentence = _("Pallet %(sscc)s has %(cartons)s cartons. Some of them must stay and some go.")


class TooManyPallets(Invalid):
    sentence = _("%(count)s pallets are not opened at once: 1 to %(most)s.")


class GrossBelowNet(Invalid):
    sentence = _("Pallet %(sscc)s holds %(net)s kg net, so it cannot weigh %(gross)s kg. Weigh it again.")


class WoodMarkIsWrong(Invalid):
    sentence = _("%(mark)s is no mark of ISPM 15 such as CN-45 0321 HT. Wood bears one, other pallets bear none.")
    rule = "ISPM 15, Annex 2"


class ContainerIsTooHeavy(Refused):
    sentence = _("The pallets weigh %(gross)s kg, and the container may carry %(payload)s kg. Take pallets out.")


class BillOfLadingDiffers(Refused):
    sentence = _(
        "The bill of lading says %(says)s for %(what)s, and the batch has %(has)s. Have one of them put right."
    )


class CartonsNamedTwice(Invalid):
    sentence = _("Run %(run)s is named twice with the same labels. A carton stands on a pallet once.")


class LotIsNotOffered(Refused):
    sentence = _("Lot %(lot)s was not offered to %(exporter)s. Ask %(owner)s to offer it on the page of the lot.")


class NoPrefixForPallets(Refused):
    sentence = _(
        "%(exporter)s has no GS1 company prefix, so its pallets can have no number. Apply to GS1 China for one."
    )


class NotAnExporter(Refused):
    sentence = _("%(name)s is not an exporter. Choose the firm that ships the fruit.")


class DocumentStandsAlready(Refused):
    sentence = _("%(kind)s %(number)s is with this batch already. A replacement has a number of its own.")


class DocumentIsOfTheFuture(Invalid):
    sentence = _("The paper is dated %(issued)s, after its batch arrives. Check the day.")


class DocumentFactIsWrong(Invalid):
    sentence = _("%(kind)s: “%(fact)s” must be %(must_be)s. Write it as the paper says it.")


class DocumentIsReplaced(Refused):
    sentence = _("%(kind)s %(number)s was replaced already. Replace the paper that counts now.")


class DocumentReplacesNothing(Invalid):
    sentence = _("%(number)s is no %(kind)s of this batch. Choose the paper that the new one replaces.")


class DocumentCannotBeMade(Refused):
    sentence = _("%(kind)s is not made, for this is missing: %(missing)s. Enter it, then ask again.")


class DocumentWasBrought(Refused):
    sentence = _("%(kind)s %(number)s was added by hand and counts. Ours is not made beside it.")


class DocumentWasMadeHere(Refused):
    sentence = _("%(kind)s %(number)s was made here. Mend what it is made of and have it made anew.")


class DocumentIsWithdrawn(Refused):
    sentence = _("%(kind)s %(number)s was withdrawn already. Add the right one.")


class WithdrawalNeedsAReason(Invalid):
    sentence = _("A paper is withdrawn for a reason. Write down what is wrong with %(kind)s %(number)s.")


class PriceIsNone(Invalid):
    sentence = _("“%(price)s” is no price. Write an amount for one kilogram, such as 1.85, with at most four decimals.")


class ProductIsNotInBatch(Invalid):
    sentence = _("%(gtin)s does not stand on a pallet of this batch. Enter prices for what it carries.")


class DownloadHasExpired(Missing):
    sentence = _("This address was good for two minutes. Open the file again from its batch.")


class DocumentLacksFacts(Invalid):
    sentence = _("A paper needs its number, its issuer and its day. Enter them, or add the electronic certificate.")


class DocumentSaysOtherwise(Invalid):
    sentence = _(
        "The electronic certificate is number %(number)s of %(issued)s, and something else was entered. Leave number "
        "and day empty, or choose the right file."
    )


class XmlDeclaresEntities(Invalid):
    sentence = _(
        "This XML declares a document type or entities, which no certificate needs. Ask for it as it was sent."
    )


class XmlIsNoEphyto(Invalid):
    sentence = _(
        "This XML is no electronic phytosanitary certificate. Add the file as the plant health service sent it."
    )
    rule = "ISPM 12, Appendix 1; UN/CEFACT SPSCertificate"


class XmlIsTooLarge(Invalid):
    sentence = _("This XML is larger than a megabyte, which no certificate is. Check which file it is.")


class EphytoIsNotIssued(Refused):
    sentence = _("Certificate %(number)s has the status %(status)s, not “issued” (70). Ask for one that is in force.")


class NoSuchPallet(Missing):
    sentence = _("%(code)s is on no pallet that comes to you. Check the number, or ask the exporter.")


class NoPalletToLabel(Refused):
    sentence = _("Batch %(code)s has no pallet yet. Build one, then print its label.")


class TopicIsUnknown(Missing):
    sentence = _("No rule in force asks about “%(topic)s” for this batch. Open the batch and choose what it asks.")


class StatementNeedsItsReason(Invalid):
    sentence = _("Write down what is not as it should be, so that it can be mended.")


class StatementNeedsEvidence(Invalid):
    sentence = _("Add a photo, or write down what you looked at and what you saw.")


class MeasureIsMissing(Invalid):
    sentence = _("%(measure)s is asked for. Enter it.")


class MeasureIsUnreadable(Invalid):
    sentence = _("%(measure)s: “%(typed)s” cannot be read. %(help)s")


class RuleStandsAlready(Refused):
    sentence = _("Rule %(code)s has a version %(version)s already. A change is a new row with the next version.")


class RuleCannotBeRead(Invalid):
    sentence = _("Line %(line)s of the table cannot be read: %(why)s. Nothing was entered; mend it and read it again.")
