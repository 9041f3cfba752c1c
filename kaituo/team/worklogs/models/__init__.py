"""The tables of work reports."""

from .template import ReportQuestion, ReportTemplate
from .worklog import Reading, Worklog

__all__ = ["Reading", "ReportQuestion", "ReportTemplate", "Worklog"]
