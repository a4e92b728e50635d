"""« Re-Fil » in a team's own words: the work of good pupils, from canvas to pitch; all of it invented."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType

from busy_ness.dossier import Dossier, Member, PlayedRound
from busy_ness.plan.example import EXAMPLE

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "canvas.partenaires": "La ressourcerie de Roubaix garde les jeans pour nous ; l’atelier couture du "
        "lycée "
        "prête sa surjeteuse le mercredi.",
        "canvas.activites": "Laver et trier les jeans, couper, coudre, photographier chaque sac, tenir le "
        "stand.",
        "canvas.ressources": "Deux machines à coudre, une table de coupe, une couturière à mi-temps, un "
        "petit local.",
        "canvas.proposition": "Pour les lycéennes lassées des sacs tous pareils : un sac solide et unique, "
        "cousu à "
        "Roubaix dans un vieux jean, réparé gratuitement pendant un an.",
        "canvas.relation": "Chaque sac a un numéro et une carte ; on répond le jour même, et on répare "
        "devant le client.",
        "canvas.canaux": "Le stand du samedi au marché, deux boutiques du centre, le retrait au lycée le "
        "midi.",
        "canvas.segments": "Des lycéennes de 15 à 18 ans qui prennent le bus ; des parents qui cherchent un "
        "cadeau "
        "utile à moins de 35 euros.",
        "canvas.couts": "Même sans vendre : loyer, assurance, salaire, comptable. À chaque sac : 9 € de "
        "tissu et de "
        "fil, 5 % pour la boutique.",
        "canvas.revenus": "25 € hors taxes par sac : payés tout de suite au stand, à 30 jours par les "
        "boutiques.",
        "canvas.impact": "600 g de tissu sauvés par sac et un emploi ici. En mal : laver les jeans prend de "
        "l’eau.",
        "persona.1.nom": "Nour, 15 ans",
        "persona.1.vie": "En seconde à Roubaix, elle prend le bus matin et soir et a 40 € par mois.",
        "persona.1.besoins": "Un sac assez grand pour un classeur, que personne d’autre n’a.",
        "persona.1.freins": "Elle a peur que ça fasse vieux, et de le payer en une fois.",
        "etude.questions": "Combien as-tu payé ton sac actuel ? Qu’est-ce qui t’a énervée la dernière fois "
        "qu’un sac "
        "a cassé ? Où l’as-tu acheté ? Posées à l’arrêt de bus et au marché.",
        "etude.resultats": "31 personnes sur 52 ont payé leur sac entre 20 et 32 €. 19 l’ont changé parce "
        "que la "
        "lanière a lâché. Surprise : personne ne dit « recyclé », tout le monde dit « solide ».",
        "etude.concurrents": "La grande enseigne vend à 12 €, tous pareils, trois mois de vie. La créatrice "
        "du marché "
        "vend à 48 €, très beaux. Entre les deux, il n’y a personne.",
        "strategie.positionnement": "Le sac unique et solide à prix de lycéenne : l’étude dit que la "
        "lanière compte "
        "plus que la mode.",
        "strategie.prix": "25 € hors taxes, donc 30 € avec la TVA : dans le haut de ce que 31 personnes ont "
        "payé, "
        "parce que la réparation est comprise.",
        "strategie.communication": "Une affiche dans quatre arrêts de bus et un vote en ligne pour le "
        "prochain "
        "modèle : 300 € par mois.",
        "debrief.1.ecart": "On prévoyait 600 ventes et on en a fait 480 : deux équipes étaient à 18 €, et "
        "nous à 22.",
        "debrief.1.changement": "On garde le prix et on monte la qualité à 4, pour ne plus ressembler aux "
        "autres.",
        "debrief.2.ecart": "610 ventes pour 560 prévues : la qualité se voit, et la rentrée a aidé tout le "
        "monde.",
        "debrief.2.changement": "On produit 100 sacs de plus, parce que 80 clients sont repartis sans rien.",
        "entreprise.slogan": "Re-Fil : ton vieux jean a encore des choses à porter.",
        "pitch.1": "Nour, 15 ans, a changé de sac trois fois en un an : la lanière lâche toujours au même "
        "endroit. "
        "19 personnes sur 52 nous ont raconté la même histoire.",
        "pitch.2": "Un sac cousu à Roubaix dans un vieux jean, numéroté, réparé gratuitement pendant un an. "
        "Regardez : "
        "on le suspend, il ne bouge pas.",
        "pitch.3": "52 personnes interrogées, 31 ont payé entre 20 et 32 €. Entre l’enseigne à 12 € et la "
        "créatrice "
        "à 48 €, la place est libre.",
        "pitch.4": "Un sac se vend 25 € et nous laisse 14,75 €. L’année 1, nous visons 60 000 € de ventes. "
        "Notre seuil "
        "est à 58 078,71 €, atteint mi-décembre.",
        "pitch.5": "Inès dirige, Sofiane vend, Lou coud, Maël compte. Chaque sac sauve 600 g de tissu et "
        "fait vivre "
        "une couturière à mi-temps.",
        "pitch.6": "Nous demandons un prêt de 10 000 € sur cinq ans : 9 000 € pour les machines, le reste "
        "pour ouvrir.",
    }
)

ENTRIES: Mapping[str, str] = MappingProxyType(
    {
        **EXAMPLE,
        "etude.personnes": "52",
        "etude.prix_min": "20",
        "etude.prix_max": "32",
        "etude.clients": "3000",
        "reponse.seuil": "58078.71",
    }
)

ROUNDS: tuple[PlayedRound, ...] = (
    PlayedRound(
        1,
        {"price": "22", "quality": "3", "production": "500", "advertising": "1000", "machine": "0"},
        600,
        480,
        Decimal("1200.00"),
        Decimal("-310.00"),
        Decimal("11842.50"),
    ),
    PlayedRound(
        2,
        {"price": "22", "quality": "4", "production": "610", "advertising": "1000", "machine": "0"},
        560,
        610,
        Decimal("900.00"),
        Decimal("1480.00"),
        Decimal("12610.20"),
        "Rentrée des classes",
    ),
)

MEMBERS: tuple[Member, ...] = (
    Member("ines", "Inès", "direction"),
    Member("sofiane", "Sofiane", "vente"),
    Member("lou", "Lou", "production"),
    Member("mael", "Maël", "finances"),
)


def dossier() -> Dossier:
    """The example as a team's dossier."""
    return Dossier(
        workshop="Atelier d’exemple",
        team="Les Fileuses",
        company="Re-Fil",
        members=MEMBERS,
        made_at=datetime(2026, 3, 18, 15, 30, tzinfo=UTC),
        texts=TEXTS,
        entries=ENTRIES,
        rounds=ROUNDS,
    )
