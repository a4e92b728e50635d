# %% [markdown]
# # Mon site en trois pages
#
# Une page, c'est bien. Un **site**, c'est plusieurs pages et un menu pour passer de l'une à l'autre. Aujourd'hui, tu
# fabriques le tien, sur ce que tu aimes : un club, un animal, une série, ta rue…
#
# À droite, ton site est déjà ouvert. Il n'a qu'une page, et son menu n'a qu'un lien. À toi de l'agrandir !

# %% [markdown]
# ## 1. Comment ça marche ?
#
# Quand quelqu'un ouvre une page, son navigateur demande une **adresse** à ton programme, comme `/` ou `/photos`. Ton
# programme répond avec une page. C'est **Flask** qui s'occupe du voyage.
#
# Dans `app.py`, une **route** dit quelle fonction répond à quelle adresse :
#
# ```python
# @app.route("/photos")
# def photos():
#     return render_template("photos.html", page="photos")
# ```
#
# Lis cet exemple de haut en bas :
#
# - `@app.route("/photos")` : pour l'adresse `/photos`… ;
# - `def photos():` : …c'est cette fonction qui répond. Chaque route a **sa** fonction, avec son nom à elle ;
# - `render_template("photos.html", …)` : elle envoie le fichier `templates/photos.html` ;
# - `page="photos"` : elle donne au fichier un mot, qui s'appelle `page`. On s'en sert bientôt.
#
# **Devine d'abord** : que se passe-t-il si on demande `/licorne` ? Essaie ! Ajoute un lien vers `/licorne` dans ta page
# d'accueil, clique dessus, puis enlève-le.

# %% [markdown]
# ## 2. Une base, et des trous
#
# Toutes tes pages ont le même haut et le même bas. On les écrit **une seule fois**, dans `templates/base.html`. Cherche
# dedans ces deux trous :
#
# - `{% block titre %}…{% endblock %}` : le nom de l'onglet ;
# - `{% block contenu %}{% endblock %}` : le milieu de la page.
#
# Chaque page prend la base, et remplit les trous. Voici `templates/photos.html` en entier :
#
# ```html
# {% extends "base.html" %}
#
# {% block titre %}Mes photos{% endblock %}
#
# {% block contenu %}
# <h1>Mes plus belles photos</h1>
# <p>Je les ai prises au parc Barbieux.</p>
# {% endblock %}
# ```
#
# Si tu changes la base, **toutes** les pages changent.

# %% [markdown]
# ## 3. À toi : trois pages et un menu
#
# 1. Choisis deux pages pour ton site, en plus de l'accueil. Pour chacune, écris une route dans `app.py`, avec une
#    adresse sans espace ni accent.
# 2. Pour chacune, fais son fichier : clique sur **Fichiers**, puis **Nouveau fichier**. Écris le nom avec son dossier,
#    par exemple `templates/photos.html`.
# 3. Donne à chaque page **son** nom d'onglet, **son** grand titre `h1`, et quelques phrases.
# 4. Dans `templates/base.html`, ajoute les deux liens dans le menu, entre `<nav>` et `</nav>`. Un lien mène à
#    l'**adresse** de la route : `<a href="/photos">Mes photos</a>`.

# %% [markdown]
# ## 4. Tu es ici
#
# Dans un bon menu, on voit sur quelle page on est. Et une personne qui **écoute** la page doit l'entendre. On l'écrit
# ainsi, sur un seul lien :
#
# ```html
# <a href="/photos" aria-current="page">Mes photos</a>
# ```
#
# Mais le menu est dans la base, le même pour toutes les pages ! Alors on pose une question, avec le mot `page` que ta
# fonction a donné :
#
# ```html
# <a href="/photos" {% if page == "photos" %}aria-current="page"{% endif %}>Mes photos</a>
# ```
#
# Fais-le pour tes trois liens. Le lien de la page ouverte devient jaune : la couleur est déjà dans `static/style.css`.

