"""`python -m bench.raw_consumer BROKERS LOGIN PASSWORD_FILE DATABASE`: one row and one commit for each message, until
its input ends.
"""

import sys
import threading
from pathlib import Path

import psycopg
from kafka import KafkaConsumer

from bench.handoffs import RAW_TABLE, RAW_TOPIC
from kit.brokers import Brokers


def consume(brokers: Brokers, database: str) -> None:
    over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    consumer = KafkaConsumer(RAW_TOPIC, **brokers.options(), auto_offset_reset="earliest")
    with psycopg.connect(database) as db:
        while not over.is_set():
            for records in consumer.poll(timeout_ms=500).values():
                for record in records:
                    db.execute(f"INSERT INTO {RAW_TABLE} (id) VALUES (%s)", (record.key.decode(),))  # noqa: S608
                    db.commit()
    consumer.close()


if __name__ == "__main__":
    addresses, login, password_file, own_database = sys.argv[1:]
    consume(Brokers(addresses, login, Path(password_file)), own_database)
