"""Pages of the exporter's and the importer's desk."""
