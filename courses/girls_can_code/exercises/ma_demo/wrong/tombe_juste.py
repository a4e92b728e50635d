# %% [markdown] fails=["defi-trop-vite"] words="Une ligne qui tombe juste est bonne" advice="Si la phrase dure exactement ses secondes, on a le temps de la dire. Regarde ton signe : `>` et `>=` ne disent pas la même chose."
# She counts a line that just fits as too long.

# %% solution="trop-vite"
def trop_vite(plan):
    trop = []
    for texte, secondes in plan:
        if temps_pour_dire(texte) >= secondes:
            trop.append(texte)
    return trop
