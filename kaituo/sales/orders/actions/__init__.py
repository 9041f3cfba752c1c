"""The verbs of quotes, orders and returns, one file per noun."""

from .orders import ask_approval, cancel, confirm, deliver, dispute, hold, reassign, release, resolve, share_credit
from .quotes import accept, expire, expire_outlived, hand_over, order, reject, send
from .returns import take_back

__all__ = [
    "accept",
    "ask_approval",
    "cancel",
    "confirm",
    "deliver",
    "dispute",
    "expire",
    "expire_outlived",
    "hand_over",
    "hold",
    "order",
    "reassign",
    "reject",
    "release",
    "resolve",
    "send",
    "share_credit",
    "take_back",
]
