# %% [markdown]
# # Livre d'or
#
# À la sortie d'une exposition, il y a souvent un grand cahier : chaque personne y laisse un petit mot. C'est un
# **livre d'or**. Tu vas en fabriquer un pour ton site.
#
# Cette fois, la page ne suffit pas. Il faut un **programme** qui reçoit les messages et les garde. Il s'appelle
# `app.py`, et il se sert de **Flask**. La page est dans `templates/accueil.html`.
#
# Ton site s'ouvre tout seul, à droite. Écris un message, envoie-le… et rien ne se passe. À toi !

# %% [markdown]
# ## 1. Demander, envoyer
#
# Un navigateur parle à ton programme de deux façons :
#
# - **GET** : « montre-moi la page » ;
# - **POST** : « voici ce que la visiteuse a écrit ».
#
# Quand elle clique sur *Envoyer*, chaque champ arrive avec son nom. Ces noms sont dans la page : `name="nom"` et
# `name="texte"`. Dans `app.py` :
#
# - `request.method` vaut `"GET"` ou `"POST"` ;
# - `request.form["nom"]` donne ce qui est écrit dans le champ `nom`.
#
# **Exemple.** Cette page d'un autre site compte les votes :
#
# ```python
# @app.route("/vote", methods=["GET", "POST"])
# def vote():
#     if request.method == "POST":
#         choix = request.form["choix"]
#         votes[choix] = votes[choix] + 1
#         return redirect("/vote")
#     return render_template("vote.html", votes=votes)
# ```
#
# Après un POST, `redirect` demande au navigateur de rouvrir la page. Sinon, si elle la recharge, le vote part deux fois !

# %% [markdown]
# ## 2. Une page avec des trous
#
# `accueil.html` est un **modèle** : Flask remplit les trous avant de l'envoyer.
#
# - `{{ prenom }}` est remplacé par la valeur de `prenom` ;
# - `{% for fruit in fruits %} … {% endfor %}` recommence pour chaque fruit de la liste.
#
# ```html
# <ul>
#   {% for fruit in fruits %}
#   <li>{{ fruit.nom }} coûte {{ fruit.prix }} €</li>
#   {% endfor %}
# </ul>
# ```

# %% [markdown]
# ## 3. À toi
#
# 1. Dans `app.py` : quand le formulaire arrive, range le prénom et le message dans la liste `messages`, puis
#    `redirect("/")`.
# 2. Dans `accueil.html` : montre tous les messages, du plus ancien au plus récent, avec les prénoms.
# 3. Une visiteuse pressée envoie un message vide, ou oublie son prénom. Ne garde pas ce message-là ! Des espaces tout
#    seuls, c'est vide aussi : `"  ".strip()` donne `""`.
#
# **Et les farceuses ?** Quelqu'un peut écrire `<h1>COUCOU</h1>` dans son message, ou même un petit programme. Avec
# `{{ }}`, Flask remplace `<` par `&lt;` : on **voit** le texte, il ne fait rien. On dit qu'il est *échappé*. Garde
# toujours ces accolades simples, sans rien ajouter.

# %% test="message" points=2 says="Un message envoyé s'affiche sur la page"
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
accueil = site.visit("/")
assert accueil.ok, accueil.words or f"La page d'accueil répond {accueil.status}. On attend 200 : tout va bien."
assert accueil.page.form_field("nom") and accueil.page.form_field("texte"), (
    "Dans le formulaire, garde les deux champs, avec name=\"nom\" et name=\"texte\"."
)
reponse = site.send("/", nom="Zoé", texte="Quelle belle visite")
assert reponse.ok, reponse.words or (
    f"Quand on envoie un message, ton site répond {reponse.status}. As-tu gardé methods=[\"GET\", \"POST\"] ?"
)
vue = site.visit("/").page.root.text
assert "Quelle belle visite" in vue, (
    "Zoé envoie un message, mais on ne le lit pas sur la page. Est-il rangé dans la liste ? "
    "Et la page montre-t-elle toute la liste, avec for ?"
)
assert "Zoé" in vue, "On lit le message, mais pas le prénom de Zoé. Montre aussi le nom."
### BEGIN HIDDEN TESTS
site = Site("app.py")
assert "Zoé" not in site.visit("/").text, "Avant le premier message, le livre d'or doit être vide."
mots = [("Inès", "Merci pour tout"), ("Lou", "Je reviendrai"), ("Fatou", "Un grand bravo")]
for nom, texte in mots:
    reponse = site.send("/", nom=nom, texte=texte)
    assert reponse.ok, reponse.words or f"Au message de {nom}, ton site répond {reponse.status}."
vue = site.visit("/").page.root.text
for nom, texte in mots:
    assert texte in vue and nom in vue, f"Après trois messages, celui de {nom} ne se lit plus. Garde-les tous."
places = [vue.index(texte) for _, texte in mots]
assert places == sorted(places), "Les messages ne sont pas dans l'ordre : le plus ancien d'abord."
### END HIDDEN TESTS

