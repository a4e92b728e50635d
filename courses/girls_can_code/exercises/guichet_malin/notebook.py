# %% [markdown]
# # Le guichet malin
#
# À Roubaix, une ancienne piscine est devenue un musée. Samedi matin, la file d'attente va jusqu'à la rue.
# Derrière la vitre, Nadia vend tous les billets toute seule. Elle te demande de l'aide :
#
# > « Fabrique-moi un guichet malin ! On lui donne un âge, il donne le bon prix. »
#
# À la fin, ton guichet imprime de vrais tickets. *(Les prix sont inventés pour l'exercice.)*
#
# **Comment faire ?** Lis une cellule, puis lance-la avec **Maj + Entrée**. Tu peux te tromper et recommencer
# autant de fois que tu veux. Rien ne se casse.

# %% [markdown]
# ## 1. Un exemple : la douche
#
# Avant de nager, on se douche. Ce robinet choisit un message selon la chaleur de l'eau :
#
# - moins de 20 degrés : « trop froid » ;
# - de 20 à 37 degrés : « parfait » ;
# - 38 degrés ou plus : « trop chaud ».
#
# Lis le programme de haut en bas. Python s'arrête à la **première** question dont la réponse est oui.
#
# - `def douche(degres):` fabrique une **fonction**, une petite machine. On lui donne un nombre, elle donne une réponse.
# - `if` veut dire **si**. `elif` veut dire **sinon, si**. `else` veut dire **dans tous les autres cas**.
# - `<` veut dire **plus petit que**.
# - `return` **donne** la réponse et termine la fonction.

# %%
def douche(degres):
    if degres < 20:
        return "trop froid"
    elif degres < 38:
        return "parfait"
    else:
        return "trop chaud"

# %% [markdown]
# **Devine d'abord**, lance ensuite : que dit la douche à 19 degrés ? à 20 ? à 38 ?
#
# Change le nombre et relance. Les nombres où la réponse change s'appellent **les bords**.

# %%
douche(20)

# %% [markdown]
# ## 2. À toi : le prix du billet
#
# | Âge | Prix |
# |---|---|
# | moins de 4 ans | gratuit : 0 € |
# | de 4 à 11 ans | 3 € |
# | de 12 à 17 ans | 5 € |
# | 18 ans ou plus | 9 € |
#
# Écris la fonction `tarif`. On lui donne un âge, elle donne le prix : juste le nombre, sans le signe €.
#
# Ta cellule contient une ligne `raise NotImplementedError`. Elle veut dire « pas encore fait ». Efface-la, et mets
# ton programme à la place. Garde le décalage vers la droite : il montre à Python ce qui est dans la fonction.

# %% solution="tarif"
def tarif(age):
    ### BEGIN SOLUTION
    if age < 4:
        return 0
    elif age < 12:
        return 3
    elif age < 18:
        return 5
    else:
        return 9
    ### END SOLUTION

# %% [markdown]
# Essaie ton guichet. Mets ton âge, celui d'une amie, celui de ta grand-mère.

# %%
tarif(8)

# %% [markdown]
# Les cellules suivantes vérifient ton guichet. Tu ne peux pas les changer. **Si rien ne s'affiche, c'est gagné.**
# Si un message arrive, lis-le : il te dit quoi essayer.

# %% test="renvoie" points=1 says="La fonction tarif donne un nombre, avec return"
essais = [tarif(2), tarif(8), tarif(15), tarif(30)]
assert essais != [None, None, None, None], (
    "tarif ne donne rien : Python a reçu None. Tu as peut-être écrit print à la place de return. "
    "print montre le prix à l'écran, mais le guichet ne peut pas s'en servir. return lui donne le prix. Essaie avec return."
)
for prix in essais:
    assert prix is None or isinstance(prix, (int, float)), (
        f"tarif doit donner un nombre, et elle a donné {prix!r}. "
        "Enlève les guillemets et le signe € : le ticket les ajoutera plus tard."
    )

# %% test="enfants" points=1 says="Les enfants de moins de 12 ans paient le bon prix"
for age, attendu in ((2, 0), (8, 3)):
    prix = tarif(age)
    assert prix is not None, (
        f"Pour {age} ans, tarif ne donne rien : Python a reçu None. Y a-t-il un return pour cet âge ?"
    )
    assert prix == attendu, (
        f"Pour {age} ans, le prix attendu est {attendu} €, mais ton guichet donne {prix!r}. "
        "Suis ton programme du doigt avec cet âge : à quelle question répond-il oui en premier ?"
    )
### BEGIN HIDDEN TESTS
for age, attendu in ((1, 0), (6, 3), (9, 3), (10, 3)):
    prix = tarif(age)
    assert prix is not None, (
        f"Pour {age} ans, tarif ne donne rien : Python a reçu None. Y a-t-il un return pour cet âge ?"
    )
    assert prix == attendu, (
        f"Pour {age} ans, le prix attendu est {attendu} €, mais ton guichet donne {prix!r}. "
        "Suis ton programme du doigt avec cet âge : à quelle question répond-il oui en premier ?"
    )
