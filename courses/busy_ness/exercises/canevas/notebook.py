# %% [markdown]
# # Le canevas
#
# Une entreprise tient sur une page : **pour qui**, **quoi**, **comment**, **avec qui**, ce que ça **coûte**, ce que ça
# **rapporte**, et ce que ça **change**.
#
# Ce travail se fait **en équipe**, dans Busy & Ness, à plusieurs en même temps. Vous le rendez de là-bas : il compte alors
# pour chaque membre de l’équipe. Ici, vous le relisez avec ce que la machine et l’équipe d’animation en disent.
#
# Vous pouvez le rendre autant de fois que vous voulez. C’est le dernier qui compte.

# %%
from busy_ness.deliverables import livrable
from busy_ness.showing import montrer

travail = livrable()
montrer("canevas", travail)

# %% [markdown]
# ## Ce que la machine vérifie
#
# Elle ne juge pas votre idée. Elle regarde si chaque case dit quelque chose, et si les cases vont ensemble.

# %% test="cases" points=3 says="Chaque case dit quelque chose de précis"
from busy_ness.review import problem

souci = problem("canevas", "cases", travail)
assert not souci, souci

# %% test="segments" points=2 says="Vos clients sont un groupe que l’on pourrait croiser"
from busy_ness.review import problem

souci = problem("canevas", "segments", travail)
assert not souci, souci

# %% test="proposition" points=2 says="La proposition de valeur est une vraie promesse"
from busy_ness.review import problem

souci = problem("canevas", "proposition", travail)
assert not souci, souci

# %% test="coherence" points=2 says="La proposition de valeur parle à vos clients"
from busy_ness.review import problem

souci = problem("canevas", "coherence", travail)
assert not souci, souci

# %% test="argent" points=2 says="L’argent qui sort et l’argent qui entre sont nommés"
from busy_ness.review import problem

souci = problem("canevas", "argent", travail)
assert not souci, souci

# %% test="persona" points=1 says="Au moins un client a un visage"
from busy_ness.review import problem

souci = problem("canevas", "persona", travail)
assert not souci, souci

# %% [markdown]
# ## Ce qu’une personne regarde
#
# | Le client et l’offre | |
# |:---|:---|
# | **4** · remarquable | On voit la personne. L’offre répond à une gêne qu’elle a vraiment, et dit en quoi c’est mieux. |
# | **3** · solide | Un groupe précis, une offre claire. Il manque ce qui la rend différente. |
# | **2** · en chemin | Le groupe est large, ou l’offre pourrait convenir à n’importe qui. |
# | **1** · à reprendre | Une idée d’objet, sans personne en face. |

# %% [markdown] manual="client" points=4 says="Le client et l’offre, lus par une personne"
# **Segments de clients**
#
# > Des lycéennes de 15 à 18 ans qui prennent le bus ; des parents qui cherchent un cadeau utile à moins de 35 euros.
#
# **Proposition de valeur**
#
# > Pour les lycéennes lassées des sacs tous pareils : un sac solide et unique, réparé gratuitement pendant un an.

# %% [markdown]
# | Le réalisme du modèle | |
# |:---|:---|
# | **4** · remarquable | Les coûts suivent les activités, les revenus ont un prix et un moment, l’impact a deux faces. |
# | **3** · solide | L’essentiel y est. Un oubli, mais pas celui qui ruine. |
# | **2** · en chemin | On ne sait pas qui paie, ou une grosse dépense manque. |
# | **1** · à reprendre | De l’argent entre, sans que rien ne sorte. |

# %% [markdown] manual="realisme" points=4 says="Le réalisme du modèle, lu par une personne"
# **Structure de coûts**
#
# > Même sans vendre : loyer, assurance, salaire. À chaque sac : 9 € de tissu et 5 % pour la boutique.
#
# **Sources de revenus**
#
# > 25 € hors taxes par sac, payés tout de suite au stand, à 30 jours par les boutiques.

# %% [markdown]
# ## Et après ?
#
# Gardez votre canevas sous la main. Il va changer : après l’enquête, après les comptes, après le marché. Une équipe qui corrige
# son canevas apprend plus qu’une équipe qui l’encadre.
