"""The mail servers of the providers that firms have, so that nobody need look them up: IMAP and SMTP, both under TLS at the usual ports.

As the providers' own pages for mail programs name them. Those that take no password of a program any more (Outlook.com, Microsoft 365) are not here.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Provider(models.TextChoices):
    EXMAIL = "exmail", _("Tencent Exmail")
    ALIYUN = "aliyun", _("Alibaba Mail")
    NETEASE = "netease", _("NetEase Qiye Mail")
    FEISHU = "feishu", _("Feishu Mail")
    QQ = "qq", _("QQ Mail")
    N163 = "163", "163.com"
    N126 = "126", "126.com"
    CHINA_MOBILE = "139", "139.com"
    GMAIL = "gmail", "Gmail"
    ZOHO = "zoho", "Zoho Mail"


class Servers(NamedTuple):
    imap: str
    smtp: str


SERVERS = {
    Provider.EXMAIL: Servers("imap.exmail.qq.com", "smtp.exmail.qq.com"),
    Provider.ALIYUN: Servers("imap.qiye.aliyun.com", "smtp.qiye.aliyun.com"),
    Provider.NETEASE: Servers("imap.qiye.163.com", "smtp.qiye.163.com"),
    Provider.FEISHU: Servers("imap.feishu.cn", "smtp.feishu.cn"),
    Provider.QQ: Servers("imap.qq.com", "smtp.qq.com"),
    Provider.N163: Servers("imap.163.com", "smtp.163.com"),
    Provider.N126: Servers("imap.126.com", "smtp.126.com"),
    Provider.CHINA_MOBILE: Servers("imap.139.com", "smtp.139.com"),
    Provider.GMAIL: Servers("imap.gmail.com", "smtp.gmail.com"),
    Provider.ZOHO: Servers("imap.zoho.com", "smtp.zoho.com"),
}
DOMAINS = {
    "qq.com": Provider.QQ,
    "foxmail.com": Provider.QQ,
    "163.com": Provider.N163,
    "126.com": Provider.N126,
    "139.com": Provider.CHINA_MOBILE,
    "gmail.com": Provider.GMAIL,
    "googlemail.com": Provider.GMAIL,
    "zoho.com": Provider.ZOHO,
    "zohomail.com": Provider.ZOHO,
}
"""Where the address itself says whose it is; a firm's own domain may lie with anybody."""


def servers_of(provider: str, address: str) -> Servers | None:
    """Of the provider that was chosen, else of the one the address lies with; None: nobody knows."""
    found = provider or DOMAINS.get(address.rpartition("@")[2].lower())
    return SERVERS[Provider(found)] if found else None
