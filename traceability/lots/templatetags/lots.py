"""How lots are named on a page.

{% load lots %}
{{ lot.product.variety|local }}     Tainong No.1 · 台农1号           (the name in the reader's language)
{{ lot|what }}                      Tainong No.1, Napo · Tainong No.1, a blend of 4 (a lot of `queries.lots_of`)
"""

from __future__ import annotations

from django import template

from traceability.lots import words

register = template.Library()
register.filter("local", words.local)
register.filter("what", words.what)
register.filter("grown_at", words.grown_at)
