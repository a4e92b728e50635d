# %% [markdown]
# # Mon site web
#
# Voici ton grand projet. Tu inventes **ton** site, de la première idée à la dernière couleur. Tu as plusieurs heures :
# prends-les !
#
# Ton site est déjà ouvert, à droite, avec une seule page. Tout peut changer : les mots, l'image, les couleurs, le menu.

# %% [markdown]
# ## 1. Une feuille et un crayon
#
# Avant de taper, dessine. Une case pour chaque page, une flèche pour chaque lien. Quelques idées, si tu n'en as pas :
#
# - le site d'un club inventé, d'un groupe, d'une équipe ;
# - un guide de ta rue, pour quelqu'un qui arrive ;
# - un site de recettes, avec une boîte où l'on donne la sienne ;
# - un sondage : quel est le meilleur goûter ?
#
# Montre ta feuille à une voisine. Si elle comprend, tu peux commencer.

# %% [markdown]
# ## 2. Ce que ton site promet
#
# | Promesse | Comment on la vérifie |
# |---|---|
# | **Trois pages** au moins | on part de l'accueil et on clique partout. Aucun lien ne se perd |
# | **Un formulaire** | on écrit, on envoie, et la réponse montre ce qu'on a écrit |
# | **Il est gentil** | un champ vide ? Ton site dit ce qui manque, et ne garde rien |
# | **Il est solide** | une farceuse écrit une balise ? On la voit comme du texte |
# | **Il est pour tout le monde** | titres, images racontées, couleurs qui se lisent, téléphone |
# | **Il est signé** | ton prénom ou un pseudo, jamais ton nom de famille |
#
# Les noms des pages et des fichiers sont à toi. Rends ton travail souvent : tu verras ce qui est déjà gagné.

# %% [markdown]
# ## 3. Une page, puis une autre
#
# Pour chaque page : une **route** dans `app.py`, un **fichier** dans `templates`, un **lien** dans le menu. Regarde le
# résultat avant de passer à la suivante.
#
# Le style connaît déjà quelques mots. Par exemple, trois cartes côte à côte :
#
# ```html
# <div class="cartes">
#   <section class="carte">
#     <h2>Le lundi</h2>
#     <p>Soupe de potiron.</p>
#   </section>
#   <section class="carte">
#     …
# ```
#
# Les couleurs sont en haut de `static/style.css`. Pour une image à toi : **Fichiers**, puis **Ajouter une image**. Elle
# doit être à toi, ou libre : on ne prend pas la photo de quelqu'un sans lui demander.

# %% [markdown]
# ## 4. Le formulaire
#
# Ton site écoute quelqu'un et lui **répond**. Voici un exemple d'un autre site : une devinette.
#
# ```python
# @app.route("/devinette", methods=["GET", "POST"])
# def devinette():
#     essai = ""
#     erreur = ""
#     if request.method == "POST":
#         essai = request.form["essai"].strip()
#         if essai == "":
#             erreur = "Écris un mot, même au hasard !"
#     return render_template("devinette.html", essai=essai, erreur=erreur)
# ```
#
# Pense à ajouter `request` à la ligne `from flask import …`. Et dans `devinette.html` :
#
# ```html
# {% if erreur %}<p class="erreur">{{ erreur }}</p>{% endif %}
# {% if essai %}<p>Tu as répondu {{ essai }}. Bien vu !</p>{% endif %}
#
# <form method="post">
#   <label for="essai">Ton mot</label>
#   <input id="essai" name="essai">
#   <button>Deviner</button>
# </form>
# ```
#
# **Devine d'abord** : que voit-on si on envoie trois espaces ? À quoi sert `.strip()` ?
#
# Un `label` dit à quoi sert chaque champ. Son `for` est l'`id` du champ : ainsi, même sans voir, on sait quoi écrire.

# %% [markdown]
# ## 5. Signer, sans tout dire
#
# Sur une page, écris **Fait par** et ton prénom, ou un pseudo. Tu peux être plusieurs : « Fait par Lou et Jeanne ».
#
# Un site, tout le monde peut le lire. Alors pas de nom de famille, pas d'adresse, pas de numéro, pas de mail, ni les
# tiens ni ceux d'une autre. Même inventé, un numéro sonne peut-être chez quelqu'un !

