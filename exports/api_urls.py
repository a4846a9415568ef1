from django.urls.resolvers import URLPattern

app_name = "exports-api"
urlpatterns: list[URLPattern] = []
