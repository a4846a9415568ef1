from django.urls.resolvers import URLPattern

app_name = "lots"
urlpatterns: list[URLPattern] = []
