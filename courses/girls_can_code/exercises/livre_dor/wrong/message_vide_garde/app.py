from flask import Flask, redirect, render_template, request

app = Flask(__name__)

# Chaque message est un petit dictionnaire : {"nom": ..., "texte": ...}
messages = []


@app.route("/", methods=["GET", "POST"])
def accueil():
    if request.method == "POST":
        nom = request.form["nom"].strip()
        texte = request.form["texte"].strip()
        messages.append({"nom": nom, "texte": texte})
        return redirect("/")
    return render_template("accueil.html", messages=messages)


if __name__ == "__main__":
    app.run()