# %% test="pages" points=2 says="Trois pages au moins, et tous les liens mènent quelque part"
from girls_can_code.plan import pictures, tour
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
visite = tour(site)
for perdu in visite.dead:
    lien, reponse = perdu.link, perdu.answer
    if not lien.page:
        assert reponse.ok, reponse.words or "La première page, à l'adresse /, ne s'ouvre pas. Garde sa route."
    assert reponse.status != 404, (
        f"Sur la page {lien.page}, le lien « {lien.text} » demande {lien.path}. Ton site répond 404 : pas de page ici. "
        "Compare avec tes lignes @app.route, lettre par lettre."
    )
    assert reponse.ok, reponse.words or (
        f"Sur la page {lien.page}, le lien « {lien.text} » mène à {lien.path}, qui répond {reponse.status}."
    )
trouvees = len(visite.pages)
assert trouvees >= 3, (
    f"En cliquant partout depuis l'accueil, on trouve {trouvees} page{'s' if trouvees > 1 else ''}. "
    "Il en faut au moins 3. Chaque page a-t-elle un lien vers elle ?"
)
### BEGIN HIDDEN TESTS
for chemin, reponse in visite.pages.items():
    mots = (reponse.page.landmarks("main") or [reponse.page.root])[0].text
    assert len(mots.split()) >= 8, f"La page {chemin} est presque vide : on y lit « {mots} ». Écris quelques phrases."
    for ecrit, adresse in pictures(reponse):
        assert site.visit(adresse).ok, (
            f"La page {chemin} montre « {ecrit} », mais ce fichier n'est pas là. Est-il dans static ? "
            "Vérifie son nom : majuscules et accents comptent."
        )
ailleurs = Site("app.py", seed=1)
for chemin in reversed(list(visite.pages)):
    assert ailleurs.visit(chemin).ok, f"La page {chemin} ne s'ouvre pas si on commence par elle. Essaie dans cet ordre."
### END HIDDEN TESTS

# %% test="formulaire" points=2 says="Ton formulaire répond, avec ce qu'on a écrit"
from girls_can_code.formulaire import address, filled, is_sent, sent_forms, wordy
from girls_can_code.plan import tour
from grader.browser import open_tab
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
pages = tour(site).pages
assert any(reponse.page.forms for reponse in pages.values()), (
    "On a cliqué partout, et il n'y a pas encore de formulaire. Commence par <form method=\"post\"> sur une page."
)
assert any(is_sent(un) for reponse in pages.values() for un in reponse.page.forms), (
    "Ton formulaire n'envoie rien : il lui manque method=\"post\", dans la balise form."
)
formulaires = sent_forms(pages)
assert formulaires, (
    "Dans ton formulaire, il faut un champ où l'on écrit, avec son nom. C'est par ce nom que ton programme le "
    "retrouve : name=\"…\"."
)
chemin, formulaire = formulaires[0]
valeurs = filled(formulaire, ["Zoé", "Un tour de manège"])
reponse = site.send(address(formulaire, chemin), **valeurs)
assert reponse.status != 405, (
    f"La page {chemin} ne veut pas encore qu'on lui envoie quelque chose (405). Ajoute methods=[\"GET\", \"POST\"] "
    "à sa ligne @app.route."
)
assert reponse.status != 400, (
    "Ton programme demande un champ que la page n'envoie pas (400). Compare les noms : "
    "ceux de request.form, et ceux de name=\"…\"."
)
assert reponse.ok, reponse.words or f"On envoie le formulaire, et ton site répond {reponse.status}."
assert "<built-in method" not in reponse.page.root.text, (
    "Ta page montre <built-in method… : il manque des parenthèses vides, comme dans .strip()."
)
ecrits = [valeurs[nom] for nom in wordy(formulaire) if nom in valeurs]
assert any(mot in reponse.page.root.text for mot in ecrits), (
    f"On écrit « {ecrits[0]} », on envoie, et la réponse ne le montre pas. "
    "Réponds avec les mots de la visiteuse : donne-les à render_template, puis {{ }}."
)
### BEGIN HIDDEN TESTS
for mots in (["Fatou", "Des crêpes & du thé"], ["Li-Na", "J'ai une idée"]):
    valeurs = filled(formulaire, mots)
    reponse = site.send(address(formulaire, chemin), **valeurs)
    ecrits = [valeurs[nom] for nom in wordy(formulaire) if nom in valeurs]
    assert reponse.ok and any(mot in reponse.page.root.text for mot in ecrits), reponse.words or (
        f"Avec « {ecrits[0]} », la réponse ne montre plus ce qu'on a écrit. Montre-le vraiment, chaque fois."
    )
