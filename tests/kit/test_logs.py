"""A log line is JSON, one fact, and says where an operator finds the instance."""

from kit.telemetry import link_to_operate


def test_a_line_about_an_instance_links_to_it_in_operate_and_other_lines_do_not() -> None:
    link = link_to_operate("http://operate.example/operate")
    about = link(None, "warning", {"event": "job.failed", "process_instance_key": 4503599627370497})
    assert about == {
        "event": "job.failed",
        "process_instance_key": 4503599627370497,
        "operate": "http://operate.example/operate/processes/4503599627370497",
    }
    assert link(None, "info", {"event": "service.started"}) == {"event": "service.started"}
    assert "operate" not in link_to_operate("")(None, "warning", {"event": "x", "process_instance_key": 1})
