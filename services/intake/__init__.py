"""Intake: any window takes any worry in; cases, handoffs and the agencies' inbox."""
