# %% [markdown] fails=["tirelire", "tirelire-juste"] words="et ta fonction donne 1" advice="`return` arrête la fonction. Dans la boucle, il l'arrête au premier tour : aligne-le avec `while`."
# return stands in the loop.

# %% solution="semaines"
def semaines(prix):
    tirelire = 0
    nombre = 0
    while tirelire < prix:
        tirelire = tirelire + 8
        nombre = nombre + 1
        return nombre