onglet = open_tab("app.py", chemin)
assert onglet.shown, onglet.words
for nom, valeur in filled(formulaire, ["Inès", "Chanter ensemble"]).items():
    champ = onglet.page.form_field(nom)
    if champ is not None and champ.get("type") not in ("hidden", "checkbox"):
        onglet.fill(nom, valeur)
boutons = formulaire.find("button") or [un for un in formulaire.find("input") if un.get("type") == "submit"]
assert boutons, "Ton formulaire n'a pas de bouton. Ajoute <button>Envoyer</button> avant </form>."
onglet.click(boutons[0].text or boutons[0].get("value") or boutons[0].get("id"))
assert onglet.shown and ("Inès" in onglet.text or "Chanter ensemble" in onglet.text), onglet.words or (
    "Dans un vrai navigateur, on remplit le formulaire, on clique, et la réponse ne montre pas ce qu'on a écrit."
)
### END HIDDEN TESTS

# %% test="vide" points=1 says="Un formulaire vide : ton site dit ce qui manque, et ne garde rien"
import re

from girls_can_code.formulaire import address, filled, sent_forms, wordy
from girls_can_code.plan import tour
from grader.visit import Site


def lus(reponse):
    """Les mots qu'on lit dans la page, chacun une fois."""
    return set(re.findall(r"\w+", reponse.page.root.text.lower()))


site = Site("app.py")
assert site.open, site.words
formulaires = sent_forms(tour(site).pages)
assert formulaires, "Quand ton formulaire sera là, on l'enverra vide pour voir. Fais d'abord le formulaire."
chemin, formulaire = formulaires[0]
ou = address(formulaire, chemin)
avant = site.visit(chemin)
neuf = Site("app.py")
plein = neuf.send(ou, **filled(formulaire, ["Zoé", "Un tour de manège"]))
assert plein.ok, "Quand ton formulaire répondra bien, on l'enverra vide pour voir. Répare-le d'abord."
reponse = site.send(ou, **filled(formulaire, [""]))
assert reponse.status in (200, 400, 422), reponse.words or (
    f"On envoie le formulaire vide, et ton site répond {reponse.status}. Il doit rester gentil, et montrer une page."
)
assert lus(reponse) - lus(avant) - lus(plein), (
    "On envoie le formulaire vide, et ton site ne dit pas ce qui manque. "
    "Regarde avec if si c'est vide, et montre une phrase, comme erreur dans l'exemple."
)
### BEGIN HIDDEN TESTS
reponse = site.send(ou, **filled(formulaire, ["   "]))
assert reponse.status in (200, 400, 422) and lus(reponse) - lus(avant) - lus(plein), reponse.words or (
    "On envoie seulement des espaces, et ton site croit qu'on a écrit. Enlève d'abord les espaces avec .strip()."
)


def gardes(site):
    """Combien de morceaux les pages montrent : ce qu'on garde en fait un de plus."""
    morceaux = ("li", "article", "tr", "blockquote", "section", "dt", "h2", "h3")
    return sum(len(une.page.find(*morceaux)) for une in tour(site).pages.values())


site.send(ou, **filled(formulaire, ["Zoé", "Un tour de manège"]))
assert gardes(site) == gardes(neuf), (
    "Ton site dit qu'il manque quelque chose, et garde pourtant le formulaire vide. Range seulement quand tout est écrit."
)
noms = wordy(formulaire)
if len(noms) > 1:
    refus = []
    for nom in noms:
        presque = {**filled(formulaire, ["Zoé"]), nom: ""}
        refus.append(lus(neuf.send(ou, **presque)) - lus(avant) - lus(plein))
    assert any(refus), (
        "Un champ est rempli, l'autre est vide, et ton site ne dit rien. Pose la question pour chacun."
    )
### END HIDDEN TESTS

