import pygame

pygame.init()  # mutation: ok (nothing in this picture needs it)
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon premier écran")  # mutation: ok (any title)
horloge = pygame.time.Clock()

# Une couleur, c'est (rouge, vert, bleu), chacun de 0 à 255.
CIEL = (120, 190, 255)  # mutation: ok (her own colours)
HERBE = (70, 160, 70)  # mutation: ok
SOLEIL = (255, 210, 60)  # mutation: ok
BLANC = (255, 255, 255)

x_nuage = 100  # mutation: ok (a pixel more to the left)

while True:
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    ecran.fill(CIEL)
    pygame.draw.rect(ecran, HERBE, (0, 400, 640, 80))  # mutation: ok (what is beyond the edge is not seen)
    pygame.draw.circle(ecran, SOLEIL, (540, 100), 50)  # mutation: ok (a pixel more or less is as good)
    pygame.draw.ellipse(ecran, BLANC, (x_nuage, 150, 80, 30))  # mutation: ok (a cloud of her own)

    x_nuage = x_nuage + 1  # mutation: ok (quicker, or the other way)
    if x_nuage > 640:  # mutation: ok (at the edge, or a little later)
        x_nuage = -80  # mutation: ok

    pygame.display.flip()
    horloge.tick(60)  # mutation: ok (quicker or slower)
