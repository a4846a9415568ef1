from django.urls.resolvers import URLPattern

app_name = "orchards-api"
urlpatterns: list[URLPattern] = []
