"""The forms of tasks and boards."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaituo.foundation.identity.access import may
from kaituo.foundation.identity.models import User
from kaituo.foundation.screens.filters import is_id
from kaituo.foundation.screens.forms import form_field

from .models import Board, CardList, Project, Task

LONGEST_REASON = 200


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class TaskForm(forms.ModelForm):
    class Meta:
        model = Task
        formfield_callback = form_field
        fields = ["title", "owner", "due_on", "at", "starts_on", "repeats", "board", "card_list", "notes", "due_after_days"]
        widgets = {"at": forms.TimeInput({"type": "time"}, format="%H:%M")}

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        if not self.instance.is_pattern:
            del self.fields["due_after_days"]
        board = self.data.get("board") if self.is_bound else self.initial.get("board")
        lists = CardList.objects.in_order()
        if not board and not self.is_bound:
            self.fields["card_list"].widget = forms.HiddenInput()
        self.fields["card_list"].queryset = lists.filter(board=board) if is_id(str(board or "")) else lists.none()

    def clean_board(self) -> Board | None:
        found = self.cleaned_data["board"]
        if found is not None and found.pk != self.instance.board_id and not may(self.by, "change", found):
            raise forms.ValidationError(_("You may look at this board, but not put tasks on it."))
        return found

    def clean_card_list(self) -> CardList | None:
        found = self.cleaned_data["card_list"]
        if found is not None and found.pk != self.instance.card_list_id and found.is_full:
            raise forms.ValidationError(_("This list is full: put it into another one, then move it on the board and say why it may be more."))
        return found


class MoveForm(forms.Form):
    card_list = forms.ModelChoiceField(CardList.objects.none(), label=_("List"))
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def meet(self, task: Task | None, by: User) -> None:
        lists = CardList.objects.in_order()
        self.fields["card_list"].queryset = lists.filter(board=task.board_id) if task is not None else lists


class OverLimitForm(MoveForm):
    reason = forms.CharField(label=_("Why it may be more"), max_length=LONGEST_REASON)


class PostponeForm(forms.Form):
    to = forms.DateField(label=_("New day"), widget=day_input())

    def meet(self, task: Task | None, by: User) -> None:
        if task is not None:
            self.initial |= {"to": max(task.due_on or timezone.localdate(), timezone.localdate())}


class GiveForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("Who does it"))

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = User.objects.people().filter(is_active=True)


class ItemForm(forms.Form):
    text = forms.CharField(label=_("Item"), max_length=300)


class CopyBoardForm(forms.Form):
    name = forms.CharField(label=_("Name of the new board"), max_length=120)
    project = forms.ModelChoiceField(Project.objects.all(), label=_("Project"))
    starts_on = forms.DateField(label=_("Begins"), widget=day_input(), initial=timezone.localdate)

    def meet(self, board: Board | None, by: User) -> None:
        if board is not None:
            self.initial |= {"name": board.name, "project": board.project_id}


class TemplateForm(forms.Form):
    name = forms.CharField(label=_("Name of the template"), max_length=120)

    def meet(self, board: Board | None, by: User) -> None:
        if board is not None:
            self.initial |= {"name": board.name}
