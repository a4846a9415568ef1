"""Letters by e-mail to an importer's people, each in the reader's own language."""
