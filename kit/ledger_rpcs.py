"""The rpc over the disclosure ledger, the same in each service."""

from kit import ledger
from kit.calls import Call
from pb.tsunagi.ledger.v1 import ledger_pb2 as pb


class LedgerRpcs:
    def list_disclosures(self, request: pb.ListDisclosuresRequest, call: Call) -> pb.ListDisclosuresResponse:
        return ledger.draft(call.db, call.ctx, request)
