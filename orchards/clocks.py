"""How far a phone's clock may run ahead of ours before its time is called the future."""

from datetime import timedelta

CLOCKS_DIFFER_BY = timedelta(minutes=10)
