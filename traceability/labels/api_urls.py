from rest_framework.routers import SimpleRouter

from traceability.labels.api import LabelRuns, Printers

router = SimpleRouter()
router.register("label-runs", LabelRuns, basename="label-run")
router.register("printers", Printers, basename="printer")
urlpatterns = router.urls
