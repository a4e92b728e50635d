# %% [markdown]
# # Le prévisionnel
#
# Une banque ne demande pas si l’idée est belle. Elle demande : de quoi avez-vous besoin, que restera-t-il, et que se passe-t-il en
# avril si un client paie en retard ?
#
# Ce travail se fait en équipe, dans Busy & Ness. L’application fait les tableaux. **Un seul calcul est à vous** : le seuil de
# rentabilité de l’année 1. Vous l’avez appris dans l’exercice *Seuil de rentabilité*.
#
# Vous rendez depuis l’application. Le travail compte pour chaque membre de l’équipe.

# %%
from busy_ness.deliverables import livrable
from busy_ness.showing import montrer

travail = livrable()
montrer("previsionnel", travail)

# %% [markdown]
# ## Ce que la machine vérifie
#
# Elle refait tous les calculs à partir de vos propres saisies.

# %% test="saisie" points=2 says="Les ventes, les charges et l’argent du départ sont saisis"
from busy_ness.review import problem

souci = problem("previsionnel", "saisie", travail)
assert not souci, souci

# %% test="equilibre" points=3 says="Le plan s’équilibre : le départ est financé, et le bilan tombe juste"
from busy_ness.review import problem

souci = problem("previsionnel", "equilibre", travail)
assert not souci, souci

# %% test="seuil" points=4 says="Votre seuil de rentabilité, calculé à la main, est juste"
from busy_ness.review import problem

souci = problem("previsionnel", "seuil", travail)
assert not souci, souci

# %% test="tresorerie" points=3 says="Le compte ne passe pas sous zéro, ou l’on sait qui avance l’argent"
from busy_ness.review import problem

souci = problem("previsionnel", "tresorerie", travail)
assert not souci, souci

# %% test="lisible" points=1 says="Quelqu’un qui ouvre le plan sait à qui il est, et ce que vous vendez"
from busy_ness.review import problem

souci = problem("previsionnel", "lisible", travail)
assert not souci, souci

# %% [markdown]
# ## Ce qu’une personne regarde
#
# | Des hypothèses qui se défendent | |
# |:---|:---|
# | **5** · remarquable | Chaque nombre important a une source : l’enquête, un devis, un calcul. Les doutes sont dits. |
# | **4** · solide | Les nombres sont plausibles. Les plus gros sont expliqués. |
# | **2** · en chemin | Un prix, un salaire ou un loyer est hors du monde réel. |
# | **1** · à reprendre | Des nombres ronds, sans raison. |

# %% [markdown] manual="hypotheses" points=5 says="Des hypothèses qui se défendent, lues par une personne"
# **Votre prix**
#
# > 25 € hors taxes, donc 30 € avec la TVA : dans le haut de ce que 31 personnes ont payé.
#
# **Structure de coûts**
#
# > Même sans vendre : loyer, assurance, salaire, comptable. À chaque sac : 9 € de tissu.

# %% [markdown]
# | L’équipe explique ses chiffres (deux questions, à l’oral, à deux élèves tirés au sort) | |
# |:---|:---|
# | **5** · remarquable | Chacun explique un chiffre qu’il n’a pas saisi, et dit ce qui le ferait bouger. |
# | **4** · solide | Le seuil et le mois le plus bas sont expliqués sans notes. |
# | **2** · en chemin | Une seule personne sait répondre. |
# | **1** · à reprendre | « C’est l’application qui l’a dit. » |

# %% [markdown] manual="lecture" points=5 says="L’équipe explique ses chiffres, entendue par une personne"
# *Re-Fil : Inès (direction), Sofiane (vente), Lou (production), Maël (finances)*

# %% [markdown]
# ## Et après ?
#
# Vos comptes sont une hypothèse. Le marché va répondre. Gardez votre seuil en tête : c’est lui qui vous dira, au tour 2, si vous
# avez le droit de baisser le prix.
