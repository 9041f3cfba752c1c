"""What an installation may choose, read from `KAITUO_*` variables; every default suits one small company on one machine."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Installation(BaseSettings):
    """`KAITUO_HOME` and its kin. Lists are written as JSON: `KAITUO_HOSTS='["crm.example.com"]'`."""

    model_config = SettingsConfigDict(env_prefix="KAITUO_")

    home: Path | None = None
    """The data folder; default `var/` of the checkout."""
    database: str = ""
    """A database address such as `postgresql://user:password@host/name`; empty means SQLite in the data folder."""
    secret_key: str = ""
    """Empty: made at first start and kept in the data folder."""
    hosts: list[str] = ["localhost", "127.0.0.1", "[::1]"]
    origins: list[str] = []
    https: bool = False
    """True behind a proxy that speaks HTTPS: secure cookies, HSTS, redirects."""
    proxies: int | None = Field(None, ge=0)
    """How many proxies stand one behind the other in front: whom the first of them hears from is the visitor. Empty: one with HTTPS, none without."""
    debug: bool = False
    demo: bool = False
    time_zone: str = "Asia/Shanghai"
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: Literal["", "starttls", "tls"] = ""
    """How the way to the mail server is sealed: not at all, after a greeting (usually port 587), from the first byte on (usually 465)."""
    mail_from: str = "kaituo@localhost"
    """From whom letters come; most servers take only an address of their own."""
    commissions_on: str = Field("here", pattern=r"^(here|processes(:[1-9]\d*)?|(tcp|tls|ucx)://\S+)$")
    """Where large commission runs are calculated: `here`, `processes`, `processes:4`, or the address of a Dask scheduler."""
    api_per_minute: int = 600
    """How many requests to the programming interface one token or person may send in a minute."""
    webhooks_allow_private: bool = False
    """True: messages to other systems may go to addresses of the own network, too."""
