from flask import Flask, render_template

app = Flask(__name__)


@app.route("/")
def accueil():
    return render_template("accueil.html", page="accueil")


@app.route("/sorties")
def sorties():
    return render_template("sorties.html", page="sorties")


@app.route("/equipe")
def equipe():
    return render_template("equipe.html", page="Équipe")


@app.route("/bonjour/<prenom>")
def bonjour(prenom):
    return render_template("bonjour.html", page="bonjour", prenom=prenom)  # mutation: ok (no link of the menu asks for "bonjour")


@app.errorhandler(404)
def perdue(erreur):
    return render_template("perdue.html"), 404


if __name__ == "__main__":  # mutation: ok (the site is found without it)
    app.run()  # mutation: ok
