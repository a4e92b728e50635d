import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon premier écran")
horloge = pygame.time.Clock()

# Une couleur, c'est (rouge, vert, bleu), chacun de 0 à 255.
CIEL = (120, 190, 255)
HERBE = (70, 160, 70)
SOLEIL = (255, 210, 60)
BLANC = (255, 255, 255)

while True:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    x_nuage = 100
    ecran.fill(CIEL)
    pygame.draw.rect(ecran, HERBE, (0, 400, 640, 80))
    pygame.draw.circle(ecran, SOLEIL, (540, 100), 50)
    pygame.draw.ellipse(ecran, BLANC, (x_nuage, 150, 80, 30))

    x_nuage = x_nuage + 1
    if x_nuage > 640:
        x_nuage = -80

    pygame.display.flip()
    horloge.tick(60)
