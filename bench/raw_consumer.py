"""`python -m bench.raw_consumer BROKERS DATABASE`: one row and one commit for each message, until its input ends."""

import sys
import threading

import psycopg
from kafka import KafkaConsumer

from bench.handoffs import RAW_TABLE, RAW_TOPIC


def consume(brokers: str, database: str) -> None:
    over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    consumer = KafkaConsumer(RAW_TOPIC, bootstrap_servers=brokers, auto_offset_reset="earliest")
    with psycopg.connect(database) as db:
        while not over.is_set():
            for records in consumer.poll(timeout_ms=500).values():
                for record in records:
                    db.execute(f"INSERT INTO {RAW_TABLE} (id) VALUES (%s)", (record.key.decode(),))  # noqa: S608
                    db.commit()
    consumer.close()


if __name__ == "__main__":
    consume(*sys.argv[1:])
