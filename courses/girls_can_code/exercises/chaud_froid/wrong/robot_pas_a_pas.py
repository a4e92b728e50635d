# %% [markdown] fails=["defi-robot"] words="on en veut 7 au plus" advice="Ton robot avance d'un arbre à la fois. Saute plutôt au milieu : chaque réponse enlève alors la moitié des arbres."
# The robot tries each tree, one after the other.

# %% solution="robot"
def robot(demande):
    arbre = 1
    while demande(arbre) != "trouvé":
        arbre = arbre + 1
    return arbre
