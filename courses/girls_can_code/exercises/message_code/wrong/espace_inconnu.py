# %% [markdown] fails=["coder", "aller-retour"] words="un signe qui n'est pas dans l'alphabet" advice="Ton dictionnaire connaît 26 lettres, mais pas l'espace ni la virgule. Demande d'abord, avec `if … in`, s'il connaît le signe."
# She looks every sign up, spaces included.

# %% solution="code"
def code(texte, cle):
    codes = table(cle)
    secret = ""
    for signe in texte:
        secret = secret + codes[signe]
    return secret
