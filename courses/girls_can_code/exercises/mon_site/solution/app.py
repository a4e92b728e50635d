from flask import Flask, redirect, render_template, request

app = Flask(__name__)

# Chaque idée est un petit dictionnaire : {"prenom": ..., "texte": ...}
idees = []


@app.route("/")
def accueil():
    return render_template("accueil.html", page="accueil")  # mutation: ok (which link is lit is axe's to leave)


@app.route("/programme")
def programme():
    return render_template("programme.html", page="programme")  # mutation: ok


@app.route("/idees", methods=["GET", "POST"])
def boite():
    erreur = ""
    if request.method == "POST":
        prenom = request.form["prenom"].strip()
        texte = request.form["texte"].strip()
        if prenom and texte:
            idees.append({"prenom": prenom, "texte": texte})  # mutation: ok (which of her words are shown is hers)
            return redirect("/idees")
        erreur = "Il manque un mot : écris ton prénom et ton idée."
    return render_template("idees.html", page="idees", idees=idees, erreur=erreur)  # mutation: ok


@app.route("/jeu")
def jeu():
    return render_template("jeu.html", page="jeu")  # mutation: ok


@app.route("/a-propos")
def a_propos():
    return render_template("a_propos.html", page="a-propos")  # mutation: ok


if __name__ == "__main__":  # mutation: ok (the site is found without it)
    app.run()  # mutation: ok
