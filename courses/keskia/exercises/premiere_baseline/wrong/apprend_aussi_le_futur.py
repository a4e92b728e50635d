# %% [markdown] fails=["sans-fuite"] words="il apprend sur futur" advice="Ton modèle apprend aussi avec les réponses du futur : c'est lire le corrigé avant le contrôle. Ne donne que `passe` à `.fit(...)`."
# More rows for training, she thinks; but these are the answers.

# %% solution="fonction-modele"
def prevoir_modele(passe, futur):
    modele = make_pipeline(
        make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore"), ["cantine_id", "jour", "greve_annoncee"]),
        ),
        Ridge(),
    )
    tout = pd.concat([passe, futur])
    modele.fit(tout, tout["convives_reels"])
    return modele.predict(futur)
