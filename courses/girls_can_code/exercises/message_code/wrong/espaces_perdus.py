# %% [markdown] fails=["coder", "aller-retour"] words="Chaque signe doit rester" advice="Tu colles seulement les lettres. Ajoute un `else` : les autres signes se collent comme ils sont."
# She keeps only the letters.

# %% solution="code"
def code(texte, cle):
    codes = table(cle)
    secret = ""
    for signe in texte:
        if signe in codes:
            secret = secret + codes[signe]
    return secret
