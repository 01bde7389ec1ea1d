"""Quantities: number, unit and bound."""
