"""The closed lists of receivables."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvoiceStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    VOID = "void", _("Void")


INVOICE_TONES = {"draft": "neutral", "issued": "info", "void": "bad"}


class ReceiptKind(models.TextChoices):
    PAYMENT = "payment", pgettext_lazy("money in", "Payment")
    ADVANCE = "advance", _("Advance payment")
    REFUND = "refund", _("Refund")


KIND_TONES = {"payment": "good", "advance": "info", "refund": "warn"}


class Method(models.TextChoices):
    TRANSFER = "transfer", _("Bank transfer")
    ACCEPTANCE = "acceptance", _("Acceptance bill")
    ALIPAY = "alipay", _("Alipay")
    WECHAT = "wechat", _("WeChat Pay")
    CARD = "card", _("Card")
    CASH = "cash", _("Cash")
    OTHER = "other", _("Other")


class Age(models.TextChoices):
    """How long an amount has been overdue."""

    NOT_DUE = "not_due", _("Not due")
    TO_30 = "1-30", _("1–30 days")
    TO_60 = "31-60", _("31–60 days")
    TO_90 = "61-90", _("61–90 days")
    OVER_90 = "over_90", _("Over 90 days")
