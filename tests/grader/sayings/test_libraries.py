"""pandas, numpy, scikit-learn and matplotlib, as they complain to beginners."""

from collections.abc import Callable

import pytest

ReadsWell = Callable[..., None]
pytestmark = pytest.mark.slow  # the imports
GIVEN = """
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
table = pd.DataFrame({"age": [1, 2, 3], "ville": ["a", "b", "c"], "prix": [1.0, None, 3.0]})
"""


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ('table["Age"]', ["« Age »", "« age »"]),
        ('table["age "]', ["« age »"]),
        ('table[["age", "prx"]]', ["« prx »", "« prix »"]),
        ('table.groupby("vile")', ["« ville »"]),
        ('table.drop(columns=["nom"])', ["« nom »"]),
        ("table.Age", ['`["age"]`']),
        ("table.heed()", ["« head »"]),
        ("table.prix.maen()", ["« mean »"]),
        ("table.append(table)", ["pd.concat"]),
        ("table.apend(table)", ["pd.concat"]),
        ('table("age")', ["crochets"]),
        ('if table["age"] > 2: pass', [".any()"]),
        ('table[table["age"] > 1 and table["age"] < 3]', ["&"]),
        ('table["x"] = [1, 2]', ["2 valeurs", "3 lignes"]),
        ('table["ville"].mean()', ["colonne de textes"]),
        ('table["prix"].astype(int)', [".dropna()"]),
        ('pd.read_csv("rien.csv")', ["« rien.csv »"]),
        ("pd.Dataframe()", ["« DataFrame »"]),
        ("pd.read_cvs('x')", ["« read_csv »"]),
        ("LinearRegression().predict([[1]])", ["rien appris", ".fit(...)"]),
        ("LinearRegression().fit([1, 2], [1, 2])", ["deux crochets"]),
        ('Ridge().fit(table["age"], table["age"])', ["deux crochets"]),
        ('Ridge().fit(table[["ville"]], table["age"])', ["« a »", "OneHotEncoder"]),
        ('Ridge().fit(table[["prix"]], table["age"])', [".dropna()"]),
        ("Ridge().fit([[1], [2]], [1, 2, 3])", ["2 lignes", "3 de l'autre"]),
        ("Ridge().fit([[1], [2]], [1, 2]).predict([[1, 2]])", ["appris avec 1 colonne", "donnes 2"]),
        ('Ridge().fit(table[["age"]], [1, 2, 3]).predict(table[["prix"]])', ["mêmes colonnes"]),
        ("Ridge().fitt([[1]], [1])", ["« fit »"]),
        ("Ridge().fit([[1]])", ["Il manque une valeur", "y"]),
        ("LogisticRegression().fit([[1], [2]], [1, 1])", ["deux réponses"]),
        ("LogisticRegression().fit([[1], [2]], [1.5, 2.5])", ["régression"]),
        ('make_pipeline(OneHotEncoder, Ridge()).fit(table[["age"]], table["age"])', ["OneHotEncoder()"]),
        ('OneHotEncoder().fit(table[["ville"]]).transform([["z"]])', ["handle_unknown"]),
        ("from sklearn import Ridge", ["`from sklearn.linear_model import Ridge`"]),
        ("from sklearn.linear_model import Rigde", ["« Ridge »"]),
        ("from sklearn.linear_models import Ridge", ["« sklearn.linear_model »"]),
        ("np.arrray([1])", ["« array »"]),
        ("np.array([1, 2]) + np.array([1, 2, 3])", ["(2,)", "(3,)", ".shape"]),
        ("np.array([1, 2, 3]).reshape(2, 2)", ["3 valeurs"]),
        ("np.array([1, 2])[5]", ["de 0 à 1"]),
        ("np.ones((2, 3)) @ np.ones(2)", [".shape"]),
        ("np.array([[1, 2], [3]])", ["même longueur"]),
        ('np.array(["a"]) - 1', ["un texte"]),
        ("np.array(1, 2)", ["`np.array([1, 2])`"]),
        ("if np.array([1, 2]) > 1: pass", [".any()"]),
        ("int(np.array([1, 2]))", ["`tableau[0]`"]),
    ],
)
def test_a_library_s_complaint_is_told_with_what_to_do(
    reads_well: ReadsWell, code: str, pieces: list[str]
) -> None:
    reads_well(code, *pieces, given=GIVEN)
