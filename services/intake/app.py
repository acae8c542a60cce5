"""What intake exposes."""

from kit.runtime import Service
from pb.tsunagi.consent.v1 import service_pb2 as consent
from pb.tsunagi.intake.v1 import service_pb2
from services.intake import events, metrics, reconcile, worker
from services.intake.rpc import IntakeServicer
from services.intake.store.reference import responsible
from services.intake.use_cases import relations

service = Service(
    name="intake",
    descriptor=service_pb2.DESCRIPTOR.services_by_name["IntakeService"],
    servicer=IntakeServicer(),
    tasks=worker.tasks,
    listens_to=("intake", "consent", "meetings", "plans", "outreach"),
    subscriptions=events.subscriptions,
    disclosure_check=consent.DESCRIPTOR.services_by_name["ConsentService"].methods_by_name["CheckDisclosure"],
    stating=relations.state,
    counts=(metrics.open_handoffs, metrics.all_handoffs),
    checks=reconcile.checks,
    responsible=responsible,
    staff_lookup=service_pb2.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["ResolveStaff"],
)
