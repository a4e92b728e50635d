import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon premier écran")
horloge = pygame.time.Clock()

# Une couleur, c'est (rouge, vert, bleu), chacun de 0 à 255.
CIEL = (120, 190, 255)

while True:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    # Dessine ici : d'abord le ciel, puis le sol, puis le soleil.

    pygame.display.flip()
    horloge.tick(60)
