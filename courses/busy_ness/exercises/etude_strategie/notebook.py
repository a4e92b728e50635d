# %% [markdown]
# # L’étude et la stratégie
#
# Vous croyez connaître vos clients. Une enquête dit si c’est vrai. La stratégie dit ce que vous en faites : votre **place**, votre
# **prix**, et comment on entendra parler de vous.
#
# Ce travail se fait en équipe, dans Busy & Ness, et se rend de là-bas. Il compte pour chaque membre de l’équipe.
#
# Une étude qui vous donne tort n’est pas ratée. C’est la plus utile.

# %%
from busy_ness.deliverables import livrable
from busy_ness.showing import montrer

travail = livrable()
montrer("etude_strategie", travail)

# %% [markdown]
# ## Ce que la machine vérifie

# %% test="terrain" points=2 says="Assez de personnes ont répondu"
from busy_ness.review import problem

souci = problem("etude_strategie", "terrain", travail)
assert not souci, souci

# %% test="questions" points=2 says="On peut lire les questions que vous avez posées"
from busy_ness.review import problem

souci = problem("etude_strategie", "questions", travail)
assert not souci, souci

# %% test="resultats" points=2 says="Les réponses sont comptées, les concurrents ont un prix"
from busy_ness.review import problem

souci = problem("etude_strategie", "resultats", travail)
assert not souci, souci

# %% test="fourchette" points=2 says="Le prix acceptable est une fourchette qui aide à choisir"
from busy_ness.review import problem

souci = problem("etude_strategie", "fourchette", travail)
assert not souci, souci

# %% test="reponse" points=3 says="La stratégie répond à l’étude : le prix est dans la fourchette, ou vous dites pourquoi"
from busy_ness.review import problem

souci = problem("etude_strategie", "reponse", travail)
assert not souci, souci

# %% test="strategie" points=1 says="Place, prix et publicité sont décidés, avec leur coût"
from busy_ness.review import problem

souci = problem("etude_strategie", "strategie", travail)
assert not souci, souci

# %% [markdown]
# ## Ce qu’une personne regarde
#
# | La méthode de l’enquête | |
# |:---|:---|
# | **4** · remarquable | Des questions sur ce que les gens font, posées à ceux que l’on vise. La surprise est racontée. |
# | **3** · solide | Bonnes questions, bonnes personnes. Les réponses sont comptées. |
# | **2** · en chemin | Des questions qui soufflent la réponse, ou surtout des amis. |
# | **1** · à reprendre | On ne sait pas à qui l’on a parlé. |

# %% [markdown] manual="methode" points=4 says="La méthode de l’enquête, lue par une personne"
# **Vos questions**
#
# > Combien as-tu payé ton sac actuel ? Qu’est-ce qui t’a énervée la dernière fois qu’un sac a cassé ?
#
# **Ce que vous avez appris**
#
# > 31 personnes sur 52 ont payé entre 20 et 32 €. Surprise : tout le monde dit « solide ».

# %% [markdown]
# | Les choix qui en sortent | |
# |:---|:---|
# | **6** · remarquable | Chaque choix cite une réponse. On sait ce que l’équipe a abandonné, et pourquoi. |
# | **4** · solide | La place et le prix suivent l’étude. La publicité est réaliste. |
# | **2** · en chemin | Un choix seulement vient de l’étude. |
# | **1** · à reprendre | La stratégie était écrite avant l’enquête. |

# %% [markdown] manual="choix" points=6 says="Les choix qui en sortent, lus par une personne"
# **Votre place**
#
# > Le sac unique et solide à prix de lycéenne : l’étude dit que la lanière compte plus que la mode.
#
# **Votre prix**
#
# > 30 € avec la TVA : dans le haut de ce que 31 personnes ont payé, parce que la réparation est comprise.

# %% [markdown]
# ## Et après ?
#
# Ces nombres vont entrer dans vos comptes : le prix, les clients possibles, la publicité. Une erreur d’ici devient là-bas des
# milliers d’euros. Vous avez le droit de revenir.
