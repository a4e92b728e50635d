import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
horloge = pygame.time.Clock()

decor = pygame.image.load("collines.png").convert()
image_chat = pygame.image.load("chat.png").convert_alpha()
image_pomme = pygame.image.load("pomme.png").convert_alpha()
son_pomme = pygame.mixer.Sound("bip.wav")
son_gagne = pygame.mixer.Sound("gagne.wav")
son_perdu = pygame.mixer.Sound("perdu.wav")
grande = pygame.font.Font(None, 80)
petite = pygame.font.Font(None, 36)

ENCRE = (50, 35, 70)
ROUGE = (214, 60, 70)


class Partie:
    def __init__(self):
        self.chat = pygame.FRect(60, 260, 64, 64)
        self.pommes = [pygame.FRect(180, 330, 30, 30), pygame.FRect(380, 300, 30, 30), pygame.FRect(500, 170, 30, 30)]
        self.ballon = pygame.FRect(330, 60, 50, 50)
        self.vitesse = 150
        self.score = 0
        self.reste = 15
        self.etat = "jeu"

    def avance(self, dt):
        touches = pygame.key.get_pressed()
        if touches[pygame.K_RIGHT]:
            self.chat.x = self.chat.x + 220 * dt
        if touches[pygame.K_LEFT]:
            self.chat.x = self.chat.x - 220 * dt
        if touches[pygame.K_DOWN]:
            self.chat.y = self.chat.y + 220 * dt
        if touches[pygame.K_UP]:
            self.chat.y = self.chat.y - 220 * dt
        self.chat.clamp_ip(ecran.get_rect())

        self.ballon.y = self.ballon.y + self.vitesse * dt
        if self.ballon.top < 0:
            self.vitesse = 150
        if self.ballon.bottom > 220:
            self.vitesse = -150

        for pomme in self.pommes[:]:
            if pomme.colliderect(self.chat):
                self.pommes.remove(pomme)
                self.score = self.score + 1
                son_pomme.play()

        self.reste = self.reste - dt
        if self.score == 3:
            self.etat = "Gagné !"
            son_gagne.play()
        elif self.ballon.colliderect(self.chat) or self.reste <= 0:
            self.etat = "Perdu !"
            son_perdu.play()


partie = Partie()

while True:
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit
        if evenement.type == pygame.KEYDOWN and evenement.key == pygame.K_RETURN:
            partie = Partie()

    if partie.etat == "jeu":
        partie.avance(dt)

    ecran.blit(decor, (0, 0))
    for pomme in partie.pommes:
        ecran.blit(image_pomme, pomme)
    pygame.draw.circle(ecran, ROUGE, partie.ballon.center, 25)
    pygame.draw.circle(ecran, (245, 150, 150), (partie.ballon.x + 17, partie.ballon.y + 16), 7)
    pygame.draw.line(ecran, ENCRE, partie.ballon.midbottom, (partie.ballon.centerx, partie.ballon.bottom + 40), 2)
    ecran.blit(image_chat, partie.chat)
    ecran.blit(petite.render(f"Score : {partie.score}", True, ENCRE), (16, 12))
    ecran.blit(petite.render(f"Nuit dans {partie.reste:.0f} s", True, ENCRE), (440, 12))
    if partie.etat == "jeu":
        pygame.display.set_caption(f"Gagné ? Perdu ? Le chat gourmand - Score : {partie.score}")
    else:
        image = grande.render(partie.etat, True, ENCRE)
        ecran.blit(image, image.get_rect(center=(320, 200)))
        image = petite.render("Entrée : recommencer", True, ENCRE)
        ecran.blit(image, image.get_rect(center=(320, 260)))
        pygame.display.set_caption(f"Le chat gourmand - {partie.etat}")
    pygame.display.flip()