# %% test="farces" points=2 says="Les farces se lisent comme du texte, et ne font rien"
from girls_can_code.formulaire import address, filled, sent_forms
from girls_can_code.plan import tour
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
formulaires = sent_forms(tour(site).pages)
assert formulaires, "Quand ton formulaire sera là, une farceuse viendra l'essayer. Fais d'abord le formulaire."
chemin, formulaire = formulaires[0]
ou = address(formulaire, chemin)
reponse = site.send(ou, **filled(formulaire, ["<script>alert('bouh')</script>"]))
assert reponse.status < 500, reponse.words or f"Une farceuse écrit une balise, et ton site répond {reponse.status}."
vues = [reponse, *tour(site).pages.values()]
assert not any("bouh" in script.text for vue in vues for script in vue.page.find("script")), (
    "Une farceuse écrit un petit programme dans ton formulaire, et ta page le lance ! "
    "Montre ses mots avec {{ }} tout simple : sans safe, sans Markup, sans f-string."
)
### BEGIN HIDDEN TESTS
for farce in ("\"><img src=\"x\" onerror=\"alert(1)\">", "x onmouseover=alert(1)", "' onfocus='alert(1)"):
    reponse = site.send(ou, **filled(formulaire, [farce]))
    for vue in (reponse, *tour(site).pages.values()):
        assert not any(un.has(piege) for un in vue.page.root.walk() for piege in ("onerror", "onmouseover", "onfocus")), (
            "Une farceuse écrit des guillemets et un piège, et il entre dans une de tes balises. "
            "Garde les guillemets autour de {{ }} : value=\"{{ … }}\"."
        )
reponse = site.send(ou, **filled(formulaire, ["{{ 1234 * 4321 }}"]))
for vue in (reponse, *tour(site).pages.values()):
    assert "5332114" not in vue.text, (
        "Une farceuse écrit un calcul entre accolades, et ton site le fait pour elle ! Ne colle pas ses mots dans "
        "la page avec + ou f-string : donne-les à render_template."
    )
### END HIDDEN TESTS

# %% test="pour-tout-le-monde" points=2 says="Titres, images et champs : ton site est pour tout le monde"
from girls_can_code.plan import tour
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
pages = tour(site).pages
assert len(pages) >= 3, "Quand ton site aura trois pages, on regardera ici si tout le monde peut les lire."
onglets = {}
for chemin, reponse in pages.items():
    page = reponse.page
    assert page.lang.split("-")[0] == "fr", f"La page {chemin} ne dit pas sa langue : <html lang=\"fr\">."
    assert page.title, f"L'onglet de la page {chemin} n'a pas de nom. Écris-le entre <title> et </title>."
    assert page.title not in onglets, (
        f"Les pages {onglets.get(page.title)} et {chemin} ont le même nom d'onglet : « {page.title} ». "
        "Donne à chacune le sien, avec {% block titre %}."
    )
    onglets[page.title] = chemin
    grands = page.headings(1)
    assert len(grands) == 1 and grands[0].text, (
        f"Sur la page {chemin}, il faut un grand titre h1, un seul. Il y en a {len(grands)}."
    )
    for image in page.images_without_words:
        raise AssertionError(f"Sur la page {chemin}, l'image {image.get('src')} n'a pas de alt. Raconte-la.")
    for champ in page.fields_without_label:
        raise AssertionError(
            f"Sur la page {chemin}, le champ « {champ.get('name')} » n'a pas de label. "
            "Écris <label for=\"…\">, avec l'id du champ."
        )
### BEGIN HIDDEN TESTS
for chemin, reponse in pages.items():
    page = reponse.page
    for titre in page.skipped_headings:
        raise AssertionError(
            f"Sur la page {chemin}, « {titre.text} » est un {titre.tag} : un niveau manque avant. Après h1 vient h2."
        )
    for lien in page.links_without_words:
        raise AssertionError(f"Sur la page {chemin}, un lien n'a pas de texte : il mène à {lien.get('href')}.")
### END HIDDEN TESTS

