"""What each exported file says first: that the company is invented."""

FICTION = "Entreprise fictive, atelier pédagogique"
DISCLAIMER = (
    "Ce document a été préparé par des élèves pendant un atelier Busy & Ness. L’entreprise n’existe pas : "
    "aucune somme n’est demandée ni engagée."
)
