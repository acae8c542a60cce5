"""What the consent service exposes."""

from kit import kept_away
from kit.runtime import Service
from pb.tsunagi.consent.v1 import service_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake
from services.consent import events, rpc, worker

_CONSENT = service_pb2.DESCRIPTOR.services_by_name["ConsentService"]
_INTAKE = intake.DESCRIPTOR.services_by_name["IntakeService"]

service = Service(
    name="consent",
    descriptor=_CONSENT,
    servicer=rpc.ConsentServicer(),
    tasks=worker.tasks,
    listens_to=("intake", "plans"),
    subscriptions=events.subscriptions,
    staff_lookup=_INTAKE.methods_by_name["ResolveStaff"],
    disclosure_check=_CONSENT.methods_by_name["CheckDisclosure"],
    stating=kept_away.asking(_INTAKE.methods_by_name["CheckKeptAway"]),
)
