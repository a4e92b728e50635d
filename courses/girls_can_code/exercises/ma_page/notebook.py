# %% [markdown]
# # Ma page
#
# Aujourd'hui, tu fabriques une page web sur ce que tu aimes : un animal, un sport, un groupe, un livre… Une page, c'est
# un texte avec des **balises**. Le navigateur lit les balises et dessine la page.
#
# À gauche, tu as deux fichiers :
#
# - `index.html` : **ce qu'il y a** dans la page ;
# - `style.css` : **à quoi elle ressemble** (couleurs, tailles).
#
# À droite, ta page change quand tu écris. Tu peux te tromper : rien ne se casse.

# %% [markdown]
# ## 1. Les balises
#
# Une balise s'ouvre et se ferme, comme une boîte : `<p>Bonjour !</p>` est un paragraphe.
#
# | Balise | C'est |
# |---|---|
# | `<h1>…</h1>` | le **grand titre**. Un seul par page |
# | `<h2>…</h2>` | un titre de partie |
# | `<p>…</p>` | un paragraphe |
# | `<ul><li>…</li></ul>` | une liste, avec ses lignes |
# | `<a href="https://…">…</a>` | un lien |
# | `<img src="phare.svg" alt="…">` | une image (elle ne se ferme pas) |
#
# **Exemple.** Un titre, puis une liste de deux lignes :
#
# ```html
# <h2>Mes desserts préférés</h2>
# <ul>
#   <li>la tarte au citron</li>
#   <li>les gaufres</li>
# </ul>
# ```

# %% [markdown]
# ## 2. Une page pour tout le monde
#
# Certaines personnes **écoutent** les pages : leur ordinateur lit à voix haute. D'autres voient mal les couleurs pâles.
# Une bonne page marche pour elles aussi :
#
# - `<html lang="fr">` dit que la page est en français, pour la lire avec le bon accent ;
# - `<title>` est le nom de l'onglet ;
# - `alt="…"` raconte l'image avec des mots ;
# - le texte se voit bien sur son fond. On mesure leur **contraste** : il faut au moins 4,5.

# %% [markdown]
# ## 3. À toi
#
# Dans `index.html` :
#
# 1. dis que la page est en français, et donne un nom à l'onglet ;
# 2. écris un grand titre `h1` (un seul) et au moins deux parties avec `h2` ;
# 3. mets tout cela dans `<main>…</main>`, entre `<body>` et `</body>` ;
# 4. ajoute une image, avec son `alt`. Tu peux prendre `phare.svg`, ou une image à toi ;
# 5. ajoute une liste, et un lien vers une page que tu aimes.
#
# Dans `style.css` : le texte gris du début est trop pâle. Choisis **tes** couleurs, faciles à lire.
#
# **Et sur un téléphone ?** L'écran est étroit : une grande image déborde. Cette règle la fait tenir :
#
# ```css
# img { max-width: 100%; }
# ```

# %% test="identite" points=1 says="Ta page dit sa langue et son nom"
from grader.page import open_page

page = open_page("index.html")
assert page.lang.split("-")[0] == "fr", (
    f"Ta page dit que sa langue est « {page.lang} ». Écris <html lang=\"fr\"> en haut : la page est en français."
    if page.lang
    else "Ta page ne dit pas sa langue. En haut, complète la balise html : <html lang=\"fr\">."
)
assert len(page.title) >= 3, (
    "L'onglet n'a pas de nom. Écris-le entre <title> et </title>, dans la partie head."
)
### BEGIN HIDDEN TESTS
assert page.title.lower() not in ("document", "index", "titre", "title", "sans titre"), (
    f"L'onglet s'appelle « {page.title} ». Trouve un nom qui dit de quoi parle ta page."
)
### END HIDDEN TESTS

# %% test="structure" points=2 says="Un grand titre, des parties, et tout dans main"
from grader.page import open_page

page = open_page("index.html")
grands = page.headings(1)
assert grands, "Il n'y a pas de grand titre. Écris-le entre <h1> et </h1>."
assert len(grands) == 1, (
    f"Il y a {len(grands)} grands titres h1 : « {grands[0].text} », « {grands[1].text} »… Garde un seul h1. "
    "Pour les autres, prends h2."
)
assert grands[0].text, "Ton grand titre est vide. Écris quelque chose entre <h1> et </h1>."
parties = page.headings(2)
assert len(parties) >= 2, f"Il faut au moins deux parties avec h2, et ta page en a {len(parties)}."
principaux = page.landmarks("main")
assert len(principaux) == 1, (
    "Mets ta page dans <main> et </main> : c'est la partie que lisent d'abord les personnes qui écoutent."
)
### BEGIN HIDDEN TESTS
assert all(titre.text for titre in parties), "Un de tes titres h2 est vide. Écris-y quelque chose, ou enlève-le."
assert grands[0] in principaux[0].find("h1"), "Ton grand titre est en dehors de main. Mets-le juste après <main>."
sautes = page.skipped_headings
assert not sautes, (
    f"Le titre « {sautes[0].text} » est un {sautes[0].tag} : un niveau manque avant lui. "
    "Après h1 vient h2, puis h3, comme dans un livre."
)
ouvertes = [balise for balise in page.unclosed if balise.tag in ("h1", "h2", "h3", "ul", "a", "main")]
assert not ouvertes, (
    f"À la ligne {ouvertes[0].line}, la balise {ouvertes[0].tag} n'est jamais fermée. "
    f"Ajoute </{ouvertes[0].tag}> à la fin de ce qu'elle contient."
)
### END HIDDEN TESTS

