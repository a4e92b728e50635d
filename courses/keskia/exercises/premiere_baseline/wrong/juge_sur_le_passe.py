# %% [markdown] fails=["comparaison"] words="Juges-tu bien sur futur" advice="Tu juges tes prévisions sur des jours que le modèle connaît déjà. Mesure les deux erreurs sur `futur`."
# The errors are measured on the days that taught the model.

# %% solution="fonction-comparer"
def comparer(passe, futur):
    reel = passe["convives_reels"].to_numpy()
    return {"naif": mae(reel, prevoir_naif(passe, passe)), "modele": mae(reel, prevoir_modele(passe, passe))}
