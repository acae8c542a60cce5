"""Rpcs of the reference data and of what is seen across consultations."""

from datetime import UTC
from typing import Any

from kit.calls import Call
from pb.tsunagi.intake.v1 import service_pb2 as pb
from services.intake.domain.reference import Reference, ending_plans, unlinked
from services.intake.store import reference as versions
from services.intake.use_cases import overview, reference


class ReferenceRpcs:
    def list_agencies(self, request: pb.ListAgenciesRequest, call: Call) -> pb.ListAgenciesResponse:
        known = reference.read_version(call.db, call.ctx, request.reference_version)
        today = versions.today(call.ctx)
        response = pb.ListAgenciesResponse()
        for agency in known.agencies.values():
            carried = [code for code, one in known.programmes.items() if agency.agency_id in one["agency_ids"]]
            response.agencies.add(
                agency_id=agency.agency_id,
                display_name=agency.display_name,
                domain="・".join(agency.domains),
                programme_ids=carried,
                aliases=agency.aliases,
                receives=agency.receives,
                hands_over=agency.hands_over,
                suggested_for=agency.suggested_for,
                valid_from=agency.valid.start.isoformat(),
                valid_until=agency.valid.until.isoformat() if agency.valid.until else "",
                open=agency.is_open(today),
            )
        for one in known.municipalities.values():
            response.municipalities.add(agency_id=one.agency_id, display_name=one.name, open=one.valid.holds(today))
        return response

    def get_reference(self, request: pb.GetReferenceRequest, call: Call) -> pb.ReferenceData:
        known = reference.read_version(call.db, call.ctx, request.version)
        ending = set(ending_plans(known, versions.today(call.ctx)))
        return pb.ReferenceData(
            version=known.version,
            valid_from=known.valid_from.isoformat(),
            programmes=[_programme(known, one) for one in known.programmes.values()],
            concerns=[
                pb.ConcernCode(code=one.code, display_name=one.name, domains=one.domains, situation=one.situation)
                for one in known.concerns.values()
            ],
            rules=[
                pb.EligibilityRule(
                    rule_id=one.rule_id, programme_id=one.programme_id, agency_id=one.agency_id, reason=one.reason
                )
                for one in known.rules
            ],
            targets=[_target(one) for one in known.document["targets"]],
            plans=[_plan(one, ending=one["plan_id"] in ending) for one in known.document["plans"]],
            meetings=[
                pb.MeetingKind(code=one["code"], display_name=one["name"], legal_basis=one["legal_basis"])
                for one in known.document["meetings"]
            ],
            unlinked=unlinked(known),
        )

    def publish_reference(self, request: pb.PublishReferenceRequest, call: Call) -> pb.ReferenceVersion:
        new = reference.publish(call.db, call.ctx, request.document, request.reason)
        return pb.ReferenceVersion(version=new.version, valid_from=new.valid_from.isoformat(), reason=request.reason)

    def list_reference_versions(
        self, _request: pb.ListReferenceVersionsRequest, call: Call
    ) -> pb.ListReferenceVersionsResponse:
        response = pb.ListReferenceVersionsResponse()
        for row in versions.versions(call.db, call.ctx):
            added = response.versions.add(
                version=row.version, valid_from=row.valid_from.isoformat(), reason=row.reason, loaded_by=row.loaded_by
            )
            added.load_time.FromDatetime(row.loaded_at)
        return response

    def list_supervised_load(self, _request: pb.ListSupervisedLoadRequest, call: Call) -> pb.ListSupervisedLoadResponse:
        loads = overview.supervised_load(call.db, call.ctx)
        return pb.ListSupervisedLoadResponse(loads=[pb.SupervisedLoad(**vars(one)) for one in loads])

    def list_known_without_support(
        self, _request: pb.ListKnownWithoutSupportRequest, call: Call
    ) -> pb.ListKnownWithoutSupportResponse:
        response = pb.ListKnownWithoutSupportResponse()
        for row in overview.known_without_support(call.db, call.ctx):
            names = [f"consultations/{one}" for one in row.consultation_ids]
            response.households.add(consultations=names, agencies=row.agencies).last_sign_time.FromDatetime(row.last)
        return response

    def list_recurring_issues(
        self, request: pb.ListRecurringIssuesRequest, call: Call
    ) -> pb.ListRecurringIssuesResponse:
        start = request.period_start.ToDatetime(tzinfo=UTC)
        found = overview.recurring_issues(call.db, call.ctx, start, request.period_end.ToDatetime(tzinfo=UTC))
        return pb.ListRecurringIssuesResponse(
            issues=[pb.RecurringIssue(concern=one.concern, area=one.area, count=one.count) for one in found]
        )

    def mark_participation_need(self, request: pb.MarkParticipationNeedRequest, call: Call) -> pb.ParticipationNeed:
        case_id = overview.mark_participation_need(call.db, call.ctx, request.name, request.person_id)
        return pb.ParticipationNeed(case_id=case_id, person_id=request.person_id)


def _programme(known: Reference, one: Any) -> pb.Programme:
    same = ("programme_id", "title", "content", "target", "method", "agency", "section", "legal_basis")
    return pb.Programme(
        **{name: one[name] for name in same},
        agency_ids=one["agency_ids"],
        section_agency_id=one["section_agency_id"],
        policy_ids=one.get("policy_ids", ()),
        confidentiality_basis=known.document["methods"][one["method"]],
    )


def _target(one: Any) -> pb.Target:
    target = one["target"]
    return pb.Target(
        code=one["code"],
        kind=one["kind"],
        display_name=one["name"],
        target="" if target is None else str(target),
        policy_ids=one.get("policy_ids", ()),
    )


def _plan(one: Any, *, ending: bool) -> pb.CityPlan:
    same = ("plan_id", "title", "parent_id", "period_start", "period_end")
    policies = [pb.Policy(policy_id=policy["policy_id"], text=policy["text"]) for policy in one["policies"]]
    return pb.CityPlan(**{name: one[name] for name in same}, policies=policies, ending=ending)
