"""The nouns of reports."""

from .dashboard import Dashboard, Tile
from .dispatch import Dispatch, DispatchReader
from .favourite import Favourite
from .front_page import FrontPage, RoleFrontPage
from .report import Report

__all__ = ["Dashboard", "Dispatch", "DispatchReader", "Favourite", "FrontPage", "Report", "RoleFrontPage", "Tile"]
