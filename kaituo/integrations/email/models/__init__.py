"""The tables of mailboxes and letters."""

from .awaited import AwaitedAnswer
from .enquiry import Enquiry
from .folder import Folder
from .letter import Keeping, Letter, Wording
from .mailbox import Mailbox
from .round import Round

__all__ = ["AwaitedAnswer", "Enquiry", "Folder", "Keeping", "Letter", "Mailbox", "Round", "Wording"]