# %% [markdown]
# ## 5. La page secrète
#
# Une adresse peut avoir un **trou**. Ce qu'on écrit à cet endroit arrive dans ta fonction :
#
# ```python
# @app.route("/gateau/<parfum>")
# def gateau(parfum):
#     return render_template("gateau.html", page="gateau", parfum=parfum)
# ```
#
# Avec `/gateau/citron`, `parfum` vaut `"citron"`. Dans `gateau.html`, on le montre entre deux accolades :
#
# ```html
# <h1>Un gâteau au {{ parfum }}, et un !</h1>
# ```
#
# **À toi.** Fais une page secrète à l'adresse `/bonjour/<prenom>`. Elle prend ta base, et dit bonjour à la personne.
# Elle n'est pas dans le menu. Pour l'essayer, mets un lien vers `/bonjour/Zoé` dans ton accueil.

# %% test="pages" points=2 says="Ton menu mène à trois pages, et elles s'ouvrent"
from girls_can_code.plan import menu
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
accueil = site.visit("/")
assert accueil.ok, accueil.words or f"Ta page d'accueil répond {accueil.status}. Garde la route @app.route(\"/\")."
assert accueil.page.landmarks("nav"), "Il n'y a plus de menu. Écris tes liens entre <nav> et </nav>, dans base.html."
for lien in accueil.page.landmarks("nav")[0].find("a"):
    assert lien.get("href"), (
        f"Le lien « {lien.text} » du menu ne mène nulle part. Ajoute son adresse : <a href=\"/…\">."
    )
for lien in menu(accueil):
    adresse, mots = lien.path, lien.text
    reponse = site.visit(adresse)
    assert reponse.status != 404, (
        f"Le lien « {mots} » du menu demande l'adresse {adresse}, et ton site répond 404 : pas de page ici. "
        + (
            "Un lien prend l'adresse de la route, pas le nom du fichier."
            if adresse.endswith(".html")
            else "Compare, lettre par lettre, avec tes lignes @app.route. Ont-elles toutes leur @ ?"
        )
    )
    assert reponse.ok, reponse.words or f"Le lien « {mots} » mène à {adresse}, qui répond {reponse.status}."
dehors = [lien for nav in accueil.page.landmarks("nav") for lien in nav.find("a") if "://" in lien.get("href")]
adresses = list(dict.fromkeys(lien.path for lien in menu(accueil)))
differentes = {site.visit(adresse).path for adresse in adresses}
assert len(differentes) >= 3, (
    f"Ton menu mène à {len(differentes)} page{'s' if len(differentes) > 1 else ''}. "
    + (
        f"Le lien « {dehors[0].text} » sort de ton site. Une adresse de chez toi commence par /, sans http."
        if dehors
        else "Il en faut au moins 3 : pour chaque page, une route et un lien dans le menu."
    )
)
### BEGIN HIDDEN TESTS
site = Site("app.py", seed=1)
textes = {}
for adresse in [*reversed(adresses), *adresses]:
    reponse = site.visit(adresse)
    assert reponse.ok, reponse.words or (
        f"La page {adresse} s'ouvre, mais plus quand on visite les pages dans un autre ordre."
    )
    principal = (reponse.page.landmarks("main") or [reponse.page.root])[0]
    assert len(principal.text.split()) >= 8, (
        f"La page {adresse} est presque vide. "
        + (f"On y lit seulement « {principal.text} ». " if principal.text else "")
        + "Écris-y quelques phrases, entre {% block contenu %} et {% endblock %}."
    )
    textes[reponse.path] = principal.text
assert len(set(textes.values())) == len(textes), (
    "Deux de tes pages disent la même chose. Chaque fonction envoie-t-elle son fichier à elle ?"
)
### END HIDDEN TESTS

# %% test="menu" points=2 says="Le même menu est sur toutes les pages"
from girls_can_code.plan import menu
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
accueil = site.visit("/")
assert accueil.ok, accueil.words or f"Ta page d'accueil répond {accueil.status}."
premier = [(lien.path, lien.text) for lien in menu(accueil)]
assert len(premier) >= 3, (
    f"Le menu de l'accueil a {len(premier)} lien{'s' if len(premier) > 1 else ''}. "
    "Il en faut 3, un par page, entre <nav> et </nav>."
)
for adresse, mots in premier:
    assert mots, f"Un lien du menu n'a pas de texte : celui qui mène à {adresse}. Écris entre <a …> et </a>."
