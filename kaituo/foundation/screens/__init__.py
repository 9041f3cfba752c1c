"""Plain areas are declared here: list, page, form, board, calendar, import, export, bulk and API from one class."""
