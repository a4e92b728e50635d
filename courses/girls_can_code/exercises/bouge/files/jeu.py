import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Bouge !")
horloge = pygame.time.Clock()

parc = pygame.image.load("parc.png").convert()
heros = pygame.image.load("renard.png").convert_alpha()
largeur = heros.get_width()
hauteur = heros.get_height()

# La place du héros : le coin en haut à gauche de son image.
x = 288
y = 208

while True:
    # dt : le temps passé depuis l'image d'avant, en secondes.
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    # Fais bouger le héros ici.

    ecran.blit(parc, (0, 0))
    ecran.blit(heros, (x, y))
    pygame.display.flip()
