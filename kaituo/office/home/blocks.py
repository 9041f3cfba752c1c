"""The shelf of blocks on the first page. A block asks rights, never a role's name; the page only puts the blocks in order."""

from typing import Any

from kaituo.foundation.identity.models import User

BLOCKS: list["Block"] = []


class Block:
    """Subclass it with a title: the class is the declaration. A block asks the same number of queries whatever there is to show."""

    title: Any = ""
    template = ""
    order = 50
    is_wide = False
    """Stands across the whole page instead of in one of the two columns."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.title:
            BLOCKS.append(cls())

    def context(self, user: User) -> dict[str, Any] | None:
        """What the template needs; None: nothing here for this person."""
        raise NotImplementedError


def blocks_for(user: User) -> list[tuple[Block, dict[str, Any]]]:
    drawn = [(block, block.context(user)) for block in sorted(BLOCKS, key=lambda block: block.order)]
    return [(block, context) for block, context in drawn if context is not None]
