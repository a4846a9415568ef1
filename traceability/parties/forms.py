"""What people fill in to get in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Phone number or e-mail address, and password."""

    username = forms.CharField(
        label=_("Phone number or e-mail"), widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"})
    )

    error_messages = {
        "invalid_login": _("The two do not fit together. Check both; after a forgotten password, ask your manager."),
        "inactive": _("This person no longer signs in here. Ask your manager."),
    }
