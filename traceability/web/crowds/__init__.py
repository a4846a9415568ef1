"""Floods are limited by network: so many requests at once that a supermarket never meets the limit."""
