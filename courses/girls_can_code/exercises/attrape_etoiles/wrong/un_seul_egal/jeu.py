import random

import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
horloge = pygame.time.Clock()

nuit = pygame.image.load("nuit.png").convert()
image_panier = pygame.image.load("panier.png").convert_alpha()
image_etoile = pygame.image.load("etoile.png").convert_alpha()
image_coeur = pygame.image.load("coeur.png").convert_alpha()
bruit = pygame.mixer.Sound("attrape.wav")
police = pygame.font.Font(None, 48)

BLANC = (255, 255, 255)
VITESSE_PANIER = 360
VITESSE_ETOILES = 180

# Un rectangle : x, y, largeur, hauteur.
panier = pygame.FRect(272, 400, 96, 48)
# Une liste de rectangles. Les étoiles attendent au-dessus de l'écran.
etoiles = [
    pygame.FRect(random.randint(0, 590), -50, 48, 40),
    pygame.FRect(random.randint(0, 590), -250, 48, 40),
    pygame.FRect(random.randint(0, 590), -450, 48, 40),
]
score = 0
vies = 3

while True:
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    touches = pygame.key.get_pressed()
    if touches[pygame.K_RIGHT]:
        panier.x = panier.x + VITESSE_PANIER * dt
    if touches[pygame.K_LEFT]:
        panier.x = panier.x - VITESSE_PANIER * dt
    if panier.left < 0:
        panier.left = 0
    if panier.right > 640:
        panier.right = 640

    if vies = 3:
        for etoile in etoiles:
            etoile.y = etoile.y + VITESSE_ETOILES * dt
            if etoile.colliderect(panier):
                score = score + 1
                bruit.play()
                etoile.y = -50
                etoile.x = random.randint(0, 590)
            if etoile.y > 480:
                vies = vies - 1
                etoile.y = -50
                etoile.x = random.randint(0, 590)

    ecran.blit(nuit, (0, 0))
    for etoile in etoiles:
        ecran.blit(image_etoile, etoile)
    ecran.blit(image_panier, panier)
    for numero in range(vies):
        ecran.blit(image_coeur, (600 - 30 * numero, 14))
    ecran.blit(police.render(f"{score}", True, BLANC), (16, 10))
    pygame.display.set_caption(f"Score : {score}   Vies : {vies}")
    pygame.display.flip()
