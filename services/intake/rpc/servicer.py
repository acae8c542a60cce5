"""IntakeService: consultations and cases here, handoffs and people in the classes it is made of."""

from datetime import UTC

from kit import facts, work_lists
from kit.calls import Call
from kit.ledger_rpcs import LedgerRpcs
from pb.tsunagi.facts.v1 import facts_pb2
from pb.tsunagi.intake.v1 import service_pb2 as pb
from pb.tsunagi.work.v1 import work_pb2
from services.intake.domain import Screening
from services.intake.rpc import records, shapes
from services.intake.rpc.breaches import BreachRpcs
from services.intake.rpc.concealment import ConcealmentRpcs
from services.intake.rpc.contacts import ContactRpcs
from services.intake.rpc.erasure import ErasureRpcs
from services.intake.rpc.files import FileRpcs, new_consultation
from services.intake.rpc.glasses import GlassRpcs
from services.intake.rpc.handoffs import HandoffRpcs
from services.intake.rpc.people import PeopleRpcs
from services.intake.rpc.reference import ReferenceRpcs
from services.intake.rpc.relations import RelationRpcs
from services.intake.rpc.staff import StaffRpcs
from services.intake.rpc.support import SupportRpcs
from services.intake.rpc.tasks import TaskRpcs
from services.intake.rpc.transfers import TransferRpcs
from services.intake.store import reference
from services.intake.use_cases import cases, consultations, hands, reaching_out, reading


class IntakeServicer(
    HandoffRpcs,
    SupportRpcs,
    ContactRpcs,
    PeopleRpcs,
    FileRpcs,
    BreachRpcs,
    ConcealmentRpcs,
    GlassRpcs,
    RelationRpcs,
    ReferenceRpcs,
    TaskRpcs,
    TransferRpcs,
    StaffRpcs,
    ErasureRpcs,
    LedgerRpcs,
):
    """One method per rpc of tsunagi.intake.v1.IntakeService."""

    def register_consultation(self, request: pb.RegisterConsultationRequest, call: Call) -> pb.Consultation:
        consultation_id = consultations.register(call.db, call.ctx, new_consultation(request, call))
        return shapes.consultation(reading.consultation(call.db, call.ctx, consultation_id))

    def get_consultation(self, request: pb.GetConsultationRequest, call: Call) -> pb.Consultation:
        return records.consultation(shapes.local_id(request.name), call)

    def screen_consultation(self, request: pb.ScreenConsultationRequest, call: Call) -> pb.Consultation:
        answers = Screening(
            residency=shapes.code(pb.Residency, "RESIDENCY", request.residency),
            welfare_need=request.welfare_need,
            information_suffices=request.information_suffices,
            single_agency=request.single_agency,
            candidates=tuple(request.candidate_agency_ids),
            open_case=shapes.local_id(request.open_case),
            duplicate_of=shapes.local_id(request.duplicate_of),
            predecessor_case=shapes.local_id(request.predecessor_case),
            override_reason=request.override_reason,
        )
        consultation_id = shapes.local_id(request.name)
        consultations.screen(call.db, call.ctx, consultation_id, answers)
        return records.consultation(consultation_id, call)

    def review_joined_consultation(self, request: pb.ReviewJoinedConsultationRequest, call: Call) -> pb.Consultation:
        consultation_id = shapes.local_id(request.name)
        consultations.joined_reviewed(call.db, call.ctx, consultation_id, begins_anew=request.begins_anew)
        return records.consultation(consultation_id, call)

    def decide_untangling(self, request: pb.DecideUntanglingRequest, call: Call) -> pb.Case:
        decision = shapes.code(pb.DecideUntanglingRequest.Decision, "DECISION", request.decision)
        cases.decide_untangling(call.db, call.ctx, shapes.local_id(request.name), decision, request.reason)
        return records.case(shapes.local_id(request.name), call)

    def get_case(self, request: pb.GetCaseRequest, call: Call) -> pb.Case:
        return records.case(shapes.local_id(request.name), call)

    def list_cases(self, request: pb.ListCasesRequest, call: Call) -> pb.ListCasesResponse:
        found, token = reading.case_page(call.db, call.ctx, request.case_no, request.page_token, request.page_size)
        return pb.ListCasesResponse(cases=[records.case_of(one, call) for one in found], next_page_token=token)

    def add_person(self, request: pb.AddPersonRequest, call: Call) -> pb.Case:
        person = shapes.person_of(request.person)
        cases.add_person(call.db, call.ctx, shapes.local_id(request.name), person, request.etag)
        return records.case(shapes.local_id(request.name), call)

    def record_death(self, request: pb.RecordDeathRequest, call: Call) -> pb.Case:
        moment = shapes.occurred_at(request, call)
        cases.record_death(call.db, call.ctx, shapes.local_id(request.name), request.person_id, moment)
        return records.case(shapes.local_id(request.name), call)

    def end_case(self, request: pb.EndCaseRequest, call: Call) -> pb.Case:
        reason = shapes.code(pb.EndCaseRequest.Reason, "REASON", request.reason)
        moment = shapes.occurred_at(request, call)
        case_id = shapes.local_id(request.name)
        cases.order_end(
            call.db,
            call.ctx,
            case_id,
            reason,
            moment,
            scheme=request.scheme_agency_id,
            why=request.explanation,
            to_municipality=request.to_agency_id,
        )
        return records.case(shapes.local_id(request.name), call)

    def list_work_items(self, request: work_pb2.ListWorkItemsRequest, call: Call) -> work_pb2.ListWorkItemsResponse:
        return work_lists.page(call, request, hands.mine(call.ctx))

    def get_case_reference(self, request: pb.GetCaseReferenceRequest, call: Call) -> pb.CaseReference:
        minors_at = request.minors_at.ToDatetime(UTC) if request.HasField("minors_at") else None
        found = reading.case_reference(call.db, call.ctx, request.case_id, minors_at)
        return pb.CaseReference(
            case_id=request.case_id,
            case_no=found.case_no,
            coordinator_agency_id=found.coordinator,
            requesting_agency_id=found.requesting,
            person_ids=found.people,
            deceased_person_ids=found.deceased,
            over=found.over,
            continued=[
                pb.Continued(person_id=one, before_case_id=case_id, before_person_id=before)
                for one, case_id, before in found.continued
            ],
            minor_person_ids=found.minors,
            adult_person_ids=found.adults,
            unknown_agency_ids=reading.unknown_agencies(call.db, call.ctx, request.agency_ids),
        )

    def get_municipality(self, _request: pb.GetMunicipalityRequest, call: Call) -> pb.Municipality:
        known = reference.of(call.db, call.ctx)
        return pb.Municipality(
            coordinator_agency_id=known.coordinator_agency_id, outreach_agency_id=known.outreach_agency_id
        )

    def check_outreach_agency(
        self, request: pb.CheckOutreachAgencyRequest, call: Call
    ) -> pb.CheckOutreachAgencyResponse:
        found = reaching_out.check(call.db, call.ctx, request.case_id, request.person_id, request.agency_id)
        return pb.CheckOutreachAgencyResponse(may_be_given=found.may_be_given, over=found.over)

    def count_facts(self, request: facts_pb2.CountFactsRequest, call: Call) -> facts_pb2.CountFactsResponse:
        return facts.page(call.db, call.ctx, request)
