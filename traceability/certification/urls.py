from django.urls.resolvers import URLPattern

app_name = "certification"
urlpatterns: list[URLPattern] = []
