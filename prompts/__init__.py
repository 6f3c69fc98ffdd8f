"""Asks: agendas, journey models and every word that people read, as data."""
