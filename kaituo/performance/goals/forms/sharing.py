"""How a target is shared out among people, and split over time."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.models import User
from kaituo.foundation.kernel.period import Period, PeriodKind
from kaituo.performance.goals.engine.splitting import pieces_of

from ..choices import SHORTER, CascadeMethod, Span, SplitMethod
from ..models import Target
from ..receivers import receivers_of


class CascadeForm(forms.Form):
    """One field per receiver, read as a weight or as an amount; the other methods need none."""

    method = forms.ChoiceField(label=_("Share out"), choices=CascadeMethod.choices, widget=forms.RadioSelect, initial=CascadeMethod.EQUAL)
    asks = forms.BooleanField(
        label=_("Ask each person to agree"),
        required=False,
        help_text=_("New targets of people count only when they have signed; theirs is the next turn."),
    )

    def meet(self, target: Target | None, by: User) -> None:
        for receiver in receivers_of(target) if target is not None else ():
            label = _("%(name)s: weight or amount") % {"name": receiver.holder}
            self.fields[receiver.key] = forms.DecimalField(label=label, min_value=Decimal(0), required=False)


class SplitForm(forms.Form):
    into = forms.ChoiceField(label=_("Split into"), widget=forms.RadioSelect)
    method = forms.ChoiceField(label=_("Weights"), choices=SplitMethod.choices, widget=forms.RadioSelect, initial=SplitMethod.WORKDAYS)

    def meet(self, target: Target | None, by: User) -> None:
        if target is None:
            return
        kinds = SHORTER[Span(target.kind)]
        self.fields["into"].choices = [(kind, Span(kind).label) for kind in kinds]
        self.fields["into"].initial = kinds[0]
        for kind in kinds:
            self._add_pieces(target, PeriodKind(kind))

    def _add_pieces(self, target: Target, kind: PeriodKind) -> None:
        for piece in pieces_of(target.period, kind):
            label = _("%(period)s in percent") % {"period": piece.label}
            self.fields[piece_key(piece)] = forms.DecimalField(label=label, min_value=Decimal(0), max_value=Decimal(100), required=False)


def piece_key(piece: Period) -> str:
    """How a form names the percentage of a shorter period."""
    return f"part_{piece.label}".replace("-", "_").lower()
