"""Fruit that must not move: held until somebody releases it, or recalled with everything that was made of it."""
