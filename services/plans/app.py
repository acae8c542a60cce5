"""What the plans service exposes."""

from kit import kept_away
from kit.runtime import Service
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2 as intake
from pb.tsunagi.plans.v1 import service_pb2
from services.plans import events, worker
from services.plans.rpc import PlansServicer

service = Service(
    name="plans",
    descriptor=service_pb2.DESCRIPTOR.services_by_name["PlansService"],
    servicer=PlansServicer(),
    tasks=worker.tasks,
    subscriptions=events.subscriptions,
    listens_to=("consent", "intake", "meetings"),
    disclosure_check=consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckDisclosure"],
    stating=kept_away.asking(intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["CheckKeptAway"]),
    staff_lookup=intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["ResolveStaff"],
)
