import random

import pygame

pygame.init()  # mutation: ok (the font starts by itself)
ecran = pygame.display.set_mode((640, 480))  # mutation: ok (given)
horloge = pygame.time.Clock()

nuit = pygame.image.load("nuit.png").convert()
image_panier = pygame.image.load("panier.png").convert_alpha()  # mutation: ok (a pixel beside)
image_etoile = pygame.image.load("etoile.png").convert_alpha()
image_coeur = pygame.image.load("coeur.png").convert_alpha()
bruit = pygame.mixer.Sound("attrape.wav")
police = pygame.font.Font(None, 48)  # mutation: ok (any size)

BLANC = (255, 255, 255)  # mutation: ok (her own colour)
VITESSE_PANIER = 360  # mutation: ok (her pace)
VITESSE_ETOILES = 180  # mutation: ok (her pace)

# Un rectangle : x, y, largeur, hauteur.
panier = pygame.FRect(272, 400, 96, 48)  # mutation: ok (a pixel beside)
# Une liste de rectangles. Les étoiles attendent au-dessus de l'écran.
etoiles = [
    pygame.FRect(random.randint(0, 590), -50, 48, 40),  # mutation: ok
    pygame.FRect(random.randint(0, 590), -250, 48, 40),  # mutation: ok (a pixel beside)
    pygame.FRect(random.randint(0, 590), -450, 48, 40),  # mutation: ok
]
score = 0  # mutation: ok (given)
vies = 3  # mutation: ok (as many as she likes)

while True:
    dt = horloge.tick(60) / 1000  # mutation: ok (a machine that makes 61)

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:  # mutation: ok (given)
            raise SystemExit

    touches = pygame.key.get_pressed()
    if touches[pygame.K_RIGHT]:
        panier.x = panier.x + VITESSE_PANIER * dt  # mutation: ok (given)
    if touches[pygame.K_LEFT]:
        panier.x = panier.x - VITESSE_PANIER * dt  # mutation: ok (given)
    if panier.left < 0:  # mutation: ok (at the edge, both are the edge)
        panier.left = 0  # mutation: ok (a pixel from the edge)
    if panier.right > 640:  # mutation: ok
        panier.right = 640  # mutation: ok

    if vies > 0:
        for etoile in etoiles:
            etoile.y = etoile.y + VITESSE_ETOILES * dt
            if etoile.colliderect(panier):
                score = score + 1
                bruit.play()
                etoile.y = -50  # mutation: ok (a pixel higher)
                etoile.x = random.randint(0, 590)  # mutation: ok (a pixel beside)
                if score % 3 == 0:
                    VITESSE_ETOILES = VITESSE_ETOILES + 60  # mutation: ok (her pace)
            if etoile.y > 480:  # mutation: ok (a pixel later)
                vies = vies - 1
                etoile.y = -50  # mutation: ok (a pixel higher)
                etoile.x = random.randint(0, 590)  # mutation: ok (a pixel beside)

    ecran.blit(nuit, (0, 0))  # mutation: ok (given)
    for etoile in etoiles:
        ecran.blit(image_etoile, etoile)  # mutation: ok (given)
    ecran.blit(image_panier, panier)  # mutation: ok (given)
    for numero in range(vies):  # mutation: ok
        ecran.blit(image_coeur, (600 - 30 * numero, 14))  # mutation: ok (her own hearts)
    ecran.blit(police.render(f"{score}", True, BLANC), (16, 10))  # mutation: ok (her own words)
    if vies == 0:  # mutation: ok (her own words)
        ecran.blit(police.render("Fini !", True, BLANC), (270, 200))  # mutation: ok (her own words)
    pygame.display.set_caption(f"Score : {score}   Vies : {vies}")
    pygame.display.flip()
