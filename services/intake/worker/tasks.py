"""The service's task types, to which each part adds its own."""

from kit import work_items
from kit.zeebe import Tasks

tasks = Tasks("intake")
work_items.register_tasks(tasks)
