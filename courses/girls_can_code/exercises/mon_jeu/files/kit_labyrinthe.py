# Kit « labyrinthe » : des murs, une clé, une porte. Copie tout dans jeu.py si tu choisis ce kit.
import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
pygame.display.set_caption("Mon jeu vidéo")
horloge = pygame.time.Clock()

brique = pygame.image.load("briques.png").convert()
image_chat = pygame.transform.scale(pygame.image.load("chat.png").convert_alpha(), (26, 26))
image_cle = pygame.image.load("cle.png").convert_alpha()
image_porte = pygame.image.load("porte.png").convert_alpha()

# Chaque lettre est une case de 32 points. # est un mur. Change le plan !
PLAN = [
    "####################",
    "#     #            #",
    "# ### # ######## # #",
    "# #   #        # # #",
    "# # ########## # # #",
    "# #          # # # #",
    "# ########## # # # #",
    "#          # #   # #",
    "######## # # ##### #",
    "#        # #       #",
    "# ######## ####### #",
    "# #              # #",
    "# # ############ # #",
    "#                # #",
    "####################",
]
murs = []
for ligne in range(15):
    for colonne in range(20):
        if PLAN[ligne][colonne] == "#":
            murs.append(pygame.Rect(colonne * 32, ligne * 32, 32, 32))

chat = pygame.Rect(35, 35, 26, 26)
cle = pygame.Rect(326, 167, 36, 18)
porte = pygame.Rect(582, 406, 36, 42)

while True:
    horloge.tick(60)

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    touches = pygame.key.get_pressed()
    x, y = chat.x, chat.y
    if touches[pygame.K_RIGHT]:
        chat.x = chat.x + 2
    if touches[pygame.K_LEFT]:
        chat.x = chat.x - 2
    if chat.collidelist(murs) >= 0:
        chat.x = x
    if touches[pygame.K_DOWN]:
        chat.y = chat.y + 2
    if touches[pygame.K_UP]:
        chat.y = chat.y - 2
    if chat.collidelist(murs) >= 0:
        chat.y = y

    # À toi : prendre la clé, ouvrir la porte, gagner.

    ecran.fill((62, 48, 70))
    for mur in murs:
        ecran.blit(brique, mur)
    ecran.blit(image_porte, porte)
    ecran.blit(image_cle, cle)
    ecran.blit(image_chat, chat)
    pygame.display.flip()
