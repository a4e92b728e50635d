import pygame

pygame.init()  # mutation: ok (her own game)
ecran = pygame.display.set_mode((640, 480))  # mutation: ok (her own game)
horloge = pygame.time.Clock()  # mutation: ok (her own game)

decor = pygame.image.load("collines.png").convert()  # mutation: ok (her own game)
image_chat = pygame.image.load("chat.png").convert_alpha()  # mutation: ok (her own game)
image_pomme = pygame.image.load("pomme.png").convert_alpha()  # mutation: ok (her own game)
son_pomme = pygame.mixer.Sound("bip.wav")  # mutation: ok (her own game)
son_gagne = pygame.mixer.Sound("gagne.wav")  # mutation: ok (her own game)
son_perdu = pygame.mixer.Sound("perdu.wav")  # mutation: ok (her own game)
grande = pygame.font.Font(None, 80)  # mutation: ok (her own game)
petite = pygame.font.Font(None, 36)  # mutation: ok (her own game)

ENCRE = (50, 35, 70)  # mutation: ok (her own game)
ROUGE = (214, 60, 70)  # mutation: ok (her own game)


class Partie:
    def __init__(self):
        self.chat = pygame.FRect(60, 260, 64, 64)  # mutation: ok (her own game)
        self.pommes = [pygame.FRect(180, 330, 30, 30), pygame.FRect(380, 300, 30, 30), pygame.FRect(500, 170, 30, 30)]  # mutation: ok (her own game)
        self.ballon = pygame.FRect(330, 60, 50, 50)  # mutation: ok (her own game)
        self.vitesse = 150  # mutation: ok (her own game)
        self.score = 0  # mutation: ok (her own game)
        self.reste = 15  # mutation: ok (her own game)
        self.etat = "jeu"  # mutation: ok (her own game)

    def avance(self, dt):
        touches = pygame.key.get_pressed()  # mutation: ok (her own game)
        if touches[pygame.K_RIGHT]:
            self.chat.x = self.chat.x + 220 * dt  # mutation: ok (her own game)
        if touches[pygame.K_LEFT]:
            self.chat.x = self.chat.x - 220 * dt  # mutation: ok (her own game)
        if touches[pygame.K_DOWN]:
            self.chat.y = self.chat.y + 220 * dt  # mutation: ok (her own game)
        if touches[pygame.K_UP]:
            self.chat.y = self.chat.y - 220 * dt  # mutation: ok (her own game)
        self.chat.clamp_ip(ecran.get_rect())  # mutation: ok (her own game)

        self.ballon.y = self.ballon.y + self.vitesse * dt  # mutation: ok (her own game)
        if self.ballon.top < 0:  # mutation: ok (her own game)
            self.vitesse = 150  # mutation: ok (her own game)
        if self.ballon.bottom > 220:  # mutation: ok (her own game)
            self.vitesse = -150  # mutation: ok (her own game)

        for pomme in self.pommes[:]:
            if pomme.colliderect(self.chat):  # mutation: ok (her own game)
                self.pommes.remove(pomme)  # mutation: ok (her own game)
                self.score = self.score + 1
                son_pomme.play()  # mutation: ok (her own game)

        self.reste = self.reste - dt  # mutation: ok (her own game)
        if self.score == 3:  # mutation: ok (her own game)
            self.etat = "Gagné !"
            son_gagne.play()  # mutation: ok (any sound will do)
        elif self.ballon.colliderect(self.chat) or self.reste <= 0:  # mutation: ok (her own game)
            self.etat = "Perdu !"
            son_perdu.play()  # mutation: ok (her own game)


partie = Partie()

while True:  # mutation: ok (her own game)
    dt = horloge.tick(60) / 1000  # mutation: ok (her own game)

    for evenement in pygame.event.get():  # mutation: ok (her own game)
        if evenement.type == pygame.QUIT:  # mutation: ok (her own game)
            raise SystemExit
        if evenement.type == pygame.KEYDOWN and evenement.key == pygame.K_RETURN:  # mutation: ok (her own game)
            partie = Partie()

    if partie.etat == "jeu":  # mutation: ok (her own game)
        partie.avance(dt)  # mutation: ok (her own game)

    ecran.blit(decor, (0, 0))  # mutation: ok (her own game)
    for pomme in partie.pommes:
        ecran.blit(image_pomme, pomme)  # mutation: ok (her own game)
    pygame.draw.circle(ecran, ROUGE, partie.ballon.center, 25)  # mutation: ok (her own game)
    pygame.draw.circle(ecran, (245, 150, 150), (partie.ballon.x + 17, partie.ballon.y + 16), 7)  # mutation: ok (her own game)
    pygame.draw.line(ecran, ENCRE, partie.ballon.midbottom, (partie.ballon.centerx, partie.ballon.bottom + 40), 2)  # mutation: ok (her own game)
    ecran.blit(image_chat, partie.chat)  # mutation: ok (her own game)
    ecran.blit(petite.render(f"Score : {partie.score}", True, ENCRE), (16, 12))  # mutation: ok (her own game)
    ecran.blit(petite.render(f"Nuit dans {partie.reste:.0f} s", True, ENCRE), (440, 12))  # mutation: ok (her own game)
    if partie.etat == "jeu":  # mutation: ok (her own game)
        pygame.display.set_caption(f"Le chat gourmand - Score : {partie.score}")
    else:
        image = grande.render(partie.etat, True, ENCRE)  # mutation: ok (her own game)
        ecran.blit(image, image.get_rect(center=(320, 200)))  # mutation: ok (her own game)
        image = petite.render("Entrée : recommencer", True, ENCRE)  # mutation: ok (her own game)
        ecran.blit(image, image.get_rect(center=(320, 260)))  # mutation: ok (her own game)
        pygame.display.set_caption(f"Le chat gourmand - {partie.etat}")
    pygame.display.flip()
