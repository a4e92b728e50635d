"""« Voulais-tu écrire… »: the nearest word that exists, where one is near enough."""

import builtins
import difflib
import math
import random
import statistics
import string
import sys
import time
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import lru_cache

from grader.sayings.french import french

BUILTINS: Collection[str] = [name for name in dir(builtins) if not name.startswith("_")]
_OF_TYPE: Mapping[str, type] = {
    one.__name__: one for one in (str, list, dict, set, tuple, int, float, bool, datetime)
}
# Only modules that cost nothing here; those of learners' libraries are long to import, and listed below.
_OF_MODULE: Mapping[str, object] = {one.__name__: one for one in (math, random, statistics, string, time)}
_LISTED: Mapping[str, str] = {
    "DataFrame": "agg apply assign astype columns copy corr count describe drop drop_duplicates "
    "dropna dtypes "
    "fillna groupby head hist idxmax idxmin iloc index info insert isin isna iterrows items join "
    "loc max mean "
    "median melt merge min nlargest notna nsmallest nunique pivot_table plot query quantile rank rename "
    "reset_index round sample set_index shape sort_index sort_values std sum tail to_csv to_numpy "
    "unique values",
    "Series": "apply astype count copy describe dropna dt fillna groupby head hist idxmax idxmin "
    "iloc index isin "
    "isna items loc map max mean median min mode notna nunique plot quantile rename replace "
    "reset_index round "
    "shape sort_index sort_values std str sum tail to_list to_numpy unique value_counts values",
    "ndarray": "all any argmax argmin argsort astype copy dtype fill flatten max mean min ndim ravel reshape "
    "round shape size sort std sum tolist",
    "pandas": "DataFrame Series Timestamp concat cut date_range get_dummies isna merge notna pivot_table "
    "read_csv read_excel read_json to_datetime to_numeric",
    "numpy": "abs all allclose any append arange argmax argmin argsort array asarray ceil clip column_stack "
    "concatenate corrcoef cos cumsum diff dot exp eye floor histogram linspace log max maximum "
    "mean median min "
    "minimum nan ndarray ones percentile pi random reshape round shape sin sort sqrt stack std sum unique "
    "vstack where zeros",
    "matplotlib.pyplot": "annotate axhline axis axvline bar barh boxplot close colorbar figure "
    "grid hist imshow "
    "legend pie plot savefig scatter show subplot subplots text tight_layout title xlabel xlim xticks ylabel "
    "ylim yticks",
    "pygame": "Color Rect Surface display draw event font image init key mixer mouse quit sprite "
    "time transform QUIT KEYDOWN KEYUP MOUSEBUTTONDOWN MOUSEBUTTONUP MOUSEMOTION USEREVENT "
    "K_LEFT K_RIGHT K_UP K_DOWN K_SPACE K_RETURN K_ESCAPE",
    "pygame.display": "flip update set_mode set_caption set_icon get_surface",
    "pygame.draw": "rect circle line lines ellipse polygon arc aaline",
    "pygame.event": "get poll wait post clear",
    "pygame.key": "get_pressed get_mods name",
    "pygame.mouse": "get_pos get_pressed set_visible",
    "pygame.time": "Clock get_ticks wait delay set_timer",
    "pygame.image": "load save",
    "pygame.font": "Font SysFont init",
    "pygame.mixer": "Sound music init",
    "pygame.transform": "scale rotate flip smoothscale rotozoom",
    "pygame.surface.Surface": "fill blit get_rect get_width get_height get_size convert convert_alpha copy "
    "set_at get_at set_alpha set_colorkey",
    "estimator": "fit fit_transform predict predict_proba score transform",
    "modules": "numpy pandas matplotlib matplotlib.pyplot sklearn sklearn.cluster sklearn.compose "
    "sklearn.datasets sklearn.dummy sklearn.ensemble sklearn.impute sklearn.linear_model sklearn.metrics "
    "sklearn.model_selection sklearn.neighbors sklearn.pipeline sklearn.preprocessing sklearn.svm "
    "sklearn.tree "
    "pygame",
}


def listed(what: str) -> list[str]:
    return _LISTED.get(what, "").split()


def attributes(kind: str) -> Collection[str]:
    """What may follow the dot after a value of that type; nothing where we do not know."""
    if kind in _OF_TYPE:
        return [name for name in dir(_OF_TYPE[kind]) if not name.startswith("_")]
    return listed(kind)


def contents(module: str) -> Collection[str]:
    """What may follow the dot after that module."""
    if module in _OF_MODULE:
        return [name for name in dir(_OF_MODULE[module]) if not name.startswith("_")]
    return listed(module)


def modules(imported: Collection[str]) -> Collection[str]:
    return [*listed("modules"), *imported, *(name for name in sys.stdlib_module_names if name[0] != "_")]


def close(word: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """The nearest known word, or nothing; a difference of case or accents only always counts."""
    others = [one for one in dict.fromkeys(known) if one != word]
    if same := [one for one in others if plain(one) == plain(word)]:
        return same[0]
    found = difflib.get_close_matches(word, others, n=1, cutoff=cutoff)
    return found[0] if found else ""


@lru_cache(maxsize=4096)  # the same names and builtins come again and again
def plain(word: str) -> str:
    """Without case, accents, outer blanks, and with ``_`` for what separates words."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return bare.strip().casefold().replace("-", "_").replace(" ", "_")


def meant(word: str, known: Iterable[str], cutoff: float = 0.7) -> str:
    """« Voulais-tu écrire… ? », with a blank before it; nothing where no word is near."""
    near = close(word, known, cutoff)
    return french(f" Voulais-tu écrire « {near} » ?") if near else ""
