from django.urls import path

from traceability.lots.books import views

app_name = "books"
urlpatterns = [
    path("books/", views.books.books, name="books"),
    path("books/books.csv", views.books.table, name="table"),
    path("count/", views.counting.take_stock, name="take-stock"),
    path("counts/", views.counting.counts, name="counts"),
    path("counts/<str:digest>/", views.counting.counted, name="counted"),
    path("lots/<slug:gtin>/<slug:code>/count/", views.counting.count, name="count"),
]
