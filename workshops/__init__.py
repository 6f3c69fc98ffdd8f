"""Leads: facilitation, from the first question to the published record."""
