"""The service's task types, to which each process adds its own, and who coordinates a case today."""

from kit import work_items
from kit.zeebe import Job, Tasks
from pb.tsunagi.intake.v1 import service_pb2 as intake_pb

CASE_REFERENCE = intake_pb.DESCRIPTOR.services_by_name["IntakeService"].methods_by_name["GetCaseReference"]

tasks = Tasks("plans")
work_items.register_tasks(tasks)


def coordinator(job: Job) -> str:
    """The agency of the coordinator today: cases change hands, so intake is asked at each wait."""
    request = intake_pb.GetCaseReferenceRequest(case_id=job.variables["caseId"])
    return str(job.peers.ask(CASE_REFERENCE, request, job.ctx).coordinator_agency_id)
