"""What learners of KESK'IA import."""

from keskia.canteen import charger_saison, dictionnaire, generer_saison

__all__ = ["charger_saison", "dictionnaire", "generer_saison"]
