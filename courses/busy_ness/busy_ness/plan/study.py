"""The numbers that the study finds and the answers a team computes itself: asked by the same form."""

from busy_ness.plan.form import Group, count, money, unit_price

STUDY: tuple[Group, ...] = (
    Group(
        "etude",
        "L’étude",
        "Ce que les réponses ont appris.",
        (
            count("personnes", "Personnes interrogées", "Combien de personnes ont répondu."),
            unit_price("prix_min", "Prix le plus bas accepté", "Sous ce prix, on se méfie."),
            unit_price("prix_max", "Prix le plus haut accepté", "Au-dessus, plus personne n’achète."),
            count("clients", "Clients possibles en un an", "Combien de personnes pourraient acheter."),
        ),
    ),
    Group(
        "reponse",
        "À toi de calculer",
        "Ce que l’équipe calcule elle-même.",
        (money("seuil", "Ton seuil de rentabilité, année 1", "Charges fixes ÷ taux de marge."),),
    ),
)
