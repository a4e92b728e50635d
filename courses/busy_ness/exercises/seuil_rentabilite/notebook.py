# %% [markdown]
# # Seuil de rentabilité
#
# À Roubaix, quatre élèves ouvrent **Re-Fil**. Elles récupèrent des chutes de tissu dans les ateliers et en font des sacs.
# Inès dirige l'entreprise. Avant de louer un local, elle pose la bonne question :
#
# > « Combien faut-il vendre pour ne pas perdre d'argent ? »
#
# La réponse s'appelle le **seuil de rentabilité**. Tu vas la calculer pour trois années.
# *(Re-Fil est une entreprise inventée.)*
#
# **Comment faire ?** Lis une cellule, puis lance-la avec **Maj + Entrée**. Tu peux te tromper et recommencer.
# En Python, on écrit les nombres avec un point : `14.75`. Et pas d'espace : `58000`.
#
# La cellule grise qui suit prépare tes outils. Lance-la une fois.

# %% locked="outils"
import math

from busy_ness import arrondi, euros, montrer_annee

# %% [markdown]
# ## 1. Un exemple : le stand de limonade
#
# Tu vends des verres à 2 €. Dans chaque verre, il y a 0,50 € de citron et de sucre. Il te reste 1,50 € par verre.
# C'est la **marge**.
#
# Le citron est une charge **variable** : plus de verres, plus de citron. La place au marché coûte 30 €. C'est une charge
# **fixe** : tu la paies même si tu ne vends rien.
#
# Compare la marge au prix : 1,50 ÷ 2 = 0,75. C'est le **taux de marge**. Il dit : sur chaque euro vendu, il reste 0,75 €.
#
# Pour payer la place, il faut vendre 30 ÷ 0,75 = **40 €** de limonade, donc 20 verres. Voilà ton seuil de rentabilité.
# Au 21e verre, tu commences à gagner de l'argent.
#
# Une **fonction** range un calcul. On lui donne des nombres, `return` donne le résultat.

# %%
def verres_a_vendre(place, prix, citron):
    marge = prix - citron
    return place / marge


verres_a_vendre(30, 2, 0.5)

# %% [markdown]
# ## 2. La marge sur un sac
#
# Re-Fil vend un sac **25 €** (sans la TVA, une taxe qu'on laisse de côté). Pour chaque sac :
#
# - le tissu et le fil coûtent **9 €** ;
# - la boutique qui vend le sac garde **5 %** du prix. 5 % s'écrit `0.05` en Python.
#
# Écris `marge(prix, achat, commission)`. Elle donne ce qui reste d'un sac, **en euros**, quand on a tout enlevé.
#
# Ta cellule contient une ligne `raise NotImplementedError`. Elle veut dire « pas encore fait ». Efface-la, et mets
# ton calcul à la place.

# %% solution="fonction-marge"
def marge(prix, achat, commission):
    ### BEGIN SOLUTION
    return prix - achat - prix * commission
    ### END SOLUTION

# %%
marge(25, 9, 0.05)

# %% [markdown]
# Les cellules comme la suivante vérifient ton travail. Tu ne peux pas les changer. **Si rien ne s'affiche, c'est gagné.**
# Si un message arrive, lis-le : il te dit quoi essayer.