### END HIDDEN TESTS

# %% test="ados" points=1 says="Les jeunes de 12 à 17 ans paient le bon prix"
prix = tarif(15)
assert prix is not None, "Pour 15 ans, tarif ne donne rien : Python a reçu None. Y a-t-il un return pour cet âge ?"
assert prix == 5, (
    f"Pour 15 ans, le prix attendu est 5 €, mais ton guichet donne {prix!r}. "
    "Suis ton programme du doigt avec cet âge : à quelle question répond-il oui en premier ?"
)
### BEGIN HIDDEN TESTS
for age in (13, 14, 16):
    prix = tarif(age)
    assert prix is not None, (
        f"Pour {age} ans, tarif ne donne rien : Python a reçu None. Y a-t-il un return pour cet âge ?"
    )
    assert prix == 5, (
        f"Pour {age} ans, le prix attendu est 5 €, mais ton guichet donne {prix!r}. "
        "Suis ton programme du doigt avec cet âge : à quelle question répond-il oui en premier ?"
    )
### END HIDDEN TESTS

# %% test="adultes" points=1 says="Les adultes paient le bon prix"
prix = tarif(30)
assert prix is not None, (
    "Pour 30 ans, tarif ne donne rien : Python a reçu None. Quand l'âge ne va dans aucune des premières questions, "
    "que fait ton programme ? Pense à else."
)
assert prix == 9, (
    f"Pour 30 ans, le prix attendu est 9 €, mais ton guichet donne {prix!r}. "
    "Relis la dernière ligne du tableau des prix."
)
### BEGIN HIDDEN TESTS
for age in (19, 47, 99):
    prix = tarif(age)
    assert prix is not None, (
        f"Pour {age} ans, tarif ne donne rien : Python a reçu None. Quand l'âge ne va dans aucune des premières "
        "questions, que fait ton programme ? Pense à else."
    )
    assert prix == 9, (
        f"Pour {age} ans, le prix attendu est 9 €, mais ton guichet donne {prix!r}. "
        "Relis la dernière ligne du tableau des prix."
    )
### END HIDDEN TESTS

# %% test="bords" points=2 says="Le prix change au bon anniversaire : 4, 12 et 18 ans"
for age, attendu in ((11, 3), (12, 5)):
    prix = tarif(age)
    assert prix is not None, (
        f"À {age} ans pile, tarif ne donne rien : Python a reçu None. Y a-t-il un return pour cet âge ?"
    )
    assert prix == attendu, (
        f"À {age} ans pile, le prix attendu est {attendu} €, mais ton guichet donne {prix!r}. "
        "Tu es sur un bord. Relis le tableau : cet âge est-il avant ou après le changement ? "
        "Compare aussi « plus petit que » et « plus petit ou égal à »."
    )
