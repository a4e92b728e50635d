# Kit « saut » : le chat court, il saute avec Espace. Copie tout dans jeu.py si tu choisis ce kit.
import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon jeu vidéo")
horloge = pygame.time.Clock()

decor = pygame.image.load("collines.png").convert()
image_chat = pygame.image.load("chat.png").convert_alpha()
image_rocher = pygame.image.load("rocher.png").convert_alpha()

SOL = 400
PESANTEUR = 1500

chat = pygame.FRect(80, SOL - 64, 64, 64)
rocher = pygame.FRect(640, SOL - 32, 48, 32)
vitesse_y = 0

while True:
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit
        if evenement.type == pygame.KEYDOWN and evenement.key == pygame.K_SPACE:
            if chat.bottom >= SOL:
                vitesse_y = -620

    # La pesanteur tire le chat vers le bas. Le sol l'arrête.
    vitesse_y = vitesse_y + PESANTEUR * dt
    chat.y = chat.y + vitesse_y * dt
    if chat.bottom > SOL:
        chat.bottom = SOL
        vitesse_y = 0

    # Le rocher arrive. À toi : compte ceux qui sont passés, et arrête tout s'il touche le chat.
    rocher.x = rocher.x - 260 * dt
    if rocher.right < 0:
        rocher.left = 640

    ecran.blit(decor, (0, 0))
    ecran.blit(image_rocher, rocher)
    ecran.blit(image_chat, chat)
    pygame.display.flip()
