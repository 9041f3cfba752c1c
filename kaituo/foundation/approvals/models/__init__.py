"""The tables of approvals."""

from .flow import Delegation, Flow, FlowLevel
from .request import Decision, Request

__all__ = ["Decision", "Delegation", "Flow", "FlowLevel", "Request"]