# %% test="contenu" points=2 says="Une image racontée, une liste et un lien"
from grader.page import exists, open_page

page = open_page("index.html")
assert page.images, "Il n'y a pas d'image. Ajoute <img src=\"phare.svg\" alt=\"…\">, ou une image à toi."
muettes = page.images_without_words
assert not muettes, (
    f"L'image {muettes[0].get('src')} n'a pas de alt. Que voit-on dessus ? Raconte-le : alt=\"…\"."
)
listes = [liste for liste in page.find("ul", "ol") if len(liste.find("li")) >= 2]
assert listes, "Il manque une liste d'au moins deux lignes : <ul>, puis des <li>, puis </ul>."
assert page.links, "Il n'y a pas de lien. Écris <a href=\"https://…\">le texte du lien</a>."
### BEGIN HIDDEN TESTS
for image in page.images:
    mots = image.get("alt")
    assert len(mots) >= 8, (
        f"L'image {image.get('src')} se raconte en « {mots} » : c'est court. Dis ce qu'on y voit, en une phrase."
    )
    assert not mots.lower().endswith((".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")), (
        f"Le alt « {mots} » est un nom de fichier. Raconte plutôt ce qu'on voit."
    )
for balise, nom in page.local_links():
    assert exists(nom), (
        f"Ta page montre « {nom} », mais ce fichier n'est pas là. Vérifie son nom : majuscules et accents comptent."
    )
vides = page.links_without_words
assert not vides, "Un de tes liens n'a pas de texte : personne ne peut cliquer dessus. Écris entre <a …> et </a>."
assert not page.dead_anchors, (
    f"Le lien « {page.dead_anchors[0].text} » ne mène nulle part. Mets une vraie adresse dans href."
    if page.dead_anchors
    else ""
)
### END HIDDEN TESTS

# %% test="couleurs" points=2 says="Tout le texte se lit bien sur son fond"
from grader.page import open_page

page = open_page("index.html")
textes = page.contrasts()
assert len(textes) >= 3, "Il n'y a presque pas de texte sur ta page. Raconte ce que tu aimes !"
for texte in textes:
    assert texte.ratio is not None, (
        f"« {texte.text} » est posé sur une image ou un dégradé : on ne sait pas s'il se lit bien. "
        "Donne-lui un fond d'une seule couleur, avec background."
    )
    assert texte.ratio >= 4.5, (
        f"« {texte.text} » se lit mal : {texte.colour} sur {texte.background}, le contraste est {texte.ratio:.1f}. "
        "Il faut au moins 4,5. Dans style.css, fonce le texte, ou éclaircis le fond."
    )
### BEGIN HIDDEN TESTS
corps = page.style(page.find("body")[0]) if page.find("body") else {}
assert (corps.get("color"), corps.get("background", corps.get("background-color"))) != ("#b0b0b0", "#ffffff"), (
    "Ce sont encore les couleurs du début. Choisis les tiennes dans style.css."
)
### END HIDDEN TESTS

# %% test="navigateur" points=2 says="Un vrai navigateur montre bien ta page, sur un téléphone aussi"
from grader.browser import open_tab

vue = open_tab("index.html")
assert vue.shown, vue.words
assert vue.page.images and vue.page.find("li"), (
    "Ta page n'est pas finie : il manque l'image ou la liste. Ajoute-les, puis on la regarde sur un téléphone."
)
### BEGIN HIDDEN TESTS
from grader.page import open_page

# What the other tests say in their own words.
deja_dit = ["html-has-lang", "document-title", "image-alt", "link-name", "page-has-heading-one", "heading-order"]
deja_dit += ["empty-heading", "landmark-one-main", "region"]
if any(texte.ratio is None or texte.ratio < 4.5 for texte in open_page("index.html").contrasts()):
    deja_dit.append("color-contrast")
for souci in vue.problems(without=deja_dit):
    raise AssertionError(souci.words)
telephone = open_tab("index.html", width=390)
assert not telephone.overflows, telephone.overflow_words
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Défi pour les rapides : le mode nuit
#
# Le soir, un fond sombre repose les yeux. Dans `style.css`, ajoute à la fin :
#
# ```css
# @media (prefers-color-scheme: dark) {
#   body { color: …; background: …; }
# }
# ```
#
# Attention : le contraste compte aussi la nuit ! Ce défi ne donne pas de points : c'est pour toi.
#
# ## Bravo !
#
# Tu sais fabriquer une page que tout le monde peut lire. Lis-la une dernière fois en entier, puis appuie sur **Rendre**.