for adresse in dict.fromkeys(lien.path for lien in menu(accueil)):
    reponse = site.visit(adresse)
    if not reponse.ok:
        continue
    assert reponse.page.landmarks("nav"), (
        f"La page {adresse} n'a pas de menu. Son fichier commence-t-il par {{% extends \"base.html\" %}} ?"
    )
    assert [(lien.path, lien.text) for lien in menu(reponse)] == premier, (
        f"Le menu de la page {adresse} n'est pas celui de l'accueil. Écris le menu une seule fois, dans base.html."
    )

# %% test="ici" points=1 says="Le menu dit sur quelle page on est"
from girls_can_code.plan import menu
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
accueil = site.visit("/")
assert accueil.ok, accueil.words or f"Ta page d'accueil répond {accueil.status}."


def est_ici(lien):
    return lien.has("aria-current") and lien.get("aria-current").strip().lower() not in ("", "false")


adresses = list(dict.fromkeys(lien.path for lien in menu(accueil)))
for adresse in [*reversed(adresses), *adresses]:
    reponse = site.visit(adresse)
    if not reponse.ok:
        continue
    marques = [(lien.path, lien.text) for lien in menu(reponse) if est_ici(lien.element)]
    assert marques, (
        f"Sur la page {adresse}, aucun lien du menu ne dit « tu es ici ». Il faut aria-current=\"page\" quand "
        "page est le bon mot. Est-ce le même mot dans app.py et dans base.html ?"
    )
    assert len(marques) == 1, (
        f"Sur la page {adresse}, le menu dit « tu es ici » {len(marques)} fois : {marques[0][1]}, {marques[1][1]}. "
        "Un seul lien doit le dire. Entoure aria-current d'un {% if %}."
    )
    assert site.visit(marques[0][0]).path == reponse.path, (
        f"Sur la page {adresse}, le menu dit que tu es sur « {marques[0][1]} ». "
        "Quel mot ta fonction donne-t-elle à page ?"
    )

# %% test="titres" points=1 says="Chaque page a son nom et son grand titre"
from girls_can_code.plan import menu
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
accueil = site.visit("/")
assert accueil.ok, accueil.words or f"Ta page d'accueil répond {accueil.status}."
onglets, grands = {}, {}
for adresse in dict.fromkeys(lien.path for lien in menu(accueil)):
    reponse = site.visit(adresse)
    if not reponse.ok:
        continue
    page = reponse.page
    assert page.lang.split("-")[0] == "fr", (
        f"La page {adresse} ne dit pas qu'elle est en français. Prend-elle ta base, avec {{% extends \"base.html\" %}} ?"
    )
    titres = page.headings(1)
    assert len(titres) == 1, (
        f"La page {adresse} a {len(titres)} grand{'s' if len(titres) > 1 else ''} titre{'s' if len(titres) > 1 else ''} "
        "h1. Il en faut un seul par page."
    )
    assert titres[0].text, f"Le grand titre de la page {adresse} est vide. Écris entre <h1> et </h1>."
    assert page.title, f"L'onglet de la page {adresse} n'a pas de nom. Écris-le dans {{% block titre %}}."
    assert page.title not in onglets, (
        f"Les pages {onglets.get(page.title)} et {adresse} ont le même nom d'onglet : « {page.title} ». "
        "Donne à chacune le sien, avec {% block titre %}."
    )
    assert titres[0].text not in grands, (
        f"Les pages {grands.get(titres[0].text)} et {adresse} ont le même grand titre : « {titres[0].text} »."
    )
    onglets[page.title] = grands[titres[0].text] = adresse
assert len(onglets) >= 3, (
    f"Trois pages doivent s'ouvrir avec leur titre. Pour l'instant, il y en a {len(onglets)}. "
    "Regarde d'abord les liens de ton menu."
)

