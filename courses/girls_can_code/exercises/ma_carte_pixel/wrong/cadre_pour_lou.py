# %% [markdown] fails=["defi-cadre"] words="le cadre n'est pas droit" advice="Ton bord a toujours la même longueur. Pour qu'il suive le prénom, compte ses lettres avec `len`."
# The border has the length of one name only.

# %% solution="cadre"
def cadre(prenom):
    return f"*******\n* {prenom} *\n*******"
