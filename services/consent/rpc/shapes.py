"""Records of consent as proto messages."""

from datetime import datetime
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from pb.tsunagi.consent.v1 import service_pb2 as pb
from services.consent.domain import statements as domain
from services.consent.domain.forms import Form
from services.consent.use_cases.checks import ReadConsent

REQUESTS, CONSENTS, GRANTS = "consentRequests/", "consents/", "grants/"
WITHDRAWALS, STOP_USES = "withdrawals/", "stopUses/"


def timestamp(at: datetime | None) -> Timestamp | None:
    if at is None:
        return None
    stamp = Timestamp()
    stamp.FromDatetime(at)
    return stamp


def grant(one: domain.Grant) -> pb.Grant:
    shown = _said(one, one.state)
    shown.MergeFrom(
        pb.Grant(
            valid_from_time=timestamp(one.valid_from),
            valid_until_time=timestamp(one.holds_until),
            end_time=timestamp(one.ended_at),
        )
    )
    return shown


def _said(one: domain.Grant, state: domain.GrantState) -> pb.Grant:
    """The cell and how it stands, or what was said of it, without a date."""
    return pb.Grant(
        name=GRANTS + one.grant_id,
        case_id=one.case_id,
        person_id=one.person_id,
        agency_id=one.cell.agency_id,
        data_category=one.cell.data_category,
        purpose=one.cell.purpose,
        state=f"STATE_{state}",
        consent=CONSENTS + one.consent_id,
    )


def request(one: domain.ConsentRequest) -> pb.ConsentRequest:
    return pb.ConsentRequest(
        name=REQUESTS + one.request_id,
        case_id=one.case_id,
        case_no=one.case_no,
        person_id=one.person_id,
        state=f"STATE_{one.state}",
        open_time=timestamp(one.opened_at),
        due_time=timestamp(one.due_at),
        answer=f"ANSWER_{one.answer or 'UNSPECIFIED'}",
        consent=CONSENTS + one.consent_id if one.consent_id else "",
        coverage=one.coverage,
    )


def recorded(consent: domain.Consent, said: domain.Statement, *, of_all: bool) -> pb.Consent:
    """The answer to a write: what was said may count as something else, and the caller learns it at once. `of_all`:
    how it stands with the other agencies, too.
    """
    deferred = consent.answer == domain.Answer.DEFERRED and said.answer == domain.Answer.GRANTED
    return pb.Consent(
        name=CONSENTS + consent.consent_id,
        case_id=consent.case_id,
        person_id=consent.person_id,
        consent_request=REQUESTS + consent.request_id if consent.request_id else "",
        answer=f"ANSWER_{consent.answer}",
        coverage=consent.coverage if of_all else "",
        occur_time=timestamp(consent.occurred_at),
        record_time=timestamp(consent.recorded_at),
        grants=map(grant, consent.grants),
        deferral_reason="LANGUAGE" if deferred else "",
    )


def consent(found: ReadConsent) -> pb.Consent:
    row = found.row
    return pb.Consent(
        name=CONSENTS + row.id,
        case_id=row.case_id,
        person_id=row.person_id,
        consent_request=REQUESTS + row.request_id if row.request_id else "",
        answer=f"ANSWER_{row.answer}",
        occur_time=timestamp(row.occurred_at),
        record_time=timestamp(row.recorded_at),
        grants=[*map(grant, found.grants), *(_said(one, one.as_said) for one in found.said if one.as_said)],
        given_by=f"GIVEN_BY_{row.given_by or 'UNSPECIFIED'}",
        capacity=f"CAPACITY_{row.capacity or 'UNSPECIFIED'}",
        method=f"METHOD_{row.method or 'UNSPECIFIED'}",
        form_version=row.form_version,
        language=row.language,
        interpreter=bool(row.interpreter),
        explained_by=row.explained_by,
        evidence_ref=row.evidence_ref,
        own_words=row.own_words,
        deferral_reason=row.deferred_because,
        corrects=found.corrects,
        correction_reason=row.correction_reason,
        corrected=row.corrected,
    )


def form(one: Form) -> pb.ConsentForm:
    message = pb.ConsentForm(form_version=one.name, start_date=one.valid_from.isoformat(), valid_days=one.valid_days)
    for box in one.boxes.values():
        message.boxes.add(box=box.box_id, data_categories=box.data_categories, purposes=box.purposes)
    for language, texts in one.texts.items():
        translation = message.translations.add(language=language)
        for key, text in texts.items():
            translation.texts.add(key=key, text=text)
    return message


def stop_use(row: Any) -> pb.StopUse:
    return pb.StopUse(
        name=STOP_USES + row.id,
        case_id=row.case_id,
        case_no=row.case_no,
        person_id=row.person_id,
        agency_id=row.agency_id,
        reason=row.reason,
        remaining_count=row.remaining_count,
        state=f"STATE_{row.state}",
        end_time=timestamp(row.ended_at),
        measure=row.measure,
        confirm_time=timestamp(row.confirmed_at),
        confirmed_by=row.confirmed_by,
    )
