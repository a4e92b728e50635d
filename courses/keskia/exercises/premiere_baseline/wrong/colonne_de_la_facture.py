# %% [markdown] fails=["sans-fuite"] words="fuite" advice="Une de tes colonnes n'existe qu'après le repas. À 9 heures, personne n'a encore la facture : retire-la du modèle."
# The invoiced meals are among the features: an error of 0.7 meal, and nothing to say at nine in the morning.

# %% solution="fonction-modele"
def prevoir_modele(passe, futur):
    modele = make_pipeline(
        make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore"), ["cantine_id", "jour"]),
            ("passthrough", ["repas_factures"]),
        ),
        Ridge(),
    )
    modele.fit(passe, passe["convives_reels"])
    return modele.predict(futur)
