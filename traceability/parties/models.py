"""Who answers for what, and where: organisations, places, people and what each may do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from traceability.gs1.digital_link import party_uri, place_uri
from traceability.web.language import own_name


class Sourced(models.Model):
    """A row of reference data: where it comes from and how sure we are of it."""

    source = models.TextField()
    confidence = models.CharField(max_length=80)

    class Meta:
        abstract = True

    @property
    def is_provisional(self) -> bool:
        """True unless the row's confidence is plainly high: a decision that uses it says so."""
        return self.confidence.strip().lower() != "high"


class County(Sourced):
    """A county of Baise with its outline, in which a protected area is drawn until its holder supplies more."""

    code = models.CharField(max_length=6, primary_key=True, help_text=_("GB/T 2260 division code"))
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    outline = models.JSONField(help_text=_("GeoJSON geometry, CGCS2000 (within a metre of WGS-84)"))

    class Meta:
        verbose_name_plural = _("counties")

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


class Township(Sourced):
    """A town or township (镇, 乡)."""

    code = models.CharField(max_length=9, primary_key=True)
    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="townships")
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    latitude = models.FloatField(help_text=_("WGS-84 degrees"))
    longitude = models.FloatField(help_text=_("WGS-84 degrees"))

    def __str__(self) -> str:
        return own_name(self.name_zh, self.name_en)


class Village(Sourced):
    """A village or neighbourhood (村, 社区): the finest place that a buyer is shown."""

    code = models.CharField(max_length=12, primary_key=True)
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="villages")
    name_zh = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name_zh


class Organisation(models.Model):
    """A body that acts in the chain and answers for its events."""

    class Kind(models.TextChoices):
        COOPERATIVE = "cooperative", _("Cooperative")
        CONTROL_BODY = "control_body", _("Control body")
        LABORATORY = "laboratory", _("Laboratory")
        EXPORTER = "exporter", _("Exporter")
        IMPORTER = "importer", _("Importer")
        AUTHORITY = "authority", _("Authority")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120, help_text=_("Registered name"))
    name_latin = models.CharField(max_length=120, help_text=_("The name in Latin letters"))
    gln = models.CharField(
        max_length=13, unique=True, help_text=_("GS1 Global Location Number, used as party GLN (417)")
    )
    gs1_prefix = models.CharField(max_length=12, blank=True, help_text=_("GS1 company prefix, if it has one"))
    uscc = models.CharField(max_length=18, blank=True, help_text=_("Unified social credit code, GB 32100"))
    country = models.CharField(max_length=2, default="CN", help_text=_("ISO 3166-1 alpha-2"))
    address = models.CharField(max_length=200, blank=True)
    address_latin = models.CharField(max_length=200, blank=True)
    phone = models.CharField(
        max_length=20, blank=True, help_text=_("The business number that it prints on what it issues; public")
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~Q(uscc=""), name="credit_code_belongs_to_one_organisation"
            ),
            models.CheckConstraint(
                condition=Q(uscc="") | Q(uscc__regex=r"^[0-9A-Z]{18}$"), name="credit_code_has_18_characters"
            ),
            models.CheckConstraint(condition=Q(gln__regex=r"^[0-9]{13}$"), name="organisation_gln_has_13_digits"),
        ]

    def __str__(self) -> str:
        return own_name(self.name, self.name_latin)

    @property
    def uri(self) -> str:
        """The organisation as a GS1 Digital Link URI, key 417."""
        return party_uri(self.gln)


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user: User) -> PlaceQuerySet:
        """The places of the user's own organisations."""
        return self.filter(owner__in=user.organisations())


