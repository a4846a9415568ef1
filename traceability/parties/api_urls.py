from django.urls import path
from rest_framework.routers import SimpleRouter

from traceability.parties.api import Organisations, Places, Tokens

router = SimpleRouter()
router.register("organisations", Organisations)
router.register("places", Places)
urlpatterns = [path("token/", Tokens.as_view(), name="token"), *router.urls]