# %% test="marge-sac" points=1 says="marge donne ce qui reste d'un sac, en euros"
obtenu = marge(25, 9, 0.05)
assert obtenu is not None, (
    "marge ne donne rien : Python a reçu None. Termine par return. print montre un nombre, return le donne."
)
assert abs(obtenu - 14.75) < 0.001, (
    f"Pour un sac à 25 €, avec 9 € de tissu et 5 % de commission, on attend 14.75 €. Tu obtiens {obtenu}. "
    "La commission est une part du prix : prix × commission. Enlève-la, et enlève aussi le tissu."
)
### BEGIN HIDDEN TESTS
for prix, achat, commission, attendu in ((40, 12, 0.1, 24), (18, 7.5, 0, 10.5)):
    obtenu = marge(prix, achat, commission)
    assert abs(obtenu - attendu) < 0.001, (
        f"Pour un sac à {prix} €, {achat} € de tissu et une commission de {commission}, on attend {attendu} €. "
        f"Tu obtiens {obtenu}. Sers-toi de prix, achat et commission : leurs valeurs changent."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Le taux de marge
#
# Écris `taux_de_marge(prix, achat, commission)`. Elle dit quelle **part** de chaque euro vendu il reste. C'est la marge,
# comparée au prix. Relis la limonade : comment a-t-on trouvé 0,75 ?
#
# **N'arrondis pas ici.** On arrondit une seule fois, tout à la fin.

# %% solution="fonction-taux"
def taux_de_marge(prix, achat, commission):
    ### BEGIN SOLUTION
    return marge(prix, achat, commission) / prix
    ### END SOLUTION

# %%
taux_de_marge(25, 9, 0.05)

# %% test="taux" points=2 says="taux_de_marge donne une part entre 0 et 1, sans arrondir"
obtenu = taux_de_marge(25, 9, 0.05)
assert obtenu is not None, "taux_de_marge ne donne rien : Python a reçu None. Termine par return."
assert abs(obtenu - 14.75) > 0.001, (
    "Tu obtiens 14.75 : c'est la marge en euros. Un taux est une part, entre 0 et 1. Compare cette marge au prix du sac."
)
assert abs(obtenu - 59) > 0.001, (
    "Tu obtiens 59 : tu penses « 59 pour cent ». Pour calculer, Python a besoin de la part, entre 0 et 1. "
    "59 pour cent, c'est 59 divisé par 100."
)
assert abs(obtenu - 0.59) < 1e-9, (
    f"Pour Re-Fil, le taux attendu est 0.59. Tu obtiens {obtenu}. Il reste 14.75 € sur 25 € : quelle part est-ce ? "
    "Et n'arrondis pas : on arrondit une seule fois, à la fin."
)
### BEGIN HIDDEN TESTS
for prix, achat, commission, attendu in ((24, 9, 0.05, 0.575), (32, 11, 0.1, 0.55625), (40, 12, 0.1, 0.6)):
    obtenu = taux_de_marge(prix, achat, commission)
    assert abs(obtenu - attendu) < 1e-9, (
        f"Pour un sac à {prix} €, {achat} € de tissu et une commission de {commission}, le taux attendu est {attendu}. "
        f"Tu obtiens {obtenu}. Si tu en es tout près, tu as arrondi trop tôt : on arrondit une seule fois, à la fin. "
        "Sinon, vérifie que tu te sers de prix, achat et commission."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Le matériel qui dure : l'amortissement
#
# Re-Fil achète des machines à coudre à **9 000 €**. Elles serviront **5 ans**. Ce serait faux de compter 9 000 € la
# première année et rien ensuite. Alors on compte une part égale chaque année. C'est l'**amortissement**.
#
# Écris `amortissement(prix, annees)` : la part d'une année.

# %% solution="fonction-amortissement"
def amortissement(prix, annees):
    ### BEGIN SOLUTION
    return prix / annees
    ### END SOLUTION

# %% [markdown]
# Re-Fil achète aussi des ordinateurs à 3 000 €, pour 3 ans. Voici le matériel d'une année, machines et ordinateurs :

# %%
amortissement(9000, 5) + amortissement(3000, 3)

# %% test="materiel" points=1 says="amortissement partage un achat sur plusieurs années"
obtenu = amortissement(9000, 5)
assert obtenu is not None, "amortissement ne donne rien : Python a reçu None. Termine par return."
assert abs(obtenu - 1800) < 0.001, (
    f"9 000 € sur 5 ans : on attend 1800 € par an. Tu obtiens {obtenu}. Partage le prix en parts égales."
)
### BEGIN HIDDEN TESTS
for prix, annees, attendu in ((3000, 3, 1000), (1250, 4, 312.5)):
    obtenu = amortissement(prix, annees)
    assert abs(obtenu - attendu) < 0.001, (
        f"{prix} € sur {annees} ans : on attend {attendu} € par an. Tu obtiens {obtenu}. "
        "Sers-toi de prix et annees : leurs valeurs changent."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Les charges fixes
#
# Voici ce que Re-Fil paie chaque année, même sans vendre un seul sac :
#
# | Charges fixes | Année 1 | Année 2 | Année 3 |
# |---|---|---|---|
# | Services : local, assurance, téléphone, ouverture | 14 900 € | 14 700 € | 15 000 € |
# | Équipe : salaires et cotisations | 15 600 € | 21 600 € | 31 500 € |
# | Taxes | 600 € | 600 € | 600 € |
# | Intérêts : le prix de l'argent prêté par la banque | 366,44 € | 291,33 € | 213,15 € |
# | Matériel : les amortissements | 2 800 € | 2 800 € | 2 800 € |
#
# Écris `charges_fixes` : le total d'une année. Le tissu et la commission n'y sont pas : ce sont des charges variables.

# %% solution="fonction-charges"
def charges_fixes(services, equipe, taxes, interets, materiel):
    ### BEGIN SOLUTION
    return services + equipe + taxes + interets + materiel
    ### END SOLUTION

# %% test="charges" points=2 says="charges_fixes compte tout ce qu'on paie même sans vendre"
from busy_ness import euros

obtenu = charges_fixes(14900, 15600, 600, 366.44, 2800)
assert obtenu is not None, "charges_fixes ne donne rien : Python a reçu None. Termine par return."
assert abs(obtenu - 34266.44) < 0.005, (
    f"Pour l'année 1, on attend {euros(34266.44)}. Tu obtiens {euros(obtenu)}. L'écart est de {euros(abs(obtenu - 34266.44))}. "
    "Quelle ligne du tableau fait cet écart ?"
)
### BEGIN HIDDEN TESTS
for numero, charges, attendu in (
    (2, (14700, 21600, 600, 291.33, 2800), 39991.33),
    (3, (15000, 31500, 600, 213.15, 2800), 50113.15),
):
    obtenu = charges_fixes(*charges)
    assert abs(obtenu - attendu) < 0.005, (
        f"Pour l'année {numero}, on attend {euros(attendu)}. Tu obtiens {euros(obtenu)}. L'écart est de "
        f"{euros(abs(obtenu - attendu))}. Quelle ligne du tableau fait cet écart ?"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Le seuil de rentabilité
#
# Chaque euro vendu laisse une part, le taux, pour payer les charges fixes. Combien d'euros faut-il vendre ? Refais le
# calcul de la limonade :
#
# **seuil = charges fixes ÷ taux de marge**
#
# Écris `seuil(charges, taux)`. Donne le résultat **arrondi au centime**. Sers-toi de `arrondi` : elle arrondit comme les
# comptables. Un demi-centime monte toujours. *(Le `round` de Python, lui, le fait parfois descendre.)*

# %% solution="fonction-seuil"
def seuil(charges, taux):
    ### BEGIN SOLUTION
    return arrondi(charges / taux)
    ### END SOLUTION

# %%
print(euros(seuil(charges_fixes(14900, 15600, 600, 366.44, 2800), taux_de_marge(25, 9, 0.05))))

# %% test="seuil-annee" points=2 says="Le seuil de rentabilité est juste, au centime"
from busy_ness import euros

obtenu = seuil(34266.44, 0.59)
assert obtenu is not None, "seuil ne donne rien : Python a reçu None. Termine par return."
assert abs(obtenu - 58078.71) < 0.004, (
    f"Pour l'année 1, on attend {euros(58078.71)}. Tu obtiens {obtenu}. Relis la limonade : que fait-on avec 30 et 0,75 ? "
    "Puis arrondis au centime, une seule fois."
)
assert abs(obtenu - 58078.71) < 0.0001, (
    f"Presque ! On attend {euros(58078.71)}, et tu obtiens {obtenu}. Il reste à arrondir au centime, avec arrondi."
)
### BEGIN HIDDEN TESTS
for charges, taux, attendu in ((39991.33, 0.59, 67781.92), (50113.15, 0.59, 84937.54), (1000, 0.575, 1739.13)):
    obtenu = seuil(charges, taux)
    assert abs(obtenu - attendu) < 0.0001, (
        f"Avec {euros(charges)} de charges fixes et un taux de {taux}, on attend {euros(attendu)}. Tu obtiens {obtenu}. "
        "Sers-toi de charges et taux, et arrondis au centime, une seule fois, à la fin."
    )
obtenu = seuil(178, 0.64)
assert abs(obtenu - 278.13) < 0.0001, (
    f"178 ÷ 0.64 tombe sur un demi-centime : on attend {euros(278.13)}, tu obtiens {obtenu}. "
    "Le demi-centime monte : prends arrondi, et non le round de Python."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Le point mort : quel jour ?
#
# Re-Fil prévoit 60 000 € de ventes la première année, la même somme chaque jour. Quel jour arrive-t-on au seuil ? Ce jour
# s'appelle le **point mort**. Les comptables comptent une année de **360 jours**.
#
# Écris `point_mort(seuil_annee, ventes)`. Quelle part des ventes est le seuil ? Cette part de 360 jours, c'est ta réponse.
# Arrondis à **un** chiffre après la virgule : `arrondi(…, 1)`.

# %% solution="fonction-point-mort"
def point_mort(seuil_annee, ventes):
    ### BEGIN SOLUTION
    return arrondi(seuil_annee / ventes * 360, 1)
    ### END SOLUTION

# %%
montrer_annee(point_mort(58078.71, 60000))

# %% test="jour" points=1 says="Le point mort est le bon jour de l'année"
obtenu = point_mort(58078.71, 60000)
assert obtenu is not None, "point_mort ne donne rien : Python a reçu None. Termine par return."
assert abs(obtenu - 348.5) < 0.001, (
    f"Pour l'année 1, on attend le jour 348.5. Tu obtiens {obtenu}. Divise le seuil par les ventes, compte sur 360 jours, "
    "puis garde un chiffre après la virgule."
)
### BEGIN HIDDEN TESTS
for seuil_annee, ventes, attendu in ((67781.92, 75000, 325.4), (84937.54, 90000, 339.8), (20000, 80000, 90)):
    obtenu = point_mort(seuil_annee, ventes)
    assert abs(obtenu - attendu) < 0.001, (
        f"Avec un seuil de {seuil_annee} € et {ventes} € de ventes, on attend le jour {attendu}. Tu obtiens {obtenu}. "
        "Sers-toi de seuil_annee et ventes, puis garde un chiffre après la virgule."
    )
### END HIDDEN TESTS

# %% [markdown]
# Voici les trois années de Re-Fil, avec **tes** fonctions. Lis le tableau : quelle année est la plus tranquille ?

# %%
annees = {
    1: (60000, charges_fixes(14900, 15600, 600, 366.44, 2800)),
    2: (75000, charges_fixes(14700, 21600, 600, 291.33, 2800)),
    3: (90000, charges_fixes(15000, 31500, 600, 213.15, 2800)),
}
for numero, (ventes, charges) in annees.items():
    seuil_annee = seuil(charges, taux_de_marge(25, 9, 0.05))
    print(f"Année {numero} : ventes {euros(ventes)}, seuil {euros(seuil_annee)}, jour {point_mort(seuil_annee, ventes)}")

# %% [markdown]
# ## 8. La décision
#
# La première année, Inès ne touche pas de salaire. Elle hésite : « Et si je me versais **6 000 €** dès l'année 1 ? »
# Les ventes prévues restent à 60 000 €.
#
# Que lui conseilles-tu ? Calcule d'abord le nouveau seuil dans la cellule juste en dessous. Puis réponds en quatre ou cinq
# phrases : ton conseil, le chiffre qui le prouve, et **une autre idée** pour qu'elle puisse se payer plus tôt.

# %%
# Ton brouillon : rien n'est noté ici.

# %% [markdown] manual="conseil" points=3 says="Tu donnes un conseil à Inès, avec un chiffre et une autre idée"
# Je lui conseille d'attendre. Avec 6 000 € de plus, les charges fixes montent à 40 266,44 €. Le seuil passe à 68 248,20 €.
# C'est plus que les 60 000 € de ventes prévues : Re-Fil perdrait de l'argent. Même sans salaire, le point mort n'arrive
# qu'au jour 348. Il y a donc très peu de marge de sécurité. Une autre idée : vendre directement sur les marchés, sans
# commission. Le taux de marge monte, et le seuil descend. Elle peut aussi attendre l'année 2, qui est plus tranquille.

# %% [markdown]
# ## Défi pour les rapides : combien de sacs ?
#
# Un seuil en euros, c'est bien. Un nombre de sacs, c'est plus parlant ! Écris `sacs_a_vendre(charges, marge_sac)`. On lui
# donne les charges fixes et la marge sur un sac. Elle donne le plus petit nombre **entier** de sacs qui paie tout.
#
# Un sac à moitié vendu, cela n'existe pas. `math.ceil(2.1)` monte à l'entier suivant : 3.

# %% solution="fonction-sacs"
def sacs_a_vendre(charges, marge_sac):
    ### BEGIN SOLUTION
    return math.ceil(charges / marge_sac)
    ### END SOLUTION

# %%
sacs_a_vendre(34266.44, 14.75)

# %% test="defi-sacs" points=1 says="Défi : le nombre entier de sacs qui paie toutes les charges"
obtenu = sacs_a_vendre(30, 1.5)
assert obtenu is not None, "sacs_a_vendre ne donne rien : Python a reçu None. Termine par return."
assert obtenu == 20, (
    f"30 € de charges et 1.50 € de marge : on attend 20, comme pour la limonade. Tu obtiens {obtenu}. "
    "Combien de fois 1.50 dans 30 ?"
)
### BEGIN HIDDEN TESTS
for charges, marge_sac, attendu in ((34266.44, 14.75, 2324), (100, 30, 4), (90, 30, 3)):
    obtenu = sacs_a_vendre(charges, marge_sac)
    assert obtenu == attendu, (
        f"{charges} € de charges et {marge_sac} € de marge : on attend {attendu} sacs. Tu obtiens {obtenu}. "
        "Un sac de moins ne paierait pas tout : monte à l'entier suivant, sauf si le compte est déjà rond."
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Tu sais maintenant lire ce que regarde une banque en premier. Avant de rendre : relance tout, de haut en bas. Puis appuie
# sur **Rendre**.
#
# Pour ton propre projet, change les nombres : quel serait **ton** seuil ?
