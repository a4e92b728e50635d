import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon jeu vidéo")
horloge = pygame.time.Clock()

decor = pygame.image.load("collines.png").convert()
image_chat = pygame.image.load("chat.png").convert_alpha()

chat = pygame.FRect(288, 336, 64, 64)

while True:
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    touches = pygame.key.get_pressed()
    if touches[pygame.K_RIGHT]:
        chat.x = chat.x + 220 * dt
    if touches[pygame.K_LEFT]:
        chat.x = chat.x - 220 * dt
    chat.clamp_ip(ecran.get_rect())

    ecran.blit(decor, (0, 0))
    ecran.blit(image_chat, chat)
    pygame.display.flip()
