"""Facts, issues, minutes and concerns."""

from dataclasses import replace

from kit.calls import Call
from pb.tsunagi.meetings.v1 import service_pb2 as pb
from services.meetings.domain.conclusion import FactDraft
from services.meetings.rpc import abouts, reading, shapes
from services.meetings.rpc.convening import item
from services.meetings.rpc.reading import resource_id
from services.meetings.use_cases import correcting, minutes, papers


class Papers:
    def add_fact(self, request: pb.AddFactRequest, call: Call) -> pb.Fact:
        fact = FactDraft(call.ctx.actor.agency_id, request.text, request.person_id, request.known_on, request.basis)
        return shapes.fact(papers.add_fact(call.db, call.ctx, resource_id(request.name), fact))

    def correct_fact(self, request: pb.CorrectFactRequest, call: Call) -> pb.Fact:
        right = FactDraft("", request.text, request.person_id, request.known_on, request.basis)
        told = (resource_id(request.name), right, request.correction_reason)
        return shapes.fact(correcting.correct_fact(call.db, call.ctx, *told, taken_back=request.taken_back))

    def list_facts(self, request: pb.ListFactsRequest, call: Call) -> pb.ListFactsResponse:
        read, found = papers.list_facts(call.db, call.ctx, resource_id(request.name))
        taken_back, before = correcting.superseded(call.db, call.ctx, read, found)
        found = [*found, *taken_back]
        if found:
            about = abouts.paper(call, read)
            for row in found:
                stated = abouts.circumstances(call, read, row.source_agency_id)
                call.about(f"facts/{row.id}", replace(about, recorded_by=row.source_agency_id, circumstances=stated))
        return pb.ListFactsResponse(facts=[shapes.fact(row, before.get(row.id, ())) for row in found])

    def list_touched_facts(self, request: pb.ListTouchedFactsRequest, call: Call) -> pb.ListTouchedFactsResponse:
        found = papers.touched_facts(call.db, call.ctx, request.case_id, request.person_id, request.source_agency_id)
        found = abouts.told(call, found) if found else []
        return pb.ListTouchedFactsResponse(facts=map(shapes.touched, found))

    def add_issue(self, request: pb.AddIssueRequest, call: Call) -> pb.Issue:
        issue = reading.issue(request.issue)
        return shapes.issue(papers.add_issue(call.db, call.ctx, resource_id(request.name), issue))

    def list_issues(self, request: pb.ListIssuesRequest, call: Call) -> pb.ListIssuesResponse:
        read, found = papers.list_issues(call.db, call.ctx, resource_id(request.name))
        if found:
            about = abouts.paper(call, read)
            for row in found:
                call.about(f"issues/{row.id}", replace(about, recorded_by=row.recorded_by))
        return pb.ListIssuesResponse(issues=map(shapes.issue, found))

    def list_opinions(self, request: pb.ListOpinionsRequest, call: Call) -> pb.ListOpinionsResponse:
        read, found = papers.list_opinions(call.db, call.ctx, resource_id(request.name))
        if found:
            about = abouts.paper(call, read)
            for row in found:
                call.about(f"opinions/{row.id}", replace(about, recorded_by=row.agency_id))
        return pb.ListOpinionsResponse(opinions=map(shapes.opinion, found))

    def get_minutes(self, request: pb.GetMinutesRequest, call: Call) -> pb.Minutes:
        read, dissent, opinions = minutes.read(call.db, call.ctx, resource_id(request.name))
        message = shapes.minutes(read, dissent, opinions, call.ctx.actor.agency_id)
        message.superseded.extend(map(shapes.superseded, minutes.superseded(call.db, call.ctx, read)))
        call.about(message.name, abouts.paper(call, read))
        return message

    def draft_minutes(self, request: pb.DraftMinutesRequest, call: Call) -> pb.Minutes:
        minutes.draft(call.db, call.ctx, resource_id(request.name), *whole(request))
        return written(request.name, call)

    def approve_minutes(self, request: pb.ApproveMinutesRequest, call: Call) -> pb.Minutes:
        minutes.approve(call.db, call.ctx, resource_id(request.name), request.text)
        return written(request.name, call)

    def correct_minutes(self, request: pb.CorrectMinutesRequest, call: Call) -> pb.Minutes:
        name = resource_id(request.name)
        minutes.correct(call.db, call.ctx, name, *whole(request), request.correction_reason)
        return written(request.name, call)

    def distribute_minutes(self, request: pb.DistributeMinutesRequest, call: Call) -> pb.Minutes:
        minutes.distribute(call.db, call.ctx, resource_id(request.name), list(request.agency_ids))
        return written(request.name, call)

    def recall_minutes(self, request: pb.RecallMinutesRequest, call: Call) -> pb.Minutes:
        minutes.recall(call.db, call.ctx, resource_id(request.name), list(request.agency_ids), request.reason)
        return written(request.name, call)

    def return_minutes(self, request: pb.ReturnMinutesRequest, call: Call) -> pb.AgendaItem:
        minutes.give_back(call.db, call.ctx, resource_id(request.name))
        return item(request.name, call)

    def raise_concern(self, request: pb.RaiseConcernRequest, call: Call) -> pb.Concern:
        concern_id = papers.raise_concern(call.db, call.ctx, resource_id(request.name), request.text)
        return pb.Concern(name=f"concerns/{concern_id}", agency_id=call.ctx.actor.agency_id)

    def get_agenda_item_reference(
        self, request: pb.GetAgendaItemReferenceRequest, call: Call
    ) -> pb.AgendaItemReference:
        case_id = papers.case_of(call.db, call.ctx, request.agenda_item_id)
        return pb.AgendaItemReference(agenda_item_id=request.agenda_item_id, case_id=case_id)

    def list_concerns(self, request: pb.ListConcernsRequest, call: Call) -> pb.ListConcernsResponse:
        read, found = papers.list_concerns(call.db, call.ctx, resource_id(request.name))
        if found:
            about = abouts.paper(call, read)
            for row in found:
                call.about(f"concerns/{row.id}", about)
        shown = [pb.Concern(name=f"concerns/{row.id}", agency_id=row.agency_id, text=row.text) for row in found]
        return pb.ListConcernsResponse(concerns=shown)


def whole(
    request: pb.DraftMinutesRequest | pb.CorrectMinutesRequest,
) -> tuple[str, list[tuple[str, str]], list[str], str]:
    """(text, dissent by agency, papers, day of the next meeting)."""
    dissent = [(one.agency_id, one.text) for one in request.dissent]
    return request.text, dissent, list(request.papers), request.next_on


def written(name: str, call: Call) -> pb.Minutes:
    """What a write answers: codes and dates only."""
    return pb.Minutes(name=item(name, call).name)
