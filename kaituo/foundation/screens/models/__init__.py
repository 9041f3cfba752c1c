"""What people keep about lists: views under a name, and the columns they chose."""

from .column_choice import ColumnChoice
from .saved_view import SavedView

__all__ = ["ColumnChoice", "SavedView"]
