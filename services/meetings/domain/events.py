"""What meetings announces; each class is a message of events.proto. Ids, codes and dates only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MembersNamed:
    """The members of an item are named, or nobody waits for them any more: it was cancelled before."""

    case_id: str
    agenda_item_id: str


@dataclass(frozen=True)
class MemberInvited:
    """An agency is called to an item."""

    case_id: str
    case_no: str
    agenda_item_id: str
    agency_id: str
    due_at: str


@dataclass(frozen=True)
class PledgesCompleted:
    """Every member has pledged secrecy, or nobody waits for a pledge any more."""

    case_id: str
    agenda_item_id: str


@dataclass(frozen=True)
class AgendaItemConcluded:
    """An item was decided on, or cancelled."""

    case_id: str
    agenda_item_id: str
    meeting_type: str
    meeting_decision: str


@dataclass(frozen=True)
class MinutesApproved:
    """The chair approved the minutes; the decision as it stands now goes with it."""

    case_id: str
    agenda_item_id: str
    meeting_decision: str


@dataclass(frozen=True)
class DecisionRecorded:
    """A decision has an owner and a date: its follow-up begins."""

    case_id: str
    agenda_item_id: str
    decision_id: str
    code: str
    owner_agency_id: str
    case_no: str
    municipality_id: str


@dataclass(frozen=True)
class DecisionClosed:
    """A decision was carried out (DONE) or DROPPED."""

    case_id: str
    agenda_item_id: str
    decision_id: str
    decision_outcome: str


@dataclass(frozen=True)
class DecisionDropped:
    """Whoever was carrying out a decision hears that nobody waits for it any more."""

    case_id: str
    decision_id: str
    agency_id: str
    code: str


@dataclass(frozen=True)
class FeedbackGiven:
    """The supporter who brought the case hears that it was dealt with."""

    case_id: str
    case_no: str
    agenda_item_id: str
    agency_id: str
    code: str


@dataclass(frozen=True)
class ConclusionCorrected:
    """A decision was superseded by another."""

    case_id: str
    agenda_item_id: str
    meeting_type: str
    superseded_decision: str
    meeting_decision: str
    way_back: str


@dataclass(frozen=True)
class MinutesCorrected:
    """Approved minutes were superseded by others."""

    case_id: str
    agenda_item_id: str
    way_back: str


@dataclass(frozen=True)
class InformationAnswerCorrected:
    """An answer to a request was superseded by another."""

    case_id: str
    information_request_id: str
    superseded_answer: str
    information_answer: str
    way_back: str


@dataclass(frozen=True)
class FactCorrected:
    """A fact was superseded by another, or taken back."""

    case_id: str
    agenda_item_id: str
    fact_id: str
    way_back: str


@dataclass(frozen=True)
class FactCorrectionTold:
    """A member that could read a fact hears that it was corrected."""

    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str


@dataclass(frozen=True)
class InformationRequested:
    """An agency is asked for information (法106条の6第3項)."""

    case_id: str
    information_request_id: str
    agency_id: str
    case_no: str
    municipality_id: str


@dataclass(frozen=True)
class InformationRequestAnswered:
    """A request was answered, or is no longer needed."""

    case_id: str
    information_request_id: str
    information_answer: str


@dataclass(frozen=True)
class MinutesDistributed:
    """A numbered copy went to a member."""

    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str


@dataclass(frozen=True)
class MinutesRecalled:
    """A copy is called back."""

    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str
    code: str


@dataclass(frozen=True)
class SittingRescheduled:
    """A member hears that a sitting has another date, or none."""

    case_id: str
    agenda_item_id: str
    agency_id: str
    case_no: str
    code: str


@dataclass(frozen=True)
class ResourceGapRaised:
    """Support is missing (P-108)."""

    case_id: str
    agenda_item_id: str
    decision_id: str
    need: str
    area: str
