# Kit « pommes » : le chat ramasse, le fantôme rôde. Copie tout dans jeu.py si tu choisis ce kit.
import random

import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon jeu vidéo")
horloge = pygame.time.Clock()

decor = pygame.image.load("collines.png").convert()
image_chat = pygame.image.load("chat.png").convert_alpha()
image_pomme = pygame.image.load("pomme.png").convert_alpha()
image_fantome = pygame.image.load("fantome.png").convert_alpha()

chat = pygame.FRect(60, 220, 64, 64)
pomme = pygame.FRect(400, 200, 30, 30)
fantome = pygame.FRect(500, 60, 48, 48)
vitesse_fantome = 120

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
    if touches[pygame.K_DOWN]:
        chat.y = chat.y + 220 * dt
    if touches[pygame.K_UP]:
        chat.y = chat.y - 220 * dt
    chat.clamp_ip(ecran.get_rect())

    # La pomme change de place. À toi : compte les points.
    if chat.colliderect(pomme):
        pomme.x = random.randint(0, 610)
        pomme.y = random.randint(0, 450)

    # Le fantôme monte et descend. À toi : que se passe-t-il s'il touche le chat ?
    fantome.y = fantome.y + vitesse_fantome * dt
    if fantome.top < 0:
        vitesse_fantome = 120
    if fantome.bottom > 480:
        vitesse_fantome = -120

    ecran.blit(decor, (0, 0))
    ecran.blit(image_pomme, pomme)
    ecran.blit(image_fantome, fantome)
    ecran.blit(image_chat, chat)
    pygame.display.flip()
