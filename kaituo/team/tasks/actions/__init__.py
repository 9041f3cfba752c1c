"""The verbs of tasks and boards."""

from .boards import copy_board, keep_as_template
from .moving import move, pass_limit
from .tasks import add_item, begin, complete, give, link, postpone, reopen, tick

__all__ = ["add_item", "begin", "complete", "copy_board", "give", "keep_as_template", "link", "move", "pass_limit", "postpone", "reopen", "tick"]