# %% test="telephone" points=2 says="Tes pages se lisent bien, sur un téléphone aussi"
from girls_can_code.plan import tour
from grader.browser import open_tab
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
chemins = list(tour(site).pages)
assert len(chemins) >= 3, "Quand ton site aura trois pages, on les ouvrira ici dans un vrai navigateur, en petit."
vue = open_tab("app.py", width=390)
assert vue.shown, vue.words
for chemin in chemins[:4]:
    vue.go(chemin)
    assert vue.shown, vue.words
    assert not vue.overflows, f"Sur un téléphone, voici la page {chemin}. {vue.overflow_words}"
    for souci in vue.problems(without=("region",)):
        raise AssertionError(f"La page {chemin} : {souci.words}")
    assert not vue.errors, vue.errors[0].words

# %% test="signature" points=1 says="Ton site est signé, et garde les secrets"
import re

from girls_can_code.plan import tour
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
textes = {chemin: reponse.page.root.text for chemin, reponse in tour(site).pages.items()}
signes = [trouve for texte in textes.values() for trouve in re.finditer(r"(?i:faite?|créée?) par (\S+)((?: \S+)?)", texte)]
assert signes, "On ne sait pas qui a fait ton site. Sur une page, écris : Fait par, et ton prénom ou un pseudo."
### BEGIN HIDDEN TESTS
for signe in signes:
    premier, suivant = signe[1], signe[2].strip()
    suite = suivant[:1].isupper() and suivant[:2].isalpha() and premier[-1:].isalpha()
    assert not suite, (
        f"Ton site dit « {premier} {suivant} ». Un prénom suffit : ton nom de famille est à toi. "
        "Si c'est un prénom en deux mots, mets un tiret."
    )
for chemin, texte in textes.items():
    for adresse in re.findall(r"[\w.+-]+@[\w-]+\.\w+", texte):
        raise AssertionError(f"La page {chemin} montre un mail : {adresse}. Tout le monde pourra l'utiliser. Enlève-le.")
    for numero in re.findall(r"\b0[1-9](?:[ .-]?\d\d){4}\b", texte):
        raise AssertionError(f"La page {chemin} montre un numéro : {numero}. Même inventé, il sonne peut-être quelque part.")
    for rue in re.findall(r"\b\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|allée|impasse) [A-ZÉdl]\S*", texte):
        raise AssertionError(f"La page {chemin} dit où quelqu'un habite : « {rue} ». Garde la ville, enlève l'adresse.")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Défi pour les rapides : la page de ton jeu
#
# Tu as fait un jeu ? Donne-lui sa page. Son grand titre contient le mot **jeu**. On y voit une image de ton jeu (fais une
# capture d'écran), et on lit comment on joue.
#
# Si l'équipe a permis **Partager**, rends ton jeu, copie son lien, et mets-le sur la page : on pourra y jouer. Ce défi
# vaut un point. Tu peux rendre sans lui.

# %% test="jeu" points=1 says="Défi : ton jeu a sa page"
from girls_can_code.plan import pictures, tour
from grader.visit import Site

site = Site("app.py")
assert site.open, site.words
pages = tour(site).pages
du_jeu = [
    (chemin, reponse)
    for chemin, reponse in pages.items()
    if any("jeu" in titre.text.lower().replace("'", " ").split() for titre in reponse.page.headings(1))
]
assert du_jeu, "C'est le défi : une page dont le grand titre h1 contient le mot jeu."
chemin, reponse = du_jeu[0]
assert reponse.page.images, f"Sur la page {chemin}, on ne voit pas encore ton jeu. Ajoute une capture d'écran."
### BEGIN HIDDEN TESTS
assert any(len(image.get("alt")) >= 8 for image in reponse.page.images), (
    f"Sur la page {chemin}, raconte l'image de ton jeu dans alt, en une phrase."
)
mots = (reponse.page.landmarks("main") or [reponse.page.root])[0].text
assert len(mots.split()) >= 15, f"Sur la page {chemin}, explique en deux ou trois phrases comment on joue."
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Avant de rendre
#
# - Fais essayer ton site à une voisine, **sans rien lui dire**. Où hésite-t-elle ?
# - Essaie-le sans la souris : avec Tab et Entrée.
# - Relis tout à voix haute. Une faute ? Corrige-la.
#
# ## Bravo !
#
# Ce site n'existait pas, et maintenant il existe. C'est toi qui l'as inventé, et tu sais l'expliquer. Montre-le à
# quelqu'un que tu aimes. **Et ensuite ?** Une page de plus, un deuxième formulaire, un mode nuit… Appuie sur **Rendre**.