class Place(models.Model):
    """Somewhere that fruit is grown, packed, kept or shipped: GLN with extension (414 + 254)."""

    class Kind(models.TextChoices):
        PLOT = "plot", _("Plot")
        PACKING_HOUSE = "packing_house", _("Packing house")
        COLD_STORE = "cold_store", _("Cold store")
        PORT = "port", _("Port")
        WAREHOUSE = "warehouse", _("Warehouse")

    kind = models.CharField(max_length=20, choices=Kind)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="places")
    gln = models.CharField(max_length=13)
    extension = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=120)
    name_latin = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, default="CN")
    customs_number = models.CharField(
        max_length=20, blank=True, help_text=_("A packing house: its registration with customs, as labels print it")
    )
    village = models.ForeignKey(Village, null=True, blank=True, on_delete=models.PROTECT)
    township = models.ForeignKey(Township, null=True, blank=True, on_delete=models.PROTECT)
    county = models.ForeignKey(County, null=True, blank=True, on_delete=models.PROTECT)
    latitude = models.FloatField(help_text=_("WGS-84 degrees"))
    longitude = models.FloatField(help_text=_("WGS-84 degrees"))
    outline = models.JSONField(null=True, blank=True, help_text=_("GeoJSON geometry, WGS-84"))
    west = models.FloatField(null=True, blank=True, help_text=_("The box around the outline, WGS-84 degrees"))
    south = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    accuracy_m = models.FloatField(null=True, blank=True, help_text=_("Metres, as the receiver told"))
    source_crs = models.CharField(max_length=20, default="WGS-84", help_text=_("What the coordinates came in"))
    source_geometry = models.JSONField(
        null=True, blank=True, help_text=_("GeoJSON geometry as it was handed in, in source_crs")
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gln", "extension"], name="place_identifier_once"),
            models.CheckConstraint(condition=Q(gln__regex=r"^[0-9]{13}$"), name="place_gln_has_13_digits"),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_is_on_earth",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["south", "north", "west", "east"],
                condition=Q(south__isnull=False),
                name="outlines_by_their_box",
            )
        ]

    def __str__(self) -> str:
        return own_name(self.name, self.name_latin)

    @property
    def uri(self) -> str:
        """The place as a GS1 Digital Link URI, keys 414 and 254."""
        return place_uri(self.gln, self.extension)


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, name: str, password: str | None = None, **fields: Any) -> User:
        """A person; without a password only a card lets them in."""
        user = self.model(name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *, name: str, password: str | None = None, **fields: Any) -> User:
        """Somebody who runs the site."""
        return self.create_user(name=name, password=password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The person with this phone number or e-mail address."""
        return self.get(Q(phone=username) | Q(email__iexact=username))


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The name is personal data: it stands here and never in an event."""

    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True)
    email = models.EmailField(null=True, blank=True, unique=True)
    language = models.CharField(max_length=10, blank=True, help_text=_("Empty: as the browser asks"))
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "phone"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = UserManager()

    acts_for: Organisation | None = None
    """The one organisation that a token is for, on the person whom a request with it comes from; else None."""

    def __str__(self) -> str:
        return self.name

    def roles(self) -> models.QuerySet[Membership]:
        """What this person may do, and where: everywhere, or where the token at hand lets them."""
        held = self.memberships.all()
        return held if self.acts_for is None else held.filter(organisation=self.acts_for)

    def organisations(self) -> models.QuerySet[Organisation]:
        """The organisations at whose desks this person sits. A grower has the own book, not the cooperative's desk."""
        staff = self.roles().exclude(role=Membership.Role.GROWER)
        return Organisation.objects.filter(pk__in=staff.values("organisation"))


class Membership(models.Model):
    """What a person may do for an organisation."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("Manager")
        CLERK = "clerk", _("Clerk")
        PACKER = "packer", _("Packer")
        QUALITY = "quality", _("Quality")
        INSPECTOR = "inspector", _("Inspector")
        ANALYST = "analyst", _("Analyst")
        SHIPPER = "shipper", _("Shipper")
        BUYER = "buyer", _("Buyer")
        GROWER = "grower", _("Grower")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="a_role_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class SignInCard(models.Model):
    """A grower's printed card. Only hashes are kept: of the secret in its QR code, and of the PIN."""

    number = models.CharField(max_length=12, unique=True, help_text=_("Printed on the card, no secret"))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cards")
    secret_hash = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the secret, hexadecimal"))
    pin_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("issued_at")),
                name="card_is_revoked_after_it_is_issued",
            )
        ]

    def __str__(self) -> str:
        return self.number


class WrongPins(models.Model):
    """How often in a row a card, real or not, or an address was tried with a wrong PIN, and until when it must wait."""

    key = models.CharField(max_length=64, unique=True, help_text=_("Keyed hash of what was tried, hexadecimal"))
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    wait_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["last_at"], name="wrong_pins_by_time")]

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
