"""How a learner's table differs from the one expected, told thread by thread."""

from collections.abc import Sequence

from girls_can_code.advice import shown, spaced


def difference(obtained: object, expected: Sequence[Sequence[int]]) -> str:
    """What is different first, in French, to follow « toile(3) »; empty where both are equal.

    Args:
        obtained: what her function gave, whatever it is.
        expected: rows of numbers.
    """
    said = shape(obtained, len(expected), len(expected[0]))
    if said or not isinstance(obtained, list | tuple):
        return said
    for row, (line, right) in enumerate(zip(obtained, expected, strict=True)):
        for column, (value, wanted) in enumerate(zip(line, right, strict=True)):
            if value != wanted:
                quoted = isinstance(value, str)
                hint = "Compte lignes et colonnes à partir de 0." if not quoted else "Enlève les guillemets."
                return spaced(
                    f"à la ligne {row}, colonne {column}, il y a {shown(value)}, et on attend {wanted}. "
                    f"Cette ligne est {list(line)}. {hint}"
                )
    return ""


def shape(obtained: object, high: int, wide: int) -> str:
    """What keeps it from being ``high`` rows of ``wide`` numbers, in French; empty where it is."""
    if obtained is None:
        return spaced(
            "elle ne donne rien, Python a reçu None. Finis par : return motif (print montre, sans donner)."
        )
    if not isinstance(obtained, list | tuple):
        return spaced(f"elle donne {shown(obtained)}. Un motif est une liste de lignes : return motif.")
    if obtained and not isinstance(obtained[0], list | tuple):
        return spaced(
            f"sa première ligne est {shown(obtained[0])}, et non une liste de fils. "
            "Range chaque fil dans la ligne, fils.append(…), puis la ligne dans le motif, motif.append(fils)."
        )
    if len(obtained) != high:
        hint = (
            "return est-il aligné avec le premier for ? Trop décalé, il arrête tout au premier tour."
            if len(obtained) == 1
            else "Combien de fois la grande boucle répète-t-elle ? Et motif.append(fils), combien de fois ?"
        )
        return spaced(f"il y a {len(obtained)} ligne(s), et on en attend {high}. {hint}")
    for row, line in enumerate(obtained):
        count = len(line) if isinstance(line, list | tuple) else 0
        if count != wide:
            return spaced(
                f"la ligne {row} a {count} fil(s), et on en attend {wide}. "
                "Chaque ligne commence vide, avec fils = [], au début de la grande boucle."
            )
    return ""
