"""What meetings exposes."""

from kit import kept_away
from kit.runtime import Service
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2 as intake
from pb.tsunagi.meetings.v1 import service_pb2
from services.meetings import events, worker
from services.meetings.rpc import MeetingsServicer

service = Service(
    name="meetings",
    descriptor=service_pb2.DESCRIPTOR.services_by_name["MeetingsService"],
    servicer=MeetingsServicer(),
    tasks=worker.tasks,
    listens_to=("intake",),
    subscriptions=events.subscriptions,
    disclosure_check=consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckDisclosure"],
    stating=kept_away.asking(intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["CheckKeptAway"]),
    staff_lookup=intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["ResolveStaff"],
)
