"""`make bench`: ratios of one run, both sides measured in turn: absolute figures of a shared machine say nothing."""
