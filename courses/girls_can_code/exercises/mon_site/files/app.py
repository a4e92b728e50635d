from flask import Flask, render_template

app = Flask(__name__)


@app.route("/")
def accueil():
    return render_template("accueil.html", page="accueil")


if __name__ == "__main__":
    app.run()
