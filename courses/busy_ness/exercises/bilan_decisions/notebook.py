# %% [markdown]
# # Le bilan des décisions
#
# Au marché, on ne gagne pas à tous les tours. On apprend à chaque tour, si l’on prend cinq minutes pour écrire trois choses :
# ce qu’on avait **prévu**, ce qui est **arrivé**, et **une** décision qui change.
#
# Ce travail s’écrit après chaque tour, dans Busy & Ness, et se rend à la fin. Il compte pour chaque membre de l’équipe. Perdre de
# l’argent n’enlève aucun point : ne pas savoir pourquoi, si.

# %%
from busy_ness.deliverables import livrable
from busy_ness.showing import montrer

travail = livrable()
montrer("bilan_decisions", travail)

# %% [markdown]
# ## Ce que la machine vérifie

# %% test="tours" points=1 says="Au moins un tour de marché est joué"
from busy_ness.review import problem

souci = problem("bilan_decisions", "tours", travail)
assert not souci, souci

# %% test="previsions" points=3 says="Vous aviez prévu vos ventes avant de décider"
from busy_ness.review import problem

souci = problem("bilan_decisions", "previsions", travail)
assert not souci, souci

# %% test="ecarts" points=3 says="Chaque écart est expliqué, avec un chiffre du tour"
from busy_ness.review import problem

souci = problem("bilan_decisions", "ecarts", travail)
assert not souci, souci

# %% test="changements" points=3 says="À chaque tour, une décision change, et ce n’est pas toujours la même phrase"
from busy_ness.review import problem

souci = problem("bilan_decisions", "changements", travail)
assert not souci, souci

# %% [markdown]
# ## Ce qu’une personne regarde
#
# | Les causes des écarts | |
# |:---|:---|
# | **5** · remarquable | Plusieurs causes, dont une qui vient de l’équipe. Le marché et le hasard sont distingués. |
# | **4** · solide | Une vraie cause à chaque tour, appuyée sur un chiffre. |
# | **2** · en chemin | La malchance et les autres expliquent presque tout. |
# | **1** · à reprendre | L’écart est répété, sans être expliqué. |

# %% [markdown] manual="causes" points=5 says="Les causes des écarts, lues par une personne"
# **Tour 1**
#
# > On prévoyait 600 ventes et on en a fait 480 : deux équipes étaient à 18 €, et nous à 22.

# %% [markdown]
# | Ce que l’équipe a appris | |
# |:---|:---|
# | **5** · remarquable | Les prévisions s’améliorent, et une idée abandonnée est racontée sans honte. |
# | **4** · solide | Chaque changement suit de l’écart, et se vérifie au tour d’après. |
# | **2** · en chemin | Les changements se suivent au hasard. |
# | **1** · à reprendre | La même décision à chaque tour. |

# %% [markdown] manual="progres" points=5 says="Ce que l’équipe a appris, lu par une personne"
# **Tour 1**
#
# > On garde le prix et on monte la qualité à 4, pour ne plus ressembler aux autres.

# %% [markdown]
# ## Et après ?
#
# Le jury aime les équipes qui se sont trompées et qui savent pourquoi. Choisissez **un** écart, et gardez-le pour le pitch.
