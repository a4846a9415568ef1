from rest_framework.routers import SimpleRouter

from traceability.jobs.api import Jobs

router = SimpleRouter()
router.register("jobs", Jobs)
urlpatterns = router.urls
