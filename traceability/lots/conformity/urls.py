from django.urls import path

from traceability.lots.conformity import views

app_name = "conformity"
urlpatterns = [
    path("conformity/", views.certificates, name="certificates"),
    path("lots/<slug:gtin>/<slug:code>/conformity/issue/", views.issue_page, name="issue"),
    path("lots/<slug:gtin>/<slug:code>/conformity/take-in/", views.take_in_page, name="take-in"),
    path("lots/<slug:gtin>/<slug:code>/conformity/<slug:number>/", views.certificate, name="certificate"),
    path("lots/<slug:gtin>/<slug:code>/conformity/<slug:number>/sheet.pdf", views.sheet, name="sheet"),
    path("lots/<slug:gtin>/<slug:code>/conformity/<slug:number>/scan/", views.scan, name="scan"),
]
