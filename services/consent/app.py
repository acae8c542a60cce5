"""What the consent service exposes."""

from kit.runtime import Service
from pb.tsunagi.consent.v1 import service_pb2
from pb.tsunagi.intake.v1 import service_pb2 as intake
from services.consent import events, rpc, worker

service = Service(
    name="consent",
    descriptor=service_pb2.DESCRIPTOR.services_by_name["ConsentService"],
    servicer=rpc.ConsentServicer(),
    tasks=worker.tasks,
    listens_to=("intake", "plans"),
    subscriptions=events.subscriptions,
    staff_lookup=intake.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["ResolveStaff"],
)
