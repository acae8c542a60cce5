"""Resources → protos."""

from pb.tsunagi.plans.v1 import community_pb2 as pb
from services.plans.domain.community import Resource


def resource(of: Resource) -> pb.Resource:
    return pb.Resource(
        name=f"resources/{of.resource_id}",
        kind=of.kind,
        display_name=of.name,
        area=of.area,
        place=of.place,
        open_times=of.open_times,
        needs=of.needs,
        welcomes=of.welcomes,
        hosts=[pb.ResourceHost(display_name=host.name, share=host.share) for host in of.hosts],
        coordinating_agency_id=of.coordinating_agency_id,
        programme_id=of.programme_id,
        capacity=of.capacity,
        resident_led=of.resident_led,
        state=f"STATE_{of.state}",
        check_date=of.checked_on.isoformat(),
        etag=str(of.version),
        receiving_agency_id=of.receiving_agency_id,
        cannot=of.cannot,
    )