# %% test="bonjour" points=2 says="La page secrète dit bonjour à chaque personne"
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
reponse = site.visit("/bonjour/Zoé")
assert reponse.status != 404, (
    "L'adresse /bonjour/Zoé ne répond pas : 404. Il faut une route avec un trou : @app.route(\"/bonjour/<prenom>\")."
)
assert reponse.ok, reponse.words or f"La page /bonjour/Zoé répond {reponse.status}."
lu = (reponse.page.landmarks("main") or [reponse.page.root])[0].text
assert "Zoé" in lu, (
    f"À l'adresse /bonjour/Zoé, on lit « {lu[:80]} », sans le prénom. "
    "Donne-le à render_template, et écris {{ prenom }} dans la page, avec deux accolades."
)
assert reponse.page.landmarks("nav"), (
    "La page secrète n'a pas ton menu. Fais-la avec render_template, et un fichier qui prend ta base."
)
### BEGIN HIDDEN TESTS
for prenom in ("Fatou", "Marie-Lou", "Li Na"):
    reponse = site.visit(f"/bonjour/{prenom}")
    assert reponse.ok, reponse.words or f"La page /bonjour/{prenom} répond {reponse.status}."
    lu = (reponse.page.landmarks("main") or [reponse.page.root])[0].text
    assert prenom in lu, (
        f"À l'adresse /bonjour/{prenom}, on attend « {prenom} », et on lit « {lu[:80]} ». "
        "Montre ce que la fonction reçoit, pas un prénom écrit d'avance."
    )
reponse = site.visit("/bonjour/<u>Max")
assert reponse.ok and "<u>Max" in reponse.page.root.text and not reponse.page.find("u"), (
    "Une farceuse écrit une balise à la place du prénom, et ta page change. Montre le prénom avec {{ }} tout simple : "
    "sans f-string, sans safe."
)
### END HIDDEN TESTS

# %% test="lisible" points=1 says="Tes pages se lisent bien, sur un ordinateur et sur un téléphone"
from girls_can_code.plan import menu
from grader.browser import open_tab
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
adresses = list(dict.fromkeys(lien.path for lien in menu(site.visit("/"))))
assert len(adresses) >= 3, "Quand ton menu aura ses trois liens, on regardera ici si tes pages se lisent bien."
adresses = [adresse for adresse in adresses if site.visit(adresse).ok][:3]
vue = open_tab("app.py", width=390)
assert vue.shown, vue.words
for adresse in adresses:
    vue.go(adresse)
    assert vue.shown, vue.words
    assert not vue.overflows, f"Sur un téléphone, voici la page {adresse}. {vue.overflow_words}"
    for souci in vue.problems("color-contrast", "image-alt", "link-name", "html-has-lang", "heading-order", "list"):
        raise AssertionError(f"La page {adresse} : {souci.words}")

# %% [markdown]
# ## 6. Défi pour les rapides : la page perdue
#
# Quand une adresse n'existe pas, Flask répond en anglais. Son code est **404** : « pas trouvée ». Fais ta page à toi,
# avec ton menu et des mots gentils :
#
# ```python
# @app.errorhandler(404)
# def perdue(erreur):
#     return render_template("perdue.html"), 404
# ```
#
# Le `, 404` à la fin garde le bon code : les robots des moteurs de recherche le lisent. Ce défi vaut un point. Tu peux
# rendre sans lui.

# %% test="perdue" points=1 says="Défi : une adresse inconnue montre ta page 404"
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
reponse = site.visit("/licorne")
assert reponse.status != 200, (
    "L'adresse /licorne n'existe pas, et pourtant ton site répond 200 : tout va bien. "
    "Ajoute , 404 à la fin de la ligne return."
)
assert reponse.status == 404, reponse.words or f"À une adresse inconnue, ton site répond {reponse.status}, et non 404."
assert reponse.page.landmarks("nav"), (
    "À l'adresse /licorne, on voit la page de Flask, en anglais. C'est le défi : fais la tienne, avec ton menu."
)
### BEGIN HIDDEN TESTS
reponse = site.visit("/une/autre/adresse")
assert reponse.status == 404 and len(reponse.page.headings(1)) == 1, (
    "Ta page perdue doit venir pour toutes les adresses inconnues, avec un grand titre h1. "
    "Prends @app.errorhandler(404)."
)
### END HIDDEN TESTS

# %% [markdown]
# ## Bravo !
#
# Tu as un vrai site, avec un menu. Tu peux y ajouter une page quand tu veux : une route, un fichier, un lien.
#
# **Et ensuite ?** Change les couleurs en haut de `static/style.css`. Ou envoie l'adresse secrète à ta voisine, avec son
# prénom. Puis appuie sur **Rendre**.
