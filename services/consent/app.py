"""What the consent service exposes."""

from kit.runtime import Service
from pb.tsunagi.consent.v1 import service_pb2
from services.consent import events, rpc, worker

service = Service(
    name="consent",
    descriptor=service_pb2.DESCRIPTOR.services_by_name["ConsentService"],
    servicer=rpc.ConsentServicer(),
    tasks=worker.tasks,
    listens_to=("intake",),
    subscriptions=events.subscriptions,
)
