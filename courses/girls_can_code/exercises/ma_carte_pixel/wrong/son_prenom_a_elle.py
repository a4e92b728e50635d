# %% [markdown] fails=["bon-prenom", "bons-ages"] words="ainsi le texte marche pour toutes" advice="Ton texte est parfait… pour toi seule. Remplace ton prénom et ton âge par les noms des boîtes, entre accolades."
# She writes her own name and age inside the text.

# %% solution="presente"
def presente(prenom, age):
    return "Je suis Inès, j'ai 11 ans et dans dix ans j'aurai 21 ans."
