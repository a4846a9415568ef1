"""Pages of the books and of the stocktake."""

from traceability.lots.books.views import books, counting

__all__ = ["books", "counting"]
