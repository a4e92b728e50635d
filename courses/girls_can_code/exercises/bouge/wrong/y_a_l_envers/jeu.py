import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Bouge !")
horloge = pygame.time.Clock()

parc = pygame.image.load("parc.png").convert()
heros = pygame.image.load("renard.png").convert_alpha()
largeur = heros.get_width()
hauteur = heros.get_height()

x = 288
y = 208
VITESSE = 200

while True:
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    touches = pygame.key.get_pressed()
    if touches[pygame.K_RIGHT]:
        x = x + VITESSE * dt
    if touches[pygame.K_LEFT]:
        x = x - VITESSE * dt
    if touches[pygame.K_DOWN]:
        y = y - VITESSE * dt
    if touches[pygame.K_UP]:
        y = y + VITESSE * dt
    if x < 0:
        x = 0
    if x > 640 - largeur:
        x = 640 - largeur
    if y < 0:
        y = 0
    if y > 480 - hauteur:
        y = 480 - hauteur

    ecran.blit(parc, (0, 0))
    ecran.blit(heros, (x, y))
    pygame.display.flip()
