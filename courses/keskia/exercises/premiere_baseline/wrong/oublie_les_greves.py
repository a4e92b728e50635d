# %% [markdown] fails=["mieux-que-naif"] words="Quels jours sont très différents des autres"
# Site and weekday alone: scikit-learn then finds what the naive mean already knew.

# %% solution="fonction-modele"
def prevoir_modele(passe, futur):
    modele = make_pipeline(
        make_column_transformer((OneHotEncoder(handle_unknown="ignore"), ["cantine_id", "jour"])),
        Ridge(),
    )
    modele.fit(passe, passe["convives_reels"])
    return modele.predict(futur)
