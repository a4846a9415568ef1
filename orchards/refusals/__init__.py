"""What the orchard refuses, by what it is about."""
