"""Statements in a text: who said what, and through whom it came; pure, knows no record."""

from __future__ import annotations

from samarkand.steps.statements.datelines import datelines_in
from samarkand.steps.statements.finding import reports_in, statements_in

__all__ = ["datelines_in", "reports_in", "statements_in"]
