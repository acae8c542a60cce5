"""Domain events are proto messages of the same name: importing the module registers them. Plans reads no events."""

from kit.kafka import Subscriber
from pb.tsunagi.plans.v1 import events_pb2
from pb.tsunagi.work.v1 import work_pb2

REGISTERED = (events_pb2, work_pb2)
subscriptions: dict[str, Subscriber] = {}
