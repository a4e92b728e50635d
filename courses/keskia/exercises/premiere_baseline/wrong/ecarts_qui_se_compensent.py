# %% [markdown] fails=["erreur", "comparaison"] words="MAE attendue" advice="10 repas de trop et 10 de moins font 0 : tes écarts se compensent. Enlève leur signe avec `np.abs`, avant de faire la moyenne."
# She forgets the absolute value: 10 too many and 10 too few make 0.

# %% solution="fonction-mae"
def mae(reel, prevu):
    return float(np.mean(reel - prevu))
