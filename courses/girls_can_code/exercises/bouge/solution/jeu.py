import pygame

pygame.init()  # mutation: ok (nothing here needs it)
ecran = pygame.display.set_mode((640, 480))  # mutation: ok (given)
pygame.display.set_caption("Bouge !")  # mutation: ok (any title)
horloge = pygame.time.Clock()

parc = pygame.image.load("parc.png").convert()
heros = pygame.image.load("renard.png").convert_alpha()
largeur = heros.get_width()
hauteur = heros.get_height()

# La place du héros : le coin en haut à gauche de son image.
x = 288  # mutation: ok (anywhere near the middle)
y = 208  # mutation: ok

# Défi : le héros prend de l'élan, puis il glisse.
FORCE = 900  # mutation: ok (her pace)
GLISSE = 3  # mutation: ok
vitesse_x = 0  # mutation: ok (one pixel a second)
vitesse_y = 0  # mutation: ok

while True:
    # dt : le temps passé depuis l'image d'avant, en secondes.
    dt = horloge.tick(60) / 1000  # mutation: ok (a machine that makes 61)

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:  # mutation: ok (given)
            raise SystemExit

    touches = pygame.key.get_pressed()
    if touches[pygame.K_RIGHT]:
        vitesse_x = vitesse_x + FORCE * dt
    if touches[pygame.K_LEFT]:
        vitesse_x = vitesse_x - FORCE * dt
    if touches[pygame.K_DOWN]:
        vitesse_y = vitesse_y + FORCE * dt
    if touches[pygame.K_UP]:
        vitesse_y = vitesse_y - FORCE * dt
    vitesse_x = vitesse_x - vitesse_x * GLISSE * dt  # mutation: ok (her own ice)
    vitesse_y = vitesse_y - vitesse_y * GLISSE * dt  # mutation: ok (her own ice)

    x = x + vitesse_x * dt
    y = y + vitesse_y * dt

    if x < 0:  # mutation: ok (at the edge, both are the edge)
        x = 0  # mutation: ok (a pixel from the edge)
        vitesse_x = 0  # mutation: ok (it only comes back sooner)
    if x > 640 - largeur:  # mutation: ok (a pixel from the edge)
        x = 640 - largeur  # mutation: ok
        vitesse_x = 0  # mutation: ok
    if y < 0:  # mutation: ok
        y = 0  # mutation: ok
        vitesse_y = 0  # mutation: ok
    if y > 480 - hauteur:  # mutation: ok
        y = 480 - hauteur  # mutation: ok
        vitesse_y = 0  # mutation: ok

    ecran.blit(parc, (0, 0))  # mutation: ok (a pixel beside)
    ecran.blit(heros, (x, y))  # mutation: ok (given)
    pygame.display.flip()
