"""Somebody joins a household's plan while it is about to end, because the only one in it has left."""

import signal
from pathlib import Path

from tests.public import as_actor, client, play
from tests.waiting import eventually
from tsunagi.demo.scenario import load
from tsunagi.demo.sight import Sight
from tsunagi.stack import Stack

FILE = Path(__file__).parents[2] / "examples" / "scenarios" / "joined-later.json"
DRAFTED, JOINS = 14, 22


def test_a_plan_about_to_end_goes_on_for_whoever_joins_meanwhile(still: Stack) -> None:
    """Where meetings are away, the plan's end waits between the leaving and the closing."""
    scenario, names = play(still, FILE, until=DRAFTED)
    card, case = scenario.actors["coordinator"], names["case"]
    ask, public, sight = as_actor(still, card), client(still), Sight(still)
    form = load(FILE).steps[JOINS]["request"]
    request = names["r2"]["consent_requests"][0]["name"]
    answer = {**form["answer"], "case_id": case, "person_id": names["husband"], "consent_request": request}

    still.kill("meetings", signal.SIGSTOP)
    try:
        leaving = {"case_id": case, "person_id": names["wife"]}
        public.call(card, "ConsentService.WithdrawConsent", "CONSENT", leaving)
        eventually(lambda: sight.waiting(case)["at"]["household-plan"] == ["Task_RemovePlanItems"], seconds=60)
        public.call(card, "ConsentService.RecordForm", "CONSENT", {**form, "answer": answer})
        eventually(
            lambda: names["husband"] in str(ask("PlansService.ListPlans", case_id=case)["plans"][0]["subjects"]),
            seconds=60,
        )
    finally:
        still.kill("meetings", signal.SIGCONT)

    def drafting_anew() -> bool:
        items = ask("PlansService.ListWorkItems", case_id=case).get("work_items", [])
        return any(one["kind"] == "DRAFT_PLAN" and one["subject"] != names["draft"]["subject"] for one in items)

    eventually(drafting_anew, seconds=90)
    (plan,) = ask("PlansService.ListPlans", case_id=case)["plans"]
    assert plan["state"] == "STATE_OPEN"

    ask("IntakeService.EndCase", name=f"cases/{case}", reason="REASON_MOVED_OUT")
    eventually(lambda: ask("IntakeService.GetCase", name=f"cases/{case}")["state"] == "CLOSED")