# %% test="vide" points=2 says="Un message vide ou sans prénom n'est pas gardé"
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
site.send("/", nom="Zoé", texte="Le premier")
for nom, texte in (("Lina", ""), ("", "Sans prénom")):
    reponse = site.send("/", nom=nom, texte=texte)
    assert reponse.ok, reponse.words or (
        f"Avec un champ vide, ton site répond {reponse.status}. Il doit rester poli, et montrer la page."
    )
vue = site.visit("/").page.root.text
assert "Le premier" in vue, "Le message complet de Zoé ne se lit pas. Occupe-toi d'abord des messages pleins."
assert "Lina" not in vue, (
    "Lina envoie un message vide, et il est gardé. Avant de le ranger, regarde avec if si le texte est vide."
)
assert "Sans prénom" not in vue, "Un message sans prénom est gardé. Regarde aussi si le prénom est vide."
### BEGIN HIDDEN TESTS
site.send("/", nom="Manon", texte="   ")
site.send("/", nom="  ", texte="Toute seule")
vue = site.visit("/").page.root.text
assert "Manon" not in vue and "Toute seule" not in vue, (
    "Un message fait d'espaces est gardé. Enlève d'abord les espaces du bord avec .strip()."
)
site.send("/", nom="  Sarah ", texte=" Le dernier ")
assert "Le dernier" in site.visit("/").page.root.text, "Un vrai message entouré d'espaces doit être gardé."
### END HIDDEN TESTS

# %% test="echappe" points=1 says="Un message de farceuse se lit, mais ne fait rien"
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
farce = "<script>alert('bouh')</script>"
site.send("/", nom="Farceuse", texte=farce)
page = site.visit("/").page
assert not page.find("script"), (
    "Le message de la farceuse est devenu un vrai programme dans ta page ! Montre-le avec {{ }} tout simple : "
    "sans safe, sans Markup."
)
assert farce in page.root.text, (
    "Le message de la farceuse ne se lit pas. Il doit se voir comme du texte : Flask s'en occupe avec {{ }}."
)
### BEGIN HIDDEN TESTS
site.send("/", nom="<h1>Énorme</h1>", texte="salut <b>toi</b>")
page = site.visit("/").page
assert len(page.headings(1)) == 1 and not page.find("b"), (
    "Une balise écrite dans le prénom ou le message change ta page. Montre les deux avec {{ }} tout simple."
)
### END HIDDEN TESTS

# %% test="recharger" points=1 says="Recharger la page n'envoie pas le message deux fois"
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
reponse = site.send("/", nom="Zoé", texte="Une seule fois", follow=False)
assert reponse.status in (302, 303), reponse.words or (
    f"Après l'envoi, ton site répond {reponse.status}. Termine par return redirect(\"/\") : "
    "le navigateur rouvre la page, et recharger n'envoie plus rien."
)
### BEGIN HIDDEN TESTS
assert site.visit("/").page.root.text.count("Une seule fois") == 1, (
    "Le message apparaît plusieurs fois. Range-le une seule fois dans la liste."
)
assert site.visit(reponse.headers.get("location", "/")).ok, "Après l'envoi, ton site mène à une page qui n'existe pas."
### END HIDDEN TESTS

# %% test="visiteuse" points=2 says="Une visiteuse se sert de ton livre d'or dans un vrai navigateur"
from grader.browser import open_tab

vue = open_tab("app.py")
assert vue.shown, vue.words
vue.fill("nom", "Zoé")
vue.fill("texte", "Quelle belle visite")
vue.click("Envoyer")
assert "Quelle belle visite" in vue.text, vue.words or (
    "Zoé remplit le formulaire et clique sur Envoyer, mais son message n'apparaît pas. "
    "La balise form a-t-elle method=\"post\", et les deux champs sont-ils dedans ?"
)
### BEGIN HIDDEN TESTS
vue.fill("nom", "Inès")
vue.fill("texte", "<b>Bravo</b> <img src=x onerror=alert('bouh')>")
vue.click("Envoyer")
assert not vue.dialogs, (
    f"Le message d'une farceuse a ouvert une fenêtre « {vue.dialogs[0]} » ! Montre-le avec {{{{ }}}} tout simple."
)
assert "<b>Bravo</b>" in vue.text, vue.words or (
    "Le message d'une farceuse ne se lit pas comme elle l'a écrit. Montre-le avec {{ }} tout simple."
)
vue.reload()
assert vue.text.count("<b>Bravo</b>") == 1, "Après avoir rechargé la page, le message n'est plus là une seule fois."
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Défi pour les rapides
#
# Montre le message le plus récent en premier, dans un autre endroit de la page : « Le dernier mot ». Ou ajoute la date
# avec `from datetime import date`. Ce défi ne donne pas de points : c'est pour toi.
#
# ## Bravo !
#
# Ton site écoute ses visiteuses, et ne se laisse pas piéger. Essaie-le encore une fois, puis appuie sur **Rendre**.
