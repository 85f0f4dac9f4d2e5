"""Quantities told in a text: numbers with what they measure or count; pure, knows no record."""

from __future__ import annotations

from samarkand.steps.numbers.finding import numbers_in, values_in

__all__ = ["numbers_in", "values_in"]