### BEGIN HIDDEN TESTS
for age, attendu in ((3, 0), (4, 3), (17, 5), (18, 9)):
    prix = tarif(age)
    assert prix is not None, (
        f"À {age} ans pile, tarif ne donne rien : Python a reçu None. Y a-t-il un return pour cet âge ?"
    )
    assert prix == attendu, (
        f"À {age} ans pile, le prix attendu est {attendu} €, mais ton guichet donne {prix!r}. "
        "Tu es sur un bord. Relis le tableau : cet âge est-il avant ou après le changement ? "
        "Compare aussi « plus petit que » et « plus petit ou égal à »."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Le ticket
#
# Maintenant, ton guichet imprime. Écris la fonction `ticket`. On lui donne un prénom et un âge. Elle donne, avec
# `return`, un texte où l'on peut lire **le prénom** et **le prix**. Le reste du texte, c'est toi qui l'inventes !
#
# Rappel : dans un texte qui commence par `f"`, Python remplace ce qui est entre accolades `{ }`.
# Par exemple, `f"Bonjour {prenom} !"`. On peut aussi mettre `{tarif(age)}` entre les accolades.

# %% solution="ticket"
def ticket(prenom, age):
    ### BEGIN SOLUTION
    return f"Bienvenue {prenom} !\nPrix : {tarif(age)} €\nBonne visite, et ne cours pas autour du bassin."
    ### END SOLUTION

# %% [markdown]
# Regarde ton ticket. Change le prénom et l'âge. *(Dans un texte, `\n` passe à la ligne.)*

# %%
from girls_can_code import montrer_ticket

montrer_ticket(ticket("Inès", 12))

# %% test="ticket-lisible" points=1 says="Le ticket montre le prénom et le prix"
import re

for prenom, age in (("Inès", 8), ("Lou", 15)):
    prix, texte = tarif(age), ticket(prenom, age)
    assert prix is not None, f"Le ticket a besoin du prix, mais tarif({age}) ne donne rien (None). Répare tarif d'abord."
    assert texte is not None, (
        "ticket ne donne rien : Python a reçu None. print montre le texte, mais seul return le donne à l'imprimante."
    )
    assert prenom in str(texte), (
        f"Sur le ticket de {prenom}, son prénom n'est pas écrit. On y lit : {texte!r}. "
        "As-tu mis prenom entre accolades, et la lettre f devant les guillemets ?"
    )
    assert re.search(rf"(?<!\d){re.escape(str(prix))}(?!\d)", str(texte)), (
        f"Sur le ticket de {prenom}, {age} ans, le prix attendu est {prix}. On y lit : {texte!r}. "
        "Demande le prix à ta fonction tarif, entre accolades."
    )
### BEGIN HIDDEN TESTS
for prenom, age in (("Zoé-Lina", 14), ("Fatou", 5), ("Jeanne", 2)):
    prix, texte = tarif(age), ticket(prenom, age)
    assert prix is not None, f"Le ticket a besoin du prix, mais tarif({age}) ne donne rien (None). Répare tarif d'abord."
    assert prenom in str(texte), (
        f"Sur le ticket de {prenom}, son prénom n'est pas écrit. On y lit : {texte!r}. "
        "As-tu mis prenom entre accolades, et la lettre f devant les guillemets ?"
    )
    assert re.search(rf"(?<!\d){re.escape(str(prix))}(?!\d)", str(texte)), (
        f"Sur le ticket de {prenom}, {age} ans, le prix attendu est {prix}. On y lit : {texte!r}. "
        "Demande le prix à ta fonction tarif, entre accolades."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Avec tes mots
#
# Pour vérifier un guichet, on essaie 11 ans, 12 ans, 17 ans, 18 ans… Pourquoi choisir **les bords**, et pas des âges
# au hasard ? Donne un exemple d'erreur qu'un bord fait voir. Deux ou trois phrases suffisent. Il n'y a pas de phrase
# parfaite : une facilitatrice te lira. Double-clique sur la cellule pour écrire.

# %% [markdown] manual="pourquoi-les-bords" points=2 says="Tu expliques avec tes mots pourquoi on teste les bords"
# C'est aux bords que le prix change, donc c'est là qu'on se trompe. Si j'écris `<=` à la place de `<`, tous les âges
# au milieu restent justes. Seul le bord se trompe : à 12 ans pile, on paierait encore 3 €.

# %% [markdown]
# ## 5. Défi pour les rapides : la famille
#
# Trois personnes arrivent ensemble. Elles paient le total de leurs trois billets, mais **jamais plus de 20 €**.
#
# Écris `famille`. On lui donne trois âges, elle donne le prix à payer. Sers-toi de `tarif` !
#
# *Tu n'as pas le temps ? Pas grave : tu peux rendre ton travail sans le défi.*

# %% solution="famille"
def famille(age1, age2, age3):
    ### BEGIN SOLUTION
    total = tarif(age1) + tarif(age2) + tarif(age3)
    if total > 20:  # mutation: ok (no three tickets make 20)
        return 20
    else:
        return total
    ### END SOLUTION

# %%
famille(40, 12, 8)

# %% test="defi-famille" points=1 says="Défi : la famille ne paie jamais plus de 20 €"
for ages in ((40, 12, 8), (40, 38, 9)):
    billets = [tarif(age) for age in ages]
    assert all(isinstance(prix, (int, float)) for prix in billets), (
        f"Pour les âges {ages}, tarif donne {billets}. On ne peut additionner que des nombres. Répare tarif d'abord."
    )
    somme, obtenu = sum(billets), famille(*ages)
    assert obtenu is not None, f"famille{ages} ne donne rien : Python a reçu None. Termine par return."
    assert obtenu == min(somme, 20), (
        f"Pour les âges {ages}, les trois billets font {somme} €. La famille doit payer {min(somme, 20)} €, "
        f"mais ton guichet donne {obtenu!r}. Additionne d'abord, puis compare le total avec 20."
    )
### BEGIN HIDDEN TESTS
for ages in ((50, 49, 2), (70, 18, 4), (30, 31, 32), (3, 7, 15)):
    billets = [tarif(age) for age in ages]
    assert all(isinstance(prix, (int, float)) for prix in billets), (
        f"Pour les âges {ages}, tarif donne {billets}. On ne peut additionner que des nombres. Répare tarif d'abord."
    )
    somme, obtenu = sum(billets), famille(*ages)
    assert obtenu == min(somme, 20), (
        f"Pour les âges {ages}, les trois billets font {somme} €. La famille doit payer {min(somme, 20)} €, "
        f"mais ton guichet donne {obtenu!r}. Additionne d'abord, puis compare le total avec 20."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Nadia peut souffler, et la file avance. Avant de rendre : relance tout, de haut en bas, pour être sûre.
# Puis appuie sur **Rendre**.
#
# Envie d'aller plus loin ? Ajoute un tarif pour les grands-parents dans une cellule à toi. Quels bords vas-tu essayer ?
