# %% [markdown] fails=["tirelire-juste"] words="quand la tirelire est égale au prix" advice="Quand Zoé a juste assez, elle peut acheter tout de suite. Compare `<` et `<=`."
# She goes on when there is just enough.

# %% solution="semaines"
def semaines(prix):
    tirelire = 0
    nombre = 0
    while tirelire <= prix:
        tirelire = tirelire + 8
        nombre = nombre + 1
    return nombre
