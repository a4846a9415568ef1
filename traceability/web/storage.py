"""Static files as production serves them: by names that change with their content, modules in modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # WhiteNoise ships no types
    """Names in `import` are rewritten too: a page and its modules are always of one version, and may be kept."""

    support_js_module_import_aggregation = True
