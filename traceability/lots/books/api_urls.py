from django.urls import path

from traceability.lots.books import api

urlpatterns = [
    path("books/", api.BooksOfHouse.as_view(), name="books"),
    path("lots/<slug:gtin>/<slug:code>/count/", api.CountLot.as_view(), name="lot-count"),
]
