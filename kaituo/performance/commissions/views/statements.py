"""What no screen gives of statements: all lines, why a line is worth what it is, papers and tables."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from kaituo.foundation.identity.access import fetch
from kaituo.foundation.records import log
from kaituo.foundation.records.facts import RECORDS_EXPORTED
from kaituo.foundation.screens.sources import sources
from kaituo.foundation.ui.download import KINDS, streamed
from kaituo.foundation.ui.fragments import render_page
from kaituo.foundation.ui.paper import answer, known_language

from ..explanations import sentences
from ..models import Statement, StatementLine
from ..papers import print_statement, table_of
from ..parts import with_sources
from ..versions import standing_in

PAGE = 200


@require_GET
def lines_view(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines of a statement, page by page; `?component=` narrows them."""
    statement = fetch(request.user, Statement.objects.all(), pk=pk)
    after, component = (request.GET.get(name, "") for name in ("after", "component"))
    rows = statement.lines.part(after, component).select_related("component")[: PAGE + 1]
    lines = with_sources(list(rows)[:PAGE], statement, request.user)
    following = lines[-1][0].pk if len(rows) > PAGE else None
    context = {"statement": statement, "lines": lines, "next": following, "component": component}
    return render_page(request, "commissions/lines.html", context)


@require_GET
def why_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps from the credit to the amount, with the record they began at."""
    line = fetch(request.user, StatementLine.objects.select_related("statement__run", "version__run", "component__terms"), pk=pk)
    if line.statement is None:
        line.show_on(standing_in(line.version, line.payee_id))
    key = (line.source_type, line.source_id)
    source = sources({key} if line.source_id else (), request.user).get(key)
    return render_page(request, "commissions/why.html", {"line": line, "source": source, "sentences": sentences(line)}, block="dialog")


@require_GET
def paper_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The statement as PDF."""
    language = known_language(language)
    statement = fetch(request.user, Statement.objects.select_related("run", "payee"), pk=pk)
    return answer(print_statement(statement, language, by=request.user), f"{statement.run.number}-{statement.payee.username}-{language}")


@require_GET
def table_view(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """All lines with their reasons. Taking them is an event."""
    statement = fetch(request.user, Statement.objects.select_related("run", "payee"), pk=pk)
    if kind not in KINDS:
        raise Http404
    log.state(RECORDS_EXPORTED, statement, by=request.user, inputs={"count": statement.lines.count()})
    return streamed(kind, f"{statement.run.number}-{statement.payee.username}", *table_of(statement, by=request.user))
