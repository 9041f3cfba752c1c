"""The tables that every kind of record shares."""

from .attachment import Attachment
from .comment import Comment, CommentReaction
from .custom_field import CustomField
from .event import Event, Seal
from .merge import Merge
from .numbering import NumberSequence
from .record import Record
from .tag import Tag, TagUse

__all__ = ["Attachment", "Comment", "CommentReaction", "CustomField", "Event", "Merge", "NumberSequence", "Record", "Seal", "Tag", "TagUse"]
