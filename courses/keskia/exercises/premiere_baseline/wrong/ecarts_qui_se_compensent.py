# %% [markdown] fails=["erreur", "comparaison"] words="MAE attendue"
# She forgets the absolute value: 10 too many and 10 too few make 0.

# %% solution="fonction-mae"
def mae(reel, prevu):
    return float(np.mean(reel - prevu))
