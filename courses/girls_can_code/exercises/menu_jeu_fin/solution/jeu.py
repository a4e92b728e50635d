import pygame

pygame.init()  # mutation: ok (given)
ecran = pygame.display.set_mode((640, 480))  # mutation: ok (given)
horloge = pygame.time.Clock()

canal = pygame.image.load("canal.png").convert()
image_peniche = pygame.image.load("peniche.png").convert_alpha()
image_bouteille = pygame.image.load("bouteille.png").convert_alpha()
plouf = pygame.mixer.Sound("plouf.wav")
grande = pygame.font.Font(None, 72)  # mutation: ok (given)
petite = pygame.font.Font(None, 36)  # mutation: ok (given)

BLANC = (255, 255, 255)  # mutation: ok (given)
NUIT = (10, 20, 50)  # mutation: ok (given)
ROSE = (217, 80, 138)  # mutation: ok (given)


class Partie:
    """Tout ce qui appartient à une partie : la péniche, les bouteilles, le score, le temps."""

    def __init__(self):
        self.peniche = pygame.FRect(264, 250, 112, 48)  # mutation: ok (given)
        self.bouteilles = []
        for x, y in [(60, 180), (180, 380), (330, 170), (420, 350), (520, 220), (590, 390)]:  # mutation: ok (given)
            self.bouteilles.append(pygame.FRect(x, y, 24, 30))  # mutation: ok (given)
        self.score = 0  # mutation: ok (given)
        self.reste = 10  # mutation: ok (given)

    def avance(self, dt):
        touches = pygame.key.get_pressed()
        if touches[pygame.K_RIGHT]:
            self.peniche.x = self.peniche.x + 240 * dt  # mutation: ok (given)
        if touches[pygame.K_LEFT]:
            self.peniche.x = self.peniche.x - 240 * dt  # mutation: ok (given)
        if touches[pygame.K_DOWN]:
            self.peniche.y = self.peniche.y + 240 * dt  # mutation: ok (given)
        if touches[pygame.K_UP]:
            self.peniche.y = self.peniche.y - 240 * dt  # mutation: ok (given)
        self.peniche.clamp_ip((0, 144, 640, 292))  # mutation: ok (given)

        for bouteille in self.bouteilles[:]:
            if bouteille.colliderect(self.peniche):
                self.bouteilles.remove(bouteille)  # mutation: ok (given)
                self.score = self.score + 1  # mutation: ok (given)
                plouf.play()  # mutation: ok (given)
        self.reste = self.reste - dt  # mutation: ok (given)

    def dessine(self):
        ecran.blit(canal, (0, 0))  # mutation: ok (given)
        for bouteille in self.bouteilles:
            ecran.blit(image_bouteille, bouteille)  # mutation: ok (given)
        ecran.blit(image_peniche, self.peniche)  # mutation: ok (given)
        ecran.blit(petite.render(f"Bouteilles : {self.score}", True, NUIT), (16, 452))  # mutation: ok (given)
        ecran.blit(petite.render(f"Temps : {self.reste:.0f}", True, NUIT), (500, 452))  # mutation: ok (given)


class Bouton:
    """Un bouton : un texte dans un rectangle."""

    def __init__(self, texte, x, y):
        self.texte = texte
        self.cadre = pygame.Rect(x, y, 200, 60)  # mutation: ok (a pixel larger)

    def dessine(self):
        pygame.draw.rect(ecran, ROSE, self.cadre, border_radius=14)  # mutation: ok (her own look)
        image = petite.render(self.texte, True, BLANC)  # mutation: ok (her own look)
        ecran.blit(image, image.get_rect(center=self.cadre.center))  # mutation: ok (her own look)

    def contient(self, point):
        return self.cadre.collidepoint(point)


def titre(texte, y):
    image = grande.render(texte, True, NUIT)  # mutation: ok (her own look)
    ecran.blit(image, image.get_rect(center=(320, y)))  # mutation: ok (her own look)


partie = Partie()  # mutation: ok (the menu makes another)
bouton = Bouton("Jouer", 220, 300)  # mutation: ok (a pixel beside)
etat = "menu"
pause = False  # mutation: ok (the menu does it again)

while True:
    dt = horloge.tick(60) / 1000  # mutation: ok (given)

    valide = False
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:  # mutation: ok (given)
            raise SystemExit
        if evenement.type == pygame.KEYDOWN:
            if evenement.key in (pygame.K_SPACE, pygame.K_RETURN):
                valide = True
            if evenement.key == pygame.K_p:
                pause = not pause
        if evenement.type == pygame.MOUSEBUTTONDOWN:
            if etat == "menu" and bouton.contient(evenement.pos):
                valide = True

    if etat == "menu":
        if valide:
            partie = Partie()
            pause = False  # mutation: ok (she may forget a pause between games)
            etat = "jeu"
        ecran.blit(canal, (0, 0))  # mutation: ok (given)
        titre("La péniche propre", 220)  # mutation: ok (her own words)
        bouton.dessine()  # mutation: ok (her own look)
        pygame.display.set_caption("Menu")
    elif etat == "jeu":
        if not pause:
            partie.avance(dt)
        if partie.reste <= 0:  # mutation: ok (a moment sooner)
            etat = "fin"  # mutation: ok (what is neither menu nor game is the end)
        partie.dessine()
        if pause:
            titre("Pause", 240)  # mutation: ok (her own words)
        pygame.display.set_caption(f"Jeu - Score : {partie.score}")  # mutation: ok (given)
    else:
        if valide:
            etat = "menu"
        ecran.blit(canal, (0, 0))  # mutation: ok (given)
        titre("C'est fini !", 190)  # mutation: ok (her own words)
        titre(f"Score : {partie.score}", 260)  # mutation: ok (her own words)
        ecran.blit(petite.render("Espace : retour au menu", True, NUIT), (180, 340))  # mutation: ok (her own words)
        pygame.display.set_caption(f"Fin - Score : {partie.score}")

    pygame.display.flip()
