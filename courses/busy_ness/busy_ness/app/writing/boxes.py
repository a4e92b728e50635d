"""The boxes a team fills in together: what each asks, in a pupil's words, with an example of « Re-Fil »."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Box:
    """One text of the team.

    Attributes:
        key: as in ``Dossier.texts``.
        question: what guides those who do not know what to write.
        example: what « Re-Fil », which makes bags of old clothes, might have written; "" for none.
        rows: lines shown at first.
        limit: characters that fit where the text goes (a slide, a name).
    """

    key: str
    title: str
    question: str
    example: str = ""
    rows: int = 5
    limit: int = 4_000


@dataclass(frozen=True)
class Slide:
    """One of the pitch's six: its box, the seconds it may take, and what the jury looks at."""

    number: int
    box: Box
    seconds: int
    jury: str


CANVAS: tuple[Box, ...] = (
    Box(
        "canvas.partenaires",
        "Partenaires clés",
        "Qui, hors de votre équipe, vous aide ou vous fournit ce qui vous manque ?",
        "La ressourcerie du quartier nous donne des jeans usés ; un atelier d’insertion les découpe.",
    ),
    Box(
        "canvas.activites",
        "Activités clés",
        "Que faut-il faire, chaque semaine, pour que votre offre existe ?",
        "Trier les tissus, dessiner, coudre, prendre des photos, préparer les commandes.",
    ),
    Box(
        "canvas.ressources",
        "Ressources clés",
        "De quoi avez-vous besoin : machines, savoir-faire, lieu, argent ?",
        "Deux machines à coudre, une table de coupe, une couturière, un site de vente.",
    ),
    Box(
        "canvas.proposition",
        "Proposition de valeur",
        "Quel problème réglez-vous, pour qui, et pourquoi vous plutôt qu’un autre ?",
        "Un sac solide, unique, fait ici avec un vieux jean : on voit d’où il vient.",
    ),
    Box(
        "canvas.relation",
        "Relation client",
        "Comment donnez-vous envie de venir, puis de revenir ?",
        "Chaque sac porte un prénom ; on répare gratuitement pendant un an.",
    ),
    Box(
        "canvas.canaux",
        "Canaux",
        "Où vos clients vous découvrent-ils, et comment l’achat arrive-t-il chez eux ?",
        "Le marché du samedi, deux boutiques de la ville, un site avec retrait au lycée.",
    ),
    Box(
        "canvas.segments",
        "Segments de clients",
        "Qui achète ? Décrivez des groupes précis : « tout le monde » n’est pas une réponse.",
        "Des lycéennes qui veulent un sac unique ; des parents qui cherchent un cadeau utile.",
    ),
    Box(
        "canvas.couts",
        "Structure de coûts",
        "Que faudra-t-il payer, même si on ne vend rien ? Et à chaque vente ?",
        "Même sans vendre : le local, l’assurance, les salaires. "
        "À chaque sac : le tissu, le fil, la commission.",
        rows=4,
    ),
    Box(
        "canvas.revenus",
        "Sources de revenus",
        "Qui paie, quoi, combien, et quand ?",
        "25 € hors taxes par sac, payés à l’achat au marché et à 30 jours par les boutiques.",
        rows=4,
    ),
    Box(
        "canvas.impact",
        "Impact social et environnemental",
        "Qu’est-ce que votre entreprise change, en bien et en mal, pour les gens et pour la planète ?",
        "Chaque sac évite 600 g de tissu jeté ; un emploi pour une personne en insertion. "
        "Mais les livraisons roulent au gazole.",
        rows=3,
    ),
)

PERSONAS: tuple[tuple[Box, ...], ...] = tuple(
    (
        Box(
            f"persona.{number}.nom",
            "Son prénom, son âge",
            "Donnez-lui un prénom : on parle mieux de quelqu’un que d’un segment.",
            ("Jade, 16 ans", "Karim, 42 ans", "Mme Lopez, gérante")[number - 1],
            rows=1,
            limit=80,
        ),
        Box(
            f"persona.{number}.vie",
            "Sa vie",
            "Où vit cette personne, que fait-elle de ses journées, avec quel argent ?",
            (
                "En seconde à Lens, prend le bus, 40 € d’argent de poche par mois.",
                "Père de deux enfants, infirmier, fait ses courses le samedi au marché.",
                "Tient une boutique de cadeaux en centre-ville, choisit elle-même ce qu’elle vend.",
            )[number - 1],
            rows=3,
        ),
        Box(
            f"persona.{number}.besoins",
            "Ses besoins, ses envies",
            "Que cherche-t-elle vraiment ? Qu’est-ce qui lui ferait dire oui ?",
            (
                "Un sac assez grand pour les cours, et que personne d’autre n’a.",
                "Un cadeau utile, fait près d’ici, sous 35 €.",
                "Des objets qu’on ne trouve pas en ligne, livrés en petite quantité.",
            )[number - 1],
            rows=3,
        ),
        Box(
            f"persona.{number}.freins",
            "Ses freins",
            "Qu’est-ce qui pourrait lui faire dire non ?",
            (
                "« C’est du vieux ? » ; le prix en une fois.",
                "Il ne connaît pas la marque, il veut toucher avant d’acheter.",
                "Elle paie à 30 jours et reprend rarement ce qui se vend mal.",
            )[number - 1],
            rows=3,
        ),
    )
    for number in (1, 2, 3)
)

