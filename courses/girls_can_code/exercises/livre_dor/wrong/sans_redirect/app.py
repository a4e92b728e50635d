from flask import Flask, redirect, render_template, request

app = Flask(__name__)

# Chaque message est un petit dictionnaire : {"nom": ..., "texte": ...}
messages = []


@app.route("/", methods=["GET", "POST"])
def accueil():
    if request.method == "POST":
        nom = request.form["nom"].strip()
        texte = request.form["texte"].strip()
        if nom and texte:
            messages.append({"nom": nom, "texte": texte})
    return render_template("accueil.html", messages=messages)


if __name__ == "__main__":
    app.run()
