"""Every question of the prévisionnel's form, in the order a team meets them."""

from decimal import Decimal

from busy_ness.plan.form import Entry, Group, choice, count, money, name, percent, unit_price, vat, yearly

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_TIMES = tuple((str(number + 1), month) for number, month in enumerate(MONTHS))
_PURCHASE_MONTH = (
    "0\u00a0: avant d’ouvrir. 1 à 12\u00a0: pendant la première année. 13 à 36\u00a0: plus tard."
)


def _month(label: str, last: int, words: str) -> Entry:
    return Entry(
        "mois", label, words, "months", maximum=Decimal(last), decimals=0, default="0", structural=True
    )


CATALOG: tuple[Group, ...] = (
    Group(
        "entreprise",
        "L’entreprise",
        "Son nom, ce qu’elle fait, et sa forme juridique.",
        (
            name("nom", "Nom de l’entreprise", "Celui que les clients retiendront."),
            choice(
                "forme",
                "Forme juridique",
                "Le statut de l’entreprise aux yeux de la loi. Il change les impôts et les cotisations.",
                "sasu",
                ("micro", "Micro-entreprise"),
                ("ei", "Entreprise individuelle (EI) au réel"),
                ("eurl", "EURL ou SARL"),
                ("sasu", "SASU ou SAS"),
                ("scop", "SCOP"),
                ("association", "Association loi 1901"),
            ),
            choice(
                "activite",
                "Activité",
                "Ce que l’entreprise fait surtout. Les taux de la micro-entreprise en dépendent.",
                "vente",
                ("vente", "Vente de marchandises"),
                ("artisanat", "Artisanat et services (BIC)"),
                ("liberal", "Activité libérale (BNC)"),
                ("cipav", "Activité libérale à la Cipav"),
            ),
            choice(
                "tva",
                "Régime de TVA",
                "En franchise, l’entreprise ne facture pas de TVA et ne récupère pas celle de ses achats. "
                "Écris alors les prix que tu paies, TVA comprise.",
                "reel",
                ("reel", "Avec TVA (régime réel)"),
                ("franchise", "Sans TVA (franchise en base)"),
            ),
            choice("mois", "Premier mois d’activité", "Le mois où l’entreprise ouvre.", "1", *_TIMES),
        ),
    ),
    Group(
        "demarrage",
        "Le démarrage",
        "Ce qu’il faut payer avant la première vente.",
        (
            money(
                "frais",
                "Frais d’établissement HT",
                "Créer l’entreprise\u00a0: annonce légale, statuts, conseil.",
            ),
            vat("frais_tva", "TVA des frais d’établissement"),
            money(
                "stock",
                "Stock de départ HT",
                "Ce qu’il faut avoir en réserve pour vendre dès le premier jour.",
            ),
            vat("stock_tva", "TVA du stock de départ"),
        ),
    ),
    Group(
        "investissements",
        "Les investissements",
        "Le matériel qui sert plusieurs années\u00a0: machine, ordinateur, vélo, mobilier.",
        (
            name("nom", "Nom", "Par exemple\u00a0: machine à coudre."),
            money("montant", "Prix HT", "Le prix sans la TVA."),
            Entry(
                "duree",
                "Durée d’utilisation",
                "Combien d’années il servira. Son prix est partagé entre ces années.",
                "years",
                Decimal(1),
                Decimal(20),
                decimals=0,
                default="5",
            ),
            _month("Mois d’achat", 36, _PURCHASE_MONTH),
            vat("tva", "TVA"),
        ),
        (0, 10),
        "Investissement",
    ),
    Group(
        "financement",
        "L’argent du départ",
        "D’où vient l’argent pour commencer.",
        (
            money("capital", "Capital", "L’argent que les associés mettent dans l’entreprise, pour de bon."),
            money(
                "compte_courant",
                "Comptes courants d’associés",
                "L’argent que les associés prêtent à l’entreprise, sans intérêts.",
            ),
            money("prime", "Primes, dons et concours", "L’argent reçu au départ, sans avoir à le rendre."),
        ),
    ),
    Group(
        "emprunts",
        "Les emprunts",
        "L’argent prêté par une banque\u00a0: on le rend chaque mois, avec des intérêts.",
        (
            name("nom", "Nom", "Par exemple\u00a0: prêt de la banque, prêt d’honneur."),
            money("montant", "Montant emprunté", "Ce que la banque verse."),
            percent("taux", "Taux d’intérêt annuel", "Le prix du prêt. Un prêt d’honneur est à 0 %.", 20),
            Entry(
                "duree",
                "Durée",
                "En combien de mois le prêt est rendu.",
                "months",
                Decimal(1),
                Decimal(120),
                decimals=0,
                default="60",
                structural=True,
            ),
            _month(
                "Mois du versement",
                35,
                "0\u00a0: avant d’ouvrir. Le premier remboursement est un mois plus tard.",
            ),
        ),
        (0, 3),
        "Emprunt",
    ),
    Group(
        "produits",
        "Les ventes",
        "Ce que l’entreprise vend, à quel prix et combien.",
        (
            name("nom", "Nom", "Par exemple\u00a0: sac, atelier, abonnement."),
            unit_price("prix", "Prix de vente HT", "Ce que paie le client, sans la TVA."),
            unit_price(
                "achat", "Achat par unité HT", "Ce que coûte la matière ou la marchandise, pour une unité."
            ),
            count(
                "unites1", "Unités vendues, année 1", "Combien de clients achèteront\u00a0? L’étude le dit."
            ),
            count("unites2", "Unités vendues, année 2", "Vide\u00a0: comme l’année 1.", same_as="unites1"),
            count("unites3", "Unités vendues, année 3", "Vide\u00a0: comme l’année 2.", same_as="unites2"),
            vat("tva", "TVA des ventes"),
            vat("tva_achat", "TVA des achats"),
        ),
        (1, 6),
        "Produit",
    ),
    Group(
        "ventes",
        "Vendre et être payé",
        "Ce que la vente coûte, et quand l’argent arrive.",
        (
            percent("commission", "Commission sur les ventes", "La part gardée par un site ou une boutique."),
            vat("commission_tva", "TVA de la commission"),
            percent(
                "comptant",
                "Part payée tout de suite par les clients",
                "100\u00a0: tous paient à l’achat. 50\u00a0: la moitié paie plus tard.",
                default="100",
            ),
            choice(
                "delai_clients",
                "Délai des autres clients",
                "Combien de temps attendent ceux qui ne paient pas tout de suite.",
                "30",
                ("30", "30 jours"),
                ("60", "60 jours"),
                ("90", "90 jours"),
            ),
            choice(
                "delai_fournisseurs",
                "Délai pour payer les achats",
                "Combien de temps les fournisseurs attendent leur argent.",
                "0",
                ("0", "Tout de suite"),
                ("30", "30 jours"),
                ("60", "60 jours"),
                ("90", "90 jours"),
            ),
        ),
    ),
    Group(
        "saison",
        "Les saisons",
        "Le poids de chaque mois dans les ventes. 1 partout\u00a0: pareil tous les mois.",
        tuple(
            Entry(
                f"m{number:02}",
                f"Poids du mois {number}",
                "0\u00a0: rien ne se vend ce mois-là. 2\u00a0: deux fois plus qu’un mois à 1.",
                "coefficient",
                maximum=Decimal(100),
                default="1",
            )
            for number in range(1, 13)
        ),
    ),
    Group(
        "charges",
        "Les charges externes",
        "Ce qu’il faut payer même quand rien ne se vend\u00a0: loyer, assurance, publicité, téléphone.",
        (
            name("nom", "Nom", "Par exemple\u00a0: loyer."),
            *yearly("montant", "Montant HT", "Pour toute l’année. Vide\u00a0: comme l’année d’avant."),
            vat("tva", "TVA"),
        ),
        (0, 12),
        "Charge",
    ),
    Group(
        "salaires",
        "Les salaires",
        "Les salariés, sans le dirigeant.",
        (
            name("nom", "Poste", "Par exemple\u00a0: couturière."),
            *yearly("brut", "Salaire brut annuel", "Avant les cotisations du salarié, pour toute l’année."),
            percent(
                "taux",
                "Cotisations patronales",
                "Ce que l’entreprise paie en plus du brut. Vide\u00a0: le taux habituel.",
                default="",
            ),
            choice(
                "allegement",
                "Réduction générale (RGDU)",
                "L’État baisse les cotisations des petits salaires.",
                "non",
                ("non", "Non, ou déjà comprise dans le taux"),
                ("oui", "Oui, la calculer"),
            ),
            percent(
                "temps", "Temps de travail", "100\u00a0: temps plein. 50\u00a0: mi-temps.", default="100"
            ),
        ),
        (0, 6),
        "Salaire",
    ),
    Group(
        "dirigeant",
        "Le dirigeant",
        "Celle ou celui qui dirige\u00a0: se payer aussi, ça se prévoit.",
        (
            choice(
                "base",
                "Ce que tu écris",
                "Le net est ce qui arrive sur son compte. Le coût total comprend aussi les cotisations.",
                "net",
                ("net", "La rémunération nette"),
                ("cout", "Le coût total, cotisations comprises"),
            ),
            *yearly(
                "montant",
                "Rémunération du dirigeant",
                "Pour toute l’année. 0\u00a0: il ne se paie pas encore.",
            ),
        ),
    ),
    Group(
        "autres",
        "Impôts, taxes et subventions",
        "Ce qui reste\u00a0: les taxes à payer, les aides reçues.",
        (
            *yearly("taxes", "Impôts et taxes", "Par exemple la CFE, pour toute l’année."),
            *yearly(
                "subventions", "Subventions d’exploitation", "Les aides reçues pour fonctionner, sans TVA."
            ),
        ),
    ),
)
