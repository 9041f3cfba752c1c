"""Splits: from the whole amount, which each role is credited with, to the role's part. The parts of the peers sum to the whole."""

from decimal import Decimal

from kaituo.performance.commissions.engine.columns.calculator import Calculator
from kaituo.performance.commissions.engine.plan.crediting import Share, Split


def scale_of(split: Split) -> int:
    """The power of ten that makes all shares whole."""
    digits = max(max(0, -int(share.share.normalize().as_tuple().exponent)) for share in split.shares)
    return int(10**digits)


def part(calculator: Calculator, split: Split, amount: str) -> str:
    """An expression for the part of `amount` that the credit's role has: by largest remainder, ties to the share named first."""
    scale = scale_of(split)
    peers = [share for share in split.shares if not share.overlay]
    arms = [f"WHEN {calculator.bind(each.role)} THEN {_part(each, peers, amount, scale)}" for each in split.shares]
    return f"CAST(CASE role {' '.join(arms)} END AS BIGINT)"


def share(calculator: Calculator, split: Split) -> str:
    """The role's share as a whole number over `scale_of`."""
    scale = scale_of(split)
    return f"CASE role {' '.join(f'WHEN {calculator.bind(each.role)} THEN {_whole(each, scale)}' for each in split.shares)} END"


def _part(each: Share, peers: list[Share], amount: str, scale: int) -> str:
    own = _whole(each, scale)
    if each.overlay:
        return f"halved({amount} * {own}, {scale})"
    if len(peers) == 2 and sum(_whole(peer, scale) for peer in peers) == scale:
        # Both remainders make one unit or none, so the first is rounded at the half upwards and the second downwards.
        first = each is peers[0]
        return f"sign({amount}) * ((abs({amount}) * {own} + {scale // 2 if first else (scale - 1) // 2}) // {scale})"
    cut, rest = f"abs({amount}) * {own} // {scale}", f"abs({amount}) * {own} % {scale}"
    missing = f"abs({amount}) - " + " - ".join(f"abs({amount}) * {_whole(peer, scale)} // {scale}" for peer in peers)
    at = peers.index(each)
    ahead = [_ahead(f"abs({amount}) * {_whole(peer, scale)} % {scale}", rest, number < at) for number, peer in enumerate(peers) if number != at]
    turn = " + ".join(ahead) or "0"
    return f"sign({amount}) * ({cut} + CASE WHEN {turn} < {missing} THEN 1 ELSE 0 END)"


def _ahead(other: str, own: str, is_earlier: bool) -> str:
    return f"({other} {'>=' if is_earlier else '>'} {own})::INTEGER"


def _whole(each: Share, scale: int) -> int:
    return int(each.share * Decimal(scale))
