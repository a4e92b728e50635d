# %% [markdown] fails=["mieux-que-naif"] words="Quels jours sont très différents des autres" advice="La cantine et le jour, la prévision naïve les connaît déjà. Cherche une colonne connue le matin qui annonce les jours vraiment différents."
# Site and weekday alone: scikit-learn then finds what the naive mean already knew.

# %% solution="fonction-modele"
def prevoir_modele(passe, futur):
    modele = make_pipeline(
        make_column_transformer((OneHotEncoder(handle_unknown="ignore"), ["cantine_id", "jour"])),
        Ridge(),
    )
    modele.fit(passe, passe["convives_reels"])
    return modele.predict(futur)
