"""The papers of a batch: what they say (`facts`), those that we make, and those that others send."""
