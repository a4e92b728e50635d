# %% [markdown]
# # Le pitch
#
# Cinq minutes pour raconter, dix minutes pour répondre. Six diapositives : le problème, l’offre, le marché, les chiffres, l’équipe et
# l’impact, la demande.
#
# Ce travail s’écrit en équipe, dans Busy & Ness, qui en fait le support à projeter. Vous le rendez de là-bas, **avant** l’oral.
# Il compte pour chaque membre de l’équipe.
#
# La machine vérifie quatre choses (4 points). Le jury, lui, note sur **100**, avec la grille d’en bas. Lisez-la avant de préparer :
# ce n’est pas un secret.

# %%
from busy_ness.deliverables import livrable
from busy_ness.showing import montrer

travail = livrable()
montrer("pitch", travail)

# %% [markdown]
# ## Ce que la machine vérifie

# %% test="diapositives" points=1 says="Les six diapositives disent quelque chose, et tiennent à l’écran"
from busy_ness.review import problem

souci = problem("pitch", "diapositives", travail)
assert not souci, souci

# %% test="chiffres" points=1 says="Vos chiffres sont là, avec le seuil de rentabilité"
from busy_ness.review import problem

souci = problem("pitch", "chiffres", travail)
assert not souci, souci

# %% test="justes" points=1 says="Les montants du pitch sont ceux du plan"
from busy_ness.review import problem

souci = problem("pitch", "justes", travail)
assert not souci, souci

# %% test="demande" points=1 says="Vous demandez quelque chose que l’on peut compter"
from busy_ness.review import problem

souci = problem("pitch", "demande", travail)
assert not souci, souci

# %% [markdown]
# ## La grille du jury, sur 100
#
# Pour chaque ligne : **tout** quand c’est remarquable, **les trois quarts** quand c’est solide, **la moitié** quand c’est en chemin,
# **un quart** quand c’est à reprendre.
#
# | Problème et client, 15 | |
# |:---|:---|
# | **15** | On voit une personne et sa gêne. Le jury hoche la tête. |
# | **11** | Le problème est réel, mais raconté de loin. |
# | **7** | Le problème existe surtout pour l’équipe. |
# | **4** | On ne sait pas qui a ce problème. |

# %% [markdown] manual="probleme" points=15 says="Problème et client"
# **Le problème**
#
# > Nour, 15 ans, a changé de sac trois fois en un an : la lanière lâche toujours au même endroit.

# %% [markdown]
# | Offre, 15 | |
# |:---|:---|
# | **15** | On la voit, on la touche presque, et l’on sait en quoi elle est mieux. |
# | **11** | Claire, sans surprise. |
# | **7** | Trop de choses à la fois. |
# | **4** | On ne sait pas ce qui est vendu. |

# %% [markdown] manual="offre" points=15 says="Offre"
# **Notre offre**
#
# > Un sac cousu à Roubaix dans un vieux jean, numéroté, réparé gratuitement pendant un an.

# %% [markdown]
# | Marché, 15 | |
# |:---|:---|
# | **15** | De vraies personnes interrogées, des concurrents nommés, une place qui reste. |
# | **11** | Une enquête, un concurrent. |
# | **7** | Une taille de marché sans enquête. |
# | **4** | « Il y a beaucoup de clients. » |

# %% [markdown] manual="marche" points=15 says="Marché"
# **Le marché**
#
# > 52 personnes interrogées, 31 ont payé entre 20 et 32 €.

# %% [markdown]
# | Modèle et chiffres, 20 | |
# |:---|:---|
# | **20** | Trois chiffres justes, expliqués sans jargon. Le seuil est dit, et compris. |
# | **15** | Chiffres justes, un peu récités. |
# | **10** | Un chiffre manque, ou personne ne sait d’où il vient. |
# | **5** | Les chiffres se contredisent. |

# %% [markdown] manual="modele" points=20 says="Modèle et chiffres"
# **Notre modèle, nos chiffres**
#
# > Un sac se vend 25 € et nous laisse 14,75 €. Notre seuil est à 58 078,71 €.

# %% [markdown]
# | Faisabilité, 10 | |
# |:---|:---|
# | **10** | On pourrait commencer lundi. Le risque le plus grand est nommé. |
# | **7** | Possible, avec une étape floue. |
# | **5** | Il manque un savoir-faire, ou de l’argent, et ce n’est pas dit. |
# | **2** | Cela n’existe pas encore. |

# %% [markdown] manual="faisabilite" points=10 says="Faisabilité"
# **Notre demande**
#
# > Un prêt de 10 000 € sur cinq ans : 9 000 € pour les machines, le reste pour ouvrir.

# %% [markdown]
# | Impact, 5 | |
# |:---|:---|
# | **5** | Mesuré, avec ses deux faces. |
# | **4** | Réel, sans mesure. |
# | **3** | Une bonne intention. |
# | **1** | Un mot à la mode. |

# %% [markdown] manual="impact" points=5 says="Impact"
# **L’équipe, l’impact**
#
# > Chaque sac sauve 600 g de tissu et fait vivre une couturière à mi-temps.

# %% [markdown]
# | Oral, 10 | |
# |:---|:---|
# | **10** | Chacun parle, regarde le jury, tient le temps. |
# | **7** | Clair, un peu lu. |
# | **5** | Une seule personne parle, ou le temps est dépassé. |
# | **2** | Les diapositives sont lues, dos au jury. |

# %% [markdown] manual="oral" points=10 says="Oral"
# *Re-Fil : Inès (direction), Sofiane (vente), Lou (production), Maël (finances)*

# %% [markdown]
# | Équipe, 5 | |
# |:---|:---|
# | **5** | Ils se passent la parole, et se complètent. |
# | **4** | Les rôles sont clairs. |
# | **3** | Un rôle n’a rien dit. |
# | **1** | Chacun pour soi. |

# %% [markdown] manual="equipe" points=5 says="Équipe"
# *Re-Fil : Inès (direction), Sofiane (vente), Lou (production), Maël (finances)*

# %% [markdown]
# | Réponses aux questions, 5 | |
# |:---|:---|
# | **5** | Ils écoutent, répondent court, et savent dire « nous ne savons pas encore ». |
# | **4** | Réponses justes, un peu longues. |
# | **3** | Ils défendent plus qu’ils n’écoutent. |
# | **1** | Pas de réponse. |

# %% [markdown] manual="questions" points=5 says="Réponses aux questions"
# *Re-Fil : Inès (direction), Sofiane (vente), Lou (production), Maël (finances)*

# %% [markdown]
# ## Et après ?
#
# Vous avez tenu une entreprise, défendu des chiffres, et parlé devant des gens que vous ne connaissiez pas. Gardez votre dossier :
# le plan, le canevas et le pitch sont à vous.
