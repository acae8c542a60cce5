"""What use cases answer → protos."""

from services.plans.rpc.writing.community import resource
from services.plans.rpc.writing.participation import mark, participation, suggestion
from services.plans.rpc.writing.plan import (
    assessment,
    draft,
    full_role,
    plan,
    plan_reference,
    receipt,
    role_change,
    role_reference,
    version,
)
from services.plans.rpc.writing.reports import report
from services.plans.rpc.writing.support import evaluation, follow_up, matter, monitoring, overview, suspension

__all__ = [
    "assessment",
    "draft",
    "evaluation",
    "follow_up",
    "full_role",
    "mark",
    "matter",
    "monitoring",
    "overview",
    "participation",
    "plan",
    "plan_reference",
    "receipt",
    "report",
    "resource",
    "role_change",
    "role_reference",
    "suggestion",
    "suspension",
    "version",
]
