"""The connection to SQLite that Django is told to use: every transaction waits at the gate first."""

from pathlib import Path

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from .gate import Gate, GateClosed

IN_MEMORY = (":memory:", "mode=memory")


class DatabaseWrapper(base.DatabaseWrapper):
    """Statements outside a transaction pass by the gate: SQLite itself lets them wait."""

    _gate: Gate | None = None
    """Ours while we are in a transaction."""

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()
        # Only when it went well: where it did not, a rollback follows.
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave()

    def _enter(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._gate is not None or any(word in name for word in IN_MEMORY):
            return
        gate = Gate(Path(f"{name}-gate"), float(self.settings_dict["OPTIONS"]["timeout"]))
        try:
            gate.enter()
        except GateClosed as waited:
            raise OperationalError(str(waited)) from waited
        self._gate = gate

    def _leave(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None:
            gate.leave()
