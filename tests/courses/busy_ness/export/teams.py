"""Teams whose work is exported: one that wrote everything, and one that tries its luck in every field."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle

from busy_ness.dossier import Dossier, Member
from busy_ness.plan.entries import EXAMPLE, read
from busy_ness.plan.forecast import Forecast, forecast
from busy_ness.plan.rates import load_rates

MADE_AT = datetime(2026, 11, 30, 10, tzinfo=UTC)
RATES = load_rates()
REFIL = Dossier(
    workshop="Collège Sévigné, Roubaix",
    team="Les Bobines",
    company="Re-Fil",
    members=(
        Member("ines.b", "Inès", "direction générale"),
        Member("tom.d", "Tom", "finance"),
        Member("lucja.k", "Łucja", "commerciale"),
        Member("malo.r", "Malo", "production"),
    ),
    made_at=MADE_AT,
    entries={
        **EXAMPLE,
        "etude.personnes": "62",
        "etude.prix_min": "15",
        "etude.prix_max": "32",
        "etude.clients": "4000",
        "reponse.seuil": "58078.71",
    },
    texts={
        "entreprise.slogan": "Le sac qui a déjà vécu",
        "canvas.partenaires": "Le Relais, qui nous donne des tissus.\nL’atelier de couture du centre social.",
        "canvas.activites": "Trier les tissus\nCouper et coudre\nVendre au marché et en ligne",
        "canvas.ressources": "Deux machines à coudre, un ordinateur, le local du centre social.",
        "canvas.proposition": "Un sac solide, unique, fait à Roubaix avec du tissu qui allait être jeté.",
        "canvas.relation": "Nous réparons gratuitement le sac pendant un an.",
        "canvas.canaux": "Marché du samedi, boutique en ligne, trois dépôts chez des commerçants.",
        "canvas.segments": "Étudiantes et étudiants de 18 à 25 ans\nParents qui font attention à la planète",
        "canvas.couts": "Loyer, couturière à mi-temps, mercerie, publicité.",
        "canvas.revenus": "La vente des sacs, 25 € HT l’un.",
        "canvas.impact": "Trois tonnes de tissu sauvées en un an, un emploi à mi-temps dans le quartier.",
        "persona.1.nom": "Sonia, 21 ans",
        "persona.1.vie": "Elle étudie à Lille et rentre à Roubaix le week-end.",
        "persona.1.besoins": "Un sac pour l’ordinateur, qui tient plusieurs années.",
        "persona.1.freins": "Elle a peur que les coutures lâchent.",
        "persona.2.nom": "Karim, 38 ans",
        "persona.2.vie": "Deux enfants, il fait les courses à vélo.",
        "persona.2.besoins": "Un grand sac lavable.",
        "etude.questions": "Combien paies-tu un sac ? Où l’achètes-tu ? Pourquoi en changes-tu ?",
        "etude.resultats": "62 personnes interrogées : 41 achèteraient un sac recyclé, entre 15 et 32 €.",
        "etude.concurrents": "Les grandes enseignes (8 à 20 €), deux créatrices en ligne (45 € et plus).",
        "strategie.positionnement": "Le sac local et solide, entre l’enseigne et la créatrice.",
        "strategie.prix": "25 € HT, 30 € TTC : dans ce que disent les personnes interrogées.",
        "strategie.communication": "Des vidéos de fabrication, une fête de quartier, un stand chaque samedi.",
        "pitch.1": "Chaque année, des tonnes de vêtements finissent à la poubelle à Roubaix.\n"
        "- Les sacs neufs coûtent cher à la planète\n- Les sacs bon marché cassent vite",
        "pitch.2": "Re-Fil coud des sacs solides avec des tissus sauvés.\n- Chaque sac est unique\n"
        "- Réparé gratuitement pendant un an",
        "pitch.3": "62 personnes interrogées : 41 achèteraient un sac Re-Fil.\n"
        "- 4 000 clients possibles autour de nous\n- Prix acceptés : de 15 à 32 €",
        "pitch.4": "Un sac vendu 25 € nous laisse 14,75 € de marge.\n- Bénéfice dès la première année",
        "pitch.5": "Quatre élèves qui aiment coudre, compter et convaincre.\n"
        "Trois tonnes de tissu sauvées par an, un emploi à mi-temps.",
        "pitch.6": "Un prêt de 10 000 € pour acheter deux machines à coudre et un premier stock.",
    },
)
ODD = (
    '=cmd|\'/c calc\'!A1', "+33 6", "-1+1", "@SUM(A1:A9)", "#let x = 1", "$x^2$", "\\ fin", "*gras* _ital_",
    "<b>gras</b> & co", '"guillemets"', "'apostrophe", "😀 👩\u200d🔧", "مرحبا بكم", "a\u200bb\u202ec",
    "中文", "nul\x00 \x07cloche", "\ufffe\ud83d", "&L&\"Arial\"&P",
    "x" * 10_000, "des mots " * 1_111, "l\n" * 3_000,
)  # fmt: skip


SHIFTS = range(0, len(ODD), 5)


def odd_team(shift: int) -> Dossier:
    """A team that typed something odd wherever it may, another text in each place; the form's names too."""
    texts = cycle((*ODD[shift:], *ODD[:shift]))
    return replace(
        REFIL,
        company=next(texts),
        workshop=next(texts),
        team=next(texts),
        members=tuple(Member("m", next(texts), next(texts)) for _ in range(4)),
        texts={key: next(texts) for key in (*REFIL.texts, "persona.3.nom", "persona.3.vie")},
        entries={
            key: next(texts)[:60] if key.endswith(".nom") else text for key, text in REFIL.entries.items()
        },
    )


def short_lines(texts: Iterable[str]) -> list[str]:
    """Those that stand on one line, in letters that every program reads alike."""
    return [text for text in texts if text.isascii() and text.isprintable() and len(text) < 40]


def forecast_of(dossier: Dossier) -> Forecast:
    return forecast(read(dossier.entries).plan, RATES)
