from rest_framework.routers import SimpleRouter

from traceability.labels.api import LabelRuns

router = SimpleRouter()
router.register("label-runs", LabelRuns, basename="label-run")
urlpatterns = router.urls
