# %% [markdown] fails=["aller-retour"] words="dans quel sens" advice="Avec la même clé, tu codes une deuxième fois. Pour revenir, tourne dans l'autre sens : quel signe mets-tu devant la clé ?"
# She codes a second time with the same key.

# %% solution="decode"
def decode(texte, cle):
    return code(texte, cle)
