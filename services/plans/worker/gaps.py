"""The task of `resource-gap`."""

from kit.zeebe import Job, Variables
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb
from services.plans.use_cases import gaps
from services.plans.worker.tasks import tasks

MUNICIPALITY = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetMunicipality"]


@tasks.task(
    "await-gap-decision",
    inputs=("gapId", "gapRound"),
    headers=("within",),
    outputs=("gapDueAt", "gapWorkItemId", "gapRound"),
    key=("gapId", "gapRound"),
)
def await_gap_decision(job: Job) -> Variables:
    """The first owner is the municipality's coordinator (P-121): who else is decided by the owner."""
    due_at, gap_id = job.due(), job.variables["gapId"]
    owner = job.peers.ask(MUNICIPALITY, intake_pb.GetMunicipalityRequest(), job.ctx).coordinator_agency_id
    return {
        "gapDueAt": due_at,
        "gapWorkItemId": gaps.await_decision(job.db, job.ctx, job, gap_id, owner, due_at),
        "gapRound": job.variables["gapRound"] + 1,
    }
