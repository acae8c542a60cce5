"""Erasure: one service destroys the keys of persons and cases, and every other one hears of it and does the same."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from kit import outbox, sealing
from kit.brokers import events_topic
from kit.context import Context
from kit.kafka import Delivery, Subscriber
from pb.tsunagi.erasure.v1 import erasure_pb2 as pb


def erase(db: sa.Connection, ctx: Context, erasure_id: str, subjects: Collection[str]) -> None:
    """Nothing sealed for them is ever read again, here and soon everywhere."""
    sealing.destroy(db, ctx, subjects)
    told = pb.SubjectsErased(erasure_id=erasure_id, municipality_id=ctx.municipality_id, subjects=sorted(set(subjects)))
    topic = events_topic(db.get_execution_options()["service"])
    outbox.record_message(db, ctx, told, erasure_id, topic)


def destroy(delivery: Delivery) -> None:
    """A service that keeps more about them than sealed words does this and the rest in a subscriber of its own."""
    sealing.destroy(delivery.db, delivery.ctx, list(delivery.event.subjects))


SUBJECTS_ERASED = pb.SubjectsErased.DESCRIPTOR.full_name
subscriptions: Mapping[str, Subscriber] = {SUBJECTS_ERASED: destroy}
