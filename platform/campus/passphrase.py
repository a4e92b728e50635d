"""Three French words that a girl of twelve types without a mistake."""

import hashlib
import hmac
import secrets

# Short, concrete, no accents to hunt for, no two that sound alike.
WORDS = tuple(
    """
    abeille avion balai ballon banane barque bateau bijou bison blouse bouton branche brique brume bulle
    cabane cactus cahier camion canard canoe carafe carotte castor cerise chaise chalet chapeau cheval
    citron clavier cloche colline comete copain coquille corbeau crabe crayon crocus cuisine cygne
    dauphin domino dragon drapeau dune echarpe eclair ecole ecran escargot etoile fable falaise farine
    fenetre feuille ficelle flamme fleur flocon foret fourmi fraise frelon fusee gant garage gazelle
    girafe glacier gomme goutte grange grenouille grotte guitare hamac herbe hibou horloge huile igloo
    image iris ivoire jardin jonquille journal jungle kayak koala laine lampe lapin lavande lezard
    licorne lilas lion loupe lune lutin lynx maison mangue manteau marteau melon menthe meteore miel
    miroir moineau montagne moto moulin mousse muguet musique navire neige noisette nuage ocean olive
    ombre orange orage otarie ourson palmier panda panier papier parasol pastel peluche pelle perle
    phare piano pigeon pinceau pirate piscine planete plume poire pomme poney portail prairie prune
    puzzle pyjama radis raisin renard riviere robot rocher rose roue ruban ruche sable sapin sardine
    savon serpent sirene soleil souris stylo sucre tableau tambour tapis tigre tomate tortue toupie
    tracteur train tresor trompette tulipe tunnel vague valise vanille velo vent verger village violon
    voile volcan voyage wagon yaourt zebre
    """.split()
)


def new() -> str:
    """Three words drawn at random."""
    return "-".join(secrets.choice(WORDS) for _ in range(3))


def derived(key: str, name: str) -> str:
    """Three words that only who holds ``key`` can find again, so that nothing in clear is kept."""
    digest = hmac.new(key.encode(), name.encode(), hashlib.sha256).digest()
    numbers = [int.from_bytes(digest[2 * place : 2 * place + 2], "big") for place in range(3)]
    return "-".join(WORDS[number % len(WORDS)] for number in numbers)
