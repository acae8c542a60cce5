"""Rpcs of participation support."""

from kit.calls import Call
from kit.errors import NotFound
from pb.tsunagi.plans.v1 import participation_pb2 as shapes
from services.plans.domain.participation import Beginning, Source, Stage, StepFacts
from services.plans.rpc import reading as read
from services.plans.rpc import writing as write
from services.plans.rpc.about import about_mark, about_participation, page_size
from services.plans.store import participation as store
from services.plans.use_cases import participation, participation_worklist
from services.plans.use_cases.participation import Agreed, Whose
from services.plans.use_cases.reading import KNOW_THE_ROLE

KNOWN_BY = (read.PARTICIPATION_PURPOSE, read.PLAN_SHARING, read.ASSESSMENT, "HANDOFF")


class ParticipationRpcs:
    """One method per rpc."""

    def mark_participation(self, request: shapes.MarkParticipationRequest, call: Call) -> shapes.ParticipationMark:
        reader = read.Reader()
        source = reader.code(shapes.ParticipationMark.Source, "source", request.source)
        reader.finish()
        by = call.ctx.actor
        marked = participation_worklist.mark(
            call.db,
            call.ctx,
            case=_whose(call, request.case_id, request.person_id),
            person_id=request.person_id,
            source=Source(source),
            support_needs=request.support_needs,
            occurred_at=read.occurred_at(request),
            known_to_agency=lambda: any(
                read.permitted(call, by.agency_id, purpose, by.person_id)(
                    request.case_id, request.person_id, KNOW_THE_ROLE
                )
                for purpose in KNOWN_BY
            ),
        )
        return write.mark(marked)

    def list_participation_marks(
        self, request: shapes.ListParticipationMarksRequest, call: Call
    ) -> shapes.ListParticipationMarksResponse:
        marks, token = participation_worklist.page_marks(
            call.db,
            call.ctx,
            carrier=read.carrier(call),
            include_taken=request.include_taken,
            before=request.page_token,
            limit=page_size(request.page_size),
            agreed=_agreed(call),
        )
        for one in marks:
            about_mark(call, one)
        return shapes.ListParticipationMarksResponse(marks=map(write.mark, marks), next_page_token=token)

    def open_participation(self, request: shapes.OpenParticipationRequest, call: Call) -> shapes.Participation:
        reader = read.Reader()
        next_on = reader.optional_day("next_on", request.next_on)
        reader.finish()
        case_id, person_id = request.case_id, request.person_id
        if request.mark:
            marked = store.get_mark(call.db, read.id_of(request.mark, "participationMarks"))
            case_id, person_id = marked.case_id, marked.person_id
        opened = participation.open_participation(
            call.db,
            call.ctx,
            case=_whose(call, case_id, person_id),
            person_id=person_id,
            agency_id=read.carrier(call),
            beginning=Beginning(
                reason_not_fitting=request.reason_not_fitting,
                goal=request.goal,
                wishes=request.wishes,
                wish_codes=tuple(request.wish_codes),
                condition_codes=tuple(request.condition_codes),
                support_needs=request.support_needs,
                ties=request.ties,
                next_on=next_on,
            ),
            occurred_at=read.occurred_at(request),
            agreed=_agreed(call),
        )
        return write.participation(opened)

    def get_participation(self, request: shapes.GetParticipationRequest, call: Call) -> shapes.Participation:
        of = participation.readable(call.db, call.ctx, read.id_of(request.name, "participations"))
        steps = store.steps_of(call.db, [of.participation_id])[of.participation_id]
        about_participation(call, of, steps)
        return write.participation(of, steps)

    def list_participations(
        self, request: shapes.ListParticipationsRequest, call: Call
    ) -> shapes.ListParticipationsResponse:
        found, steps, token = participation.page(
            call.db,
            call.ctx,
            case_id=request.case_id,
            include_ended=request.include_ended,
            before=request.page_token,
            limit=page_size(request.page_size),
        )
        for of in found:
            about_participation(call, of, steps[of.participation_id])
        shown = [write.participation(of, steps[of.participation_id]) for of in found]
        return shapes.ListParticipationsResponse(participations=shown, next_page_token=token)

    def record_participation_step(
        self, request: shapes.RecordParticipationStepRequest, call: Call
    ) -> shapes.Participation:
        reader = read.Reader()
        stage = reader.code(shapes.Participation.Stage, "stage", request.stage)
        next_on = reader.optional_day("next_on", request.next_on)
        reader.finish()
        facts = StepFacts(
            stage=Stage(stage),
            text=request.text,
            ties=request.ties if request.HasField("ties") else None,
            host_heard=request.host_heard,
            next_on=next_on,
            pause=request.pause,
            end_reason=request.end_reason,
        )
        of = participation.record_step(
            call.db,
            call.ctx,
            step_id=read.id_of(request.name, "participationSteps"),
            facts=facts,
            occurred_at=read.occurred_at(request),
        )
        return write.participation(of)

    def resume_participation(self, request: shapes.ResumeParticipationRequest, call: Call) -> shapes.Participation:
        reader = read.Reader()
        next_on = reader.optional_day("next_on", request.next_on)
        reader.finish()
        of = participation.resume(
            call.db,
            call.ctx,
            participation_id=read.id_of(request.name, "participations"),
            next_on=next_on,
            occurred_at=read.occurred_at(request),
        )
        return write.participation(of)

    def suggest_hosts(self, request: shapes.SuggestHostsRequest, call: Call) -> shapes.SuggestHostsResponse:
        of, found = participation_worklist.suggest(call.db, call.ctx, read.id_of(request.name, "participations"))
        read.require_not_kept_away(call, of.case_id, of.person_id)
        return shapes.SuggestHostsResponse(suggestions=map(write.suggestion, found))

    def choose_host(self, request: shapes.ChooseHostRequest, call: Call) -> shapes.Participation:
        of = participation_worklist.choose(
            call.db,
            call.ctx,
            participation_id=read.id_of(request.name, "participations"),
            host_id=read.id_of(request.host, "resources"),
            agreed=request.agreed,
            words=request.own_words,
            occurred_at=read.occurred_at(request),
        )
        return write.participation(of)

    def get_host_notice(self, request: shapes.GetHostNoticeRequest, call: Call) -> shapes.HostNotice:
        """It rests on the person's yes to this host and on their consent to the support; nothing else is in it."""
        participation_id = read.id_of(request.name, "participations")
        of = participation_worklist.notice(call.db, call.ctx, participation_id, _agreed(call))
        about_participation(call, of, given="CONSENT")
        name = f"participations/{of.participation_id}"
        return shapes.HostNotice(name=name, person_id=of.person_id, support_needs=of.support_needs)


def _whose(call: Call, case_id: str, person_id: str) -> Whose:
    """Raises NotFound for a case that is not there, or a person who is not in it."""
    reference = read.case_reference(call, case_id)
    if person_id not in reference.person_ids:
        raise NotFound
    return Whose(case_id, reference.case_no, reference.coordinator_agency_id)


def _agreed(call: Call) -> Agreed:
    def ask(case_id: str, person_id: str, agency_id: str) -> bool:
        return read.permitted(call, agency_id, read.PARTICIPATION_PURPOSE)(case_id, person_id, KNOW_THE_ROLE)

    return ask
