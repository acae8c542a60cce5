"""Tells each handoff as it happens: who → whom, for what, on which basis, by when, and the element of the diagram."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tsunagi.demo.client import Client
from tsunagi.demo.scenario import ActorCard
from tsunagi.demo.wareki import wareki

# What a work item asks for, and the legal basis of the step. Deadlines are our own choice, never the law's.
KINDS = {
    "SCREEN_CONSULTATION": ("行き先を判断する", "社会福祉法106条の4第2項1号"),
    "DECIDE_UNTANGLING": ("ときほぐし方を決める", "社会福祉法106条の4第2項5号"),
    "NAME_MEMBERS": ("構成員を決める", "社会福祉法106条の4第2項5号・106条の6"),
    "AWAIT_PLEDGES": ("守秘の誓約を待つ", "社会福祉法106条の6第5項"),
    "ANSWER_INVITATION": ("会議に出るか答える", "要綱"),
    "HOLD_SITTING": ("会議を開く", "社会福祉法106条の4第2項5号・106条の6"),
    "APPROVE_MINUTES": ("会議録を承認する", "要綱"),
    "CONSENT_REQUEST": ("同意を尋ねる", "個人情報保護法69条2項1号"),
    "DRAFT_PLAN": ("プラン案をつくる", "社会福祉法106条の4第2項6号"),
    "CONFIRM_PLAN": ("本人に確かめる", "社会福祉法106条の4第2項6号"),
    "ANSWER_ROLE": ("役割の打診に答える", "本人の同意"),
    "DECIDE_SUPPORT": ("支援を決定する", "要綱"),
    "RECORD_MONITORING": ("モニタリングをする", "社会福祉法106条の4第2項6号"),
    "RECORD_EVALUATION": ("評価を記録する", "社会福祉法106条の4第2項5号"),
    "OUTREACH_CONTACT": ("訪問する", "社会福祉法106条の4第2項4号"),
    "ANSWER_HANDOFF": ("つなぎに答える", "本人の同意"),
    "START_HANDOFF": ("支援を始める", "本人の同意"),
    "RESUME_HANDOFF": ("支援を再開する", "本人の同意"),
    "REPORT_HANDOFF_OUTCOME": ("結果を返す", "本人の同意"),
    "RESOLVE_EMERGENCY": ("緊急に対応する", "生命・身体の保護"),
    "REVIEW_WATCH": ("見守りを見直す", "社会福祉法106条の6"),
}
BASES = {"CONSENT": "本人の同意(個人情報保護法69条2項1号)", "NO_PERSONAL_DATA": "個人情報を含まない"}
STATES = {
    "STATE_OFFERED": "渡した",
    "STATE_ACCEPTED": "引き受けた",
    "STATE_DECLINED": "断られた",
    "STATE_EXPIRED": "返事なし",
    "STATE_INFO_NEEDED": "情報を求めている",
    "STATE_IN_PROGRESS": "支援を始めた",
    "STATE_ON_HOLD": "休止している",
    "STATE_COMPLETED": "終えて結果を返した",
    "STATE_NOT_COMPLETED": "終えられなかった",
    "STATE_NO_TAKER": "引受け先なし",
    "STATE_NO_BASIS": "根拠がなく渡さない",
    "STATE_WITHDRAWN": "取り下げた",
    "STATE_REFUSED": "本人が望まない",
    "STATE_ENDED": "役割とともに終わった",
}


class Teller:
    """`say` prints a line. `eyes` is the coordinator, whose public rpcs show the case's handoffs."""

    def __init__(self, client: Client, eyes: ActorCard, say: Callable[[str], None]) -> None:
        self._client, self._eyes, self._say = client, eyes, say
        self._states: dict[str, tuple[str, str]] = {}
        known = self._ask("IntakeService.ListAgencies", {})
        named = [*known["agencies"], *known.get("municipalities", ())]
        self._names: dict[str, str] = {one["agency_id"]: one["display_name"] for one in named}

    def item(self, item: dict[str, Any]) -> None:
        """A work item that somebody now has."""
        what, basis = KINDS.get(item["kind"], (item["kind"], ""))
        line = f"→ {self._name(item['agency_id'])}: {what}"
        self._tell(item["case_no"], line, basis, item["due_time"], item["element_id"])

    def case(self, case_id: str) -> None:
        """Handoffs of the case that are new or have moved since the last look."""
        for handoff in self._ask("IntakeService.ListHandoffs", {"case_id": case_id})["handoffs"]:
            state, to = handoff["state"], handoff["to_agency_id"]
            if self._states.get(handoff["name"]) == (state, to) or state not in STATES:
                continue
            self._states[handoff["name"]] = (state, to)
            parties = f"{self._name(handoff['from_agency_id'])} → {self._name(to)}"
            line = f"つなぎ {parties}: {STATES[state]}"
            basis = BASES.get(handoff["legal_basis"], "")
            due = handoff.get("answer_due_time", "") if state == "STATE_OFFERED" else ""
            self._tell(handoff["case_no"], line, basis, due, handoff["element_id"])

    def _tell(self, case_no: str, line: str, basis: str, due: str, element: str) -> None:
        parts = [f"  {case_no}  {line}"]
        if basis:
            parts.append(f"〔{basis}〕")
        if due:
            parts.append(f"期限 {wareki(datetime.fromisoformat(due))}")
        self._say("  ".join([*parts, element]))

    def _name(self, agency_id: str) -> str:
        return self._names.get(agency_id, agency_id)

    def _ask(self, rpc: str, request: dict[str, Any]) -> dict[str, Any]:
        return self._client.call(self._eyes, rpc, self._eyes.purpose, request)
