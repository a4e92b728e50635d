"""pandas, numpy, scikit-learn, matplotlib and pygame: shapes, columns, models that were not taught yet."""

import re

from grader.sayings.french import clipped, french
from grader.sayings.spelling import meant
from grader.sayings.trouble import Rule, Trouble, rule

TWO_D = (
    "Un modèle attend un tableau à deux dimensions. "
    'Pour une seule colonne, mets deux crochets : `table[["colonne"]]`.'
)
TEXT_COLUMN = "Un calcul ne marche pas sur une colonne de textes. Choisis une colonne de nombres."


def _text_in_model(found: re.Match[str], trouble: Trouble) -> str:
    text = clipped(found[1].strip("'\""))
    return french(
        f"Un modèle ne lit que des nombres, et il a trouvé le texte « {text} ». "
        "Enlève cette colonne, ou transforme-la avec OneHotEncoder."
    )


def _not_columns(found: re.Match[str], trouble: Trouble) -> str:
    column = (re.search(r"'([^']*)'", found[1]) or ["", found[1]])[1]
    said = french(f"Le tableau n'a pas de colonne « {clipped(column)} ».")
    return said + (meant(column, trouble.texts) or " Vérifie l'orthographe, et les majuscules.")


RULES: tuple[Rule, ...] = (
    rule(
        "NotFittedError",
        "",
        "Ton modèle n'a encore rien appris. Appelle d'abord .fit(...), puis .predict(...).",
    ),
    rule("ValueError", r"Expected (?:a )?2D array|2-dimensional container|Expected 2D", TWO_D),
    rule(
        "ValueError",
        r"could not convert string to float: (.*)",
        _text_in_model,
        r"\.(fit|predict|fit_transform|transform|score)\(",
    ),
    rule(
        "ValueError",
        r"inconsistent numbers of samples: \[(\d+), (\d+)",
        "Il y a {0} lignes d'un côté et {1} de l'autre : il en faut autant. "
        "Vérifie que les deux viennent de la même table.",
    ),
    rule(
        "ValueError",
        r"X has (\d+) features?, but .* expecting (\d+)",
        "Ton modèle a appris avec {1} colonne(s), et tu lui en donnes {0}. "
        "Donne-lui les mêmes qu'à .fit(...).",
    ),
    rule(
        "ValueError",
        r"feature names should match",
        "Tu ne donnes pas au modèle les mêmes colonnes qu'à .fit(...). Vérifie leurs noms et leur ordre.",
    ),
    rule(
        "ValueError IntCastingNaNError",
        r"contains NaN|non-finite|missing values",
        "Il manque des valeurs dans ton tableau. "
        "Enlève ces lignes avec .dropna(), ou remplis-les avec .fillna(...).",
    ),
    rule("ValueError", r"not columns of the dataframe: (\{.*\})", _not_columns),
    rule(
        "ValueError",
        r"unknown categories",
        "Le modèle rencontre un mot qu'il n'a jamais vu. Écris `OneHotEncoder(handle_unknown=\"ignore\")`.",
    ),
    rule(
        "ValueError",
        r"only one class",
        "Pour apprendre à choisir, ton modèle a besoin de deux réponses différentes, et il n'en voit qu'une.",
    ),
    rule(
        "ValueError",
        r"Unknown label type|mix of .* and continuous",
        "Ce modèle choisit entre des catégories, et tes réponses sont des nombres à virgule. "
        "Prends un modèle de régression.",
    ),
    rule(
        "ValueError",
        r"n_neighbors = (\d+), n_samples_fit = (\d+)",
        "Tu demandes {0} voisins, mais le modèle n'a appris que {1} exemples. Demandes-en moins.",
    ),
    rule(
        "ValueError",
        r"train set will be empty|n_samples=0",
        "Ta table est vide : il ne reste rien à apprendre.",
    ),
    rule(
        "InvalidParameterError",
        r"The '(\w+)' parameter of (\w+) must be .*Got (.+) instead",
        "Le réglage « {0} » de {1} ne peut pas valoir {2}.",
    ),
    rule(
        "TypeError",
        r"estimator instance \((\w+)\(\)\), got estimator class",
        "Il manque des parenthèses : écris {0}(), et non {0}.",
    ),
    rule(
        "AttributeError",
        r"_validate_params",
        "Fabrique d'abord ton modèle, avec des parenthèses : `Modele().fit(...)`.",
    ),
    rule(
        "ValueError",
        r"truth value of a (?:Series|DataFrame)",
        "and et or ne marchent pas sur une colonne. "
        "Écris & ou |, et des parenthèses autour de chaque question.",
        r"\b(and|or|not)\b",
    ),
    rule(
        "ValueError",
        r"truth value of an? ",
        "if attend un seul oui ou non, et il y en a plusieurs ici. "
        "Ajoute .any() ou .all(), ou choisis une seule case.",
    ),
    rule(
        "ValueError",
        r"Length of values \((\d+)\) does not match length of index \((\d+)\)",
        "Ta nouvelle colonne a {0} valeurs, et le tableau a {1} lignes. Il en faut autant.",
    ),
    rule(
        "ValueError",
        r"arrays must be (?:of )?(?:the )?same length",
        "Tes colonnes n'ont pas toutes la même longueur.",
    ),
    rule(
        "ValueError",
        r"broadcast together with shapes (\([\d, ]*\)) (\([\d, ]*\))",
        "Ces deux tableaux n'ont pas la même taille : {0} et {1}. Affiche .shape de chacun.",
    ),
    rule(
        "ValueError",
        r"cannot reshape array of size (\d+) into shape (\(.*\))",
        "{0} valeurs ne remplissent pas un tableau {1}. Multiplie ses dimensions : il faut trouver {0}.",
    ),
    rule(
        "ValueError",
        r"not aligned|matmul|core dimension",
        "Ces deux tableaux ne se multiplient pas ainsi. "
        "Affiche .shape de chacun pour comparer leurs tailles.",
    ),
    rule(
        "ValueError",
        r"inhomogeneous|same number of dimensions",
        "Toutes les lignes doivent avoir la même longueur.",
    ),
    rule(
        "ValueError",
        r"same first dimension, but have shapes \((\d+),?\) and \((\d+),?\)",
        "Il y a {0} valeurs en x et {1} en y. Il en faut autant.",
    ),
    rule(
        "TypeError", r"reduction '\w+' with string|Could not convert .* to numeric|add\.reduce", TEXT_COLUMN
    ),
    rule(
        "UFuncTypeError _UFuncNoLoopError TypeError",
        r"ufunc '?\w+'? (?:did not contain a loop|not supported)",
        "Ce calcul ne marche qu'avec des nombres, et il y a un texte. "
        "Change-le avec float(...) ou .astype(float).",
    ),
    rule(
        "TypeError",
        r"Cannot interpret '.*' as a data type",
        "Mets les valeurs dans une liste : `np.array([1, 2])`.",
    ),
    rule(
        "TypeError",
        r"only (?:0-dimensional|length-1|size-1) arrays",
        "Il faut ici un seul nombre, et c'est un tableau. Choisis une case, comme `tableau[0]`.",
    ),
    rule(
        "ValueError DateParseError ParserError",
        r"datetime string|Unable to parse|time data",
        "Ce texte n'est pas une date (ou un nombre) que Python sait lire.",
    ),
    rule(
        "error",
        r"not initialized",
        "pygame n'est pas encore démarré. Appelle `pygame.init()` au début.",
    ),
    rule(
        "error",
        r"Display mode|No video mode|display Surface quit",
        "Il n'y a pas encore de fenêtre. Appelle d'abord `pygame.display.set_mode((640, 480))`.",
    ),
    rule(
        "TypeError",
        r"size must be two numbers",
        "La taille est un couple : mets une deuxième paire de parenthèses, comme `set_mode((640, 480))`.",
    ),
)