STUDY: tuple[Box, ...] = (
    Box(
        "etude.questions",
        "Vos questions",
        "Cinq questions au plus, qui ne soufflent pas la réponse. Qui avez-vous interrogé, et où ?",
        "« Combien as-tu payé ton dernier sac ? » plutôt que « Notre sac est-il beau ? »",
    ),
    Box(
        "etude.resultats",
        "Ce que vous avez appris",
        "Que disent les réponses ? Qu’est-ce qui vous a surpris ?",
        "31 personnes sur 50 ont payé leur sac entre 20 et 30 €. Personne ne demande « recyclé » : "
        "on demande « solide ».",
    ),
    Box(
        "etude.concurrents",
        "Vos concurrents",
        "Qui répond déjà à ce besoin, à quel prix ? Que faites-vous mieux, ou moins bien ?",
        "Grande enseigne : 12 €, mais tous pareils. Créatrice du marché : 45 €, très beaux. "
        "Nous : entre les deux.",
    ),
)

STRATEGY: tuple[Box, ...] = (
    Box(
        "strategie.positionnement",
        "Votre place",
        "En une phrase : pour qui, quoi, en quoi c’est différent ? Quelle réponse de l’étude vous le dit ?",
        "Pour celles qui en ont assez des sacs tous pareils, un sac unique et solide, à prix de lycéenne.",
    ),
    Box(
        "strategie.prix",
        "Votre prix",
        "Quel prix, et pourquoi ? Regardez ce que les gens acceptent de payer, "
        "et ce que chaque vente vous coûte.",
        "25 € hors taxes : au milieu des réponses, et il reste 14,75 € par sac pour payer le reste.",
    ),
    Box(
        "strategie.communication",
        "Se faire connaître",
        "Où sont vos personas ? Quel message, avec quels moyens, combien ça coûte par mois ?",
        "Un défilé à la fête du lycée, une page où l’on vote pour le prochain modèle : 60 € par mois.",
    ),
)

PITCH: tuple[Slide, ...] = tuple(
    Slide(number, Box(f"pitch.{number}", title, question, example, rows=7, limit=600), seconds, jury)
    for number, (title, question, example, seconds, jury) in enumerate(
        (
            (
                "Le problème",
                "Racontez une personne qui a ce problème. Qui d’autre l’a ?",
                "Jade a le même sac que six filles de sa classe.",
                45,
                "problème et client, 15 points",
            ),
            (
                "Notre offre",
                "Montrez ce que vous vendez, et ce que ça change pour cette personne.",
                "Un sac unique, cousu à Lens dans un vieux jean.",
                50,
                "offre, 15 points",
            ),
            (
                "Le marché",
                "Combien de clients possibles, quels concurrents, qu’avez-vous appris sur le terrain ?",
                "50 personnes interrogées : 31 paient entre 20 et 30 €.",
                50,
                "marché, 15 points",
            ),
            (
                "Notre modèle, nos chiffres",
                "Comment gagnez-vous de l’argent ? Donnez trois chiffres, et votre seuil de rentabilité.",
                "Prix 25 €, coût 10,25 €, seuil à 194 sacs par mois.",
                65,
                "modèle et chiffres, 20 points ; faisabilité, 10 points",
            ),
            (
                "L’équipe, l’impact",
                "Qui fait quoi ? Qu’est-ce que votre entreprise change autour d’elle ?",
                "Inès dirige, Tom vend, Lila produit. 600 g de tissu sauvé par sac.",
                45,
                "équipe, 5 points ; impact, 5 points",
            ),
            (
                "Notre demande",
                "De quoi avez-vous besoin, combien, et pour faire quoi ?",
                "10 000 € de prêt pour deux machines et six mois de local.",
                45,
                "votre dernier mot, celui qu’il doit retenir",
            ),
        ),
        1,
    )
)

SLOGAN = Box(
    "entreprise.slogan",
    "Votre slogan",
    "Une phrase courte que l’on retient.",
    "Re-Fil : ton jean a encore des choses à dire.",
    rows=2,
    limit=120,
)

CASH = Box(
    "plan.tresorerie",
    "Si votre compte passe sous zéro",
    "Quel mois, de combien, et qui paie en attendant : un apport, un prêt, un client qui règle plus tôt ?",
    "En mars il manque 800 € : on demande à la boutique de payer la moitié à la livraison.",
    rows=3,
)

DEBRIEF: Mapping[int, tuple[Box, Box]] = MappingProxyType(
    {
        number: (
            Box(
                f"debrief.{number}.ecart",
                "Prévu, réel : qu’est-ce qui explique l’écart ?",
                "Comparez vos ventes et votre résultat prévus avec ce qui s’est passé.",
                "On prévoyait 600 ventes, on en a fait 430 : deux équipes ont vendu moins cher.",
                rows=4,
            ),
            Box(
                f"debrief.{number}.changement",
                "La décision que vous changez",
                "Une seule, et pourquoi celle-là.",
                "On baisse le prix de 24 à 21 €, sans toucher à la qualité.",
                rows=3,
            ),
        )
        for number in range(1, 7)
    }
)

BOXES: Mapping[str, Box] = MappingProxyType(
    {
        box.key: box
        for box in (
            *CANVAS,
            *(box for persona in PERSONAS for box in persona),
            *STUDY,
            *STRATEGY,
            *(slide.box for slide in PITCH),
            SLOGAN,
            CASH,
            *(box for pair in DEBRIEF.values() for box in pair),
        )
    }
)

TEXT_KEYS = frozenset(BOXES)
