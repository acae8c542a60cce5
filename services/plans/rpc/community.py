"""The rpcs about the community: resources, their sessions, gaps."""

from datetime import date

from kit.calls import Call
from kit.errors import InvalidArgument, Violation
from pb.tsunagi.plans.v1 import community_pb2 as pb
from services.plans.domain.community import Gap, GapSource, GapState, Host, Resource, ResourceState, Session
from services.plans.rpc import writing as write
from services.plans.rpc.reading import Reader, carriers, id_of
from services.plans.use_cases import community, gaps


class CommunityRpcs:
    """One method per rpc."""

    def register_resource(self, request: pb.RegisterResourceRequest, call: Call) -> pb.Resource:
        return write.resource(community.register(call.db, call.ctx, _read(request.resource, ""), carriers(call)))

    def update_resource(self, request: pb.UpdateResourceRequest, call: Call) -> pb.Resource:
        resource_id = id_of(request.resource.name, "resources")
        changed = _read(request.resource, resource_id)
        return write.resource(community.update(call.db, call.ctx, changed, request.resource.etag, carriers(call)))

    def get_resource(self, request: pb.GetResourceRequest, call: Call) -> pb.Resource:
        return write.resource(community.get(call.db, call.ctx, id_of(request.name, "resources")))

    def search_resources(self, request: pb.SearchResourcesRequest, call: Call) -> pb.SearchResourcesResponse:
        if request.out_of_date:
            found = community.out_of_date(call.db, call.ctx)
        else:
            found = community.search(
                call.db,
                call.ctx,
                needs=tuple(request.needs),
                area=request.area,
                kind=request.kind,
                include_inactive=request.include_inactive,
            )
        return pb.SearchResourcesResponse(resources=map(write.resource, found))

    def match_needs(self, request: pb.MatchNeedsRequest, call: Call) -> pb.MatchNeedsResponse:
        matches = community.match(call.db, call.ctx, needs=tuple(request.needs), area=request.area)
        names = [f"resources/{resource.resource_id}" for resource in matches.resources]
        return pb.MatchNeedsResponse(resources=names, unmatched=matches.unmatched)

    def record_session(self, request: pb.RecordSessionRequest, call: Call) -> pb.Session:
        reader = Reader()
        held_on = reader.day("held_date", request.held_date)
        reader.finish()
        session = Session(held_on, request.participants, request.supporters)
        community.record_session(call.db, call.ctx, id_of(request.name, "resources"), session, carriers(call))
        return pb.Session(resource=request.name, held_date=request.held_date)

    def correct_session(self, request: pb.CorrectSessionRequest, call: Call) -> pb.Session:
        reader = Reader()
        held_on = reader.day("held_date", request.held_date)
        right_on = reader.optional_day("right_date", request.right_date) or held_on
        reader.finish()
        right = Session(right_on, request.participants, request.supporters)
        if request.not_held and right != Session(held_on, 0, 0):
            told = "開催されなかったときは、正しい日と人数を入力しないでください。"
            raise InvalidArgument(Violation("not_held", "CONTRADICTION", told))
        held = None if request.not_held else right
        resource_id = id_of(request.name, "resources")
        community.correct_session(call.db, call.ctx, resource_id, held_on, held, request.reason, carriers(call))
        return pb.Session(resource=request.name, held_date=held.held_on.isoformat() if held else "")

    def raise_gap(self, request: pb.RaiseGapRequest, call: Call) -> pb.GapStudy:
        gap_id = gaps.raise_gap(
            call.db,
            call.ctx,
            need_code=request.need_code,
            area=request.area,
            source=GapSource.PROPOSAL,
            source_id=call.ctx.request_id,
            proposal=request.proposal,
        )
        return pb.GapStudy(name=f"gaps/{gap_id}", need_code=request.need_code, area=request.area)

    def decide_gap(self, request: pb.DecideGapRequest, call: Call) -> pb.GapStudy:
        reader = Reader()
        state = reader.code(pb.GapStudy.State, "state", request.state)
        reader.finish()
        if state == GapState.RAISED:
            raise InvalidArgument(Violation("state", "REQUIRED", "検討の結果を選んでください。"))
        decided = gaps.decide(
            call.db,
            call.ctx,
            id_of(request.name, "gaps"),
            GapState(state),
            reason=request.reason,
            developed_as=request.developed_as,
        )
        return _gap(decided)

    def list_gaps(self, request: pb.ListGapsRequest, call: Call) -> pb.ListGapsResponse:
        known = gaps.listed(call.db, call.ctx, area=request.area, include_settled=request.include_settled)
        return pb.ListGapsResponse(gaps=map(_gap, known))


def _read(message: pb.Resource, resource_id: str) -> Resource:
    reader = Reader()
    state = reader.code(pb.Resource.State, "resource.state", message.state)
    checked_on: date = reader.day("resource.check_date", message.check_date)
    reader.finish()
    return Resource(
        kind=message.kind,
        name=message.display_name,
        area=message.area,
        place=message.place,
        open_times=message.open_times,
        needs=tuple(message.needs),
        welcomes=tuple(message.welcomes),
        hosts=tuple(Host(host.display_name, host.share) for host in message.hosts),
        coordinating_agency_id=message.coordinating_agency_id,
        programme_id=message.programme_id,
        capacity=message.capacity,
        resident_led=message.resident_led,
        state=ResourceState(state),
        checked_on=checked_on,
        resource_id=resource_id,
        receiving_agency_id=message.receiving_agency_id,
        cannot=tuple(message.cannot),
    )


def _gap(of: Gap) -> pb.GapStudy:
    return pb.GapStudy(
        name=f"gaps/{of.gap_id}",
        number=of.number,
        need_code=of.need_code,
        area=of.area,
        proposal=of.proposal,
        proposed_by_agency_id=of.proposed_by_agency_id,
        owner_agency_id=of.owner_agency_id,
        state=f"STATE_{of.state}",
        reason=of.reason,
        developed_as=of.developed_as,
        raised_count=of.raised,
    )
