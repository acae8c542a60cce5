"""ConsentService: proto to use case and back."""

from services.consent.rpc.servicer import ConsentServicer

__all__ = ["ConsentServicer"]
