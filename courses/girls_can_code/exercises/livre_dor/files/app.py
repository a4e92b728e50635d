from flask import Flask, redirect, render_template, request

app = Flask(__name__)

# Chaque message est un petit dictionnaire : {"nom": ..., "texte": ...}
messages = []


@app.route("/", methods=["GET", "POST"])
def accueil():
    # Si la visiteuse envoie le formulaire, garde son message ici.
    return render_template("accueil.html", messages=messages)


if __name__ == "__main__":
    app.run()
