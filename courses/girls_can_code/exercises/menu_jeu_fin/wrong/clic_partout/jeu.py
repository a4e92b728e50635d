import pygame

pygame.init()
ecran = pygame.display.set_mode((640, 480))
horloge = pygame.time.Clock()

canal = pygame.image.load("canal.png").convert()
image_peniche = pygame.image.load("peniche.png").convert_alpha()
image_bouteille = pygame.image.load("bouteille.png").convert_alpha()
plouf = pygame.mixer.Sound("plouf.wav")
grande = pygame.font.Font(None, 72)
petite = pygame.font.Font(None, 36)

BLANC = (255, 255, 255)
NUIT = (10, 20, 50)
ROSE = (217, 80, 138)


class Partie:
    """Tout ce qui appartient à une partie : la péniche, les bouteilles, le score, le temps."""

    def __init__(self):
        self.peniche = pygame.FRect(264, 250, 112, 48)
        self.bouteilles = []
        for x, y in [(60, 180), (180, 380), (330, 170), (420, 350), (520, 220), (590, 390)]:
            self.bouteilles.append(pygame.FRect(x, y, 24, 30))
        self.score = 0
        self.reste = 10

    def avance(self, dt):
        touches = pygame.key.get_pressed()
        if touches[pygame.K_RIGHT]:
            self.peniche.x = self.peniche.x + 240 * dt
        if touches[pygame.K_LEFT]:
            self.peniche.x = self.peniche.x - 240 * dt
        if touches[pygame.K_DOWN]:
            self.peniche.y = self.peniche.y + 240 * dt
        if touches[pygame.K_UP]:
            self.peniche.y = self.peniche.y - 240 * dt
        self.peniche.clamp_ip((0, 144, 640, 292))

        for bouteille in self.bouteilles[:]:
            if bouteille.colliderect(self.peniche):
                self.bouteilles.remove(bouteille)
                self.score = self.score + 1
                plouf.play()
        self.reste = self.reste - dt

    def dessine(self):
        ecran.blit(canal, (0, 0))
        for bouteille in self.bouteilles:
            ecran.blit(image_bouteille, bouteille)
        ecran.blit(image_peniche, self.peniche)
        ecran.blit(petite.render(f"Bouteilles : {self.score}", True, NUIT), (16, 452))
        ecran.blit(petite.render(f"Temps : {self.reste:.0f}", True, NUIT), (500, 452))


class Bouton:
    """Un bouton : un texte dans un rectangle."""

    def __init__(self, texte, x, y):
        self.texte = texte
        self.cadre = pygame.Rect(x, y, 200, 60)

    def dessine(self):
        pygame.draw.rect(ecran, ROSE, self.cadre, border_radius=14)
        image = petite.render(self.texte, True, BLANC)
        ecran.blit(image, image.get_rect(center=self.cadre.center))

    def contient(self, point):
        return self.cadre.collidepoint(point)


def titre(texte, y):
    image = grande.render(texte, True, NUIT)
    ecran.blit(image, image.get_rect(center=(320, y)))


partie = Partie()
bouton = Bouton("Jouer", 220, 300)
etat = "menu"

while True:
    dt = horloge.tick(60) / 1000

    valide = False
    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit
        if evenement.type == pygame.KEYDOWN:
            if evenement.key in (pygame.K_SPACE, pygame.K_RETURN):
                valide = True
        if evenement.type == pygame.MOUSEBUTTONDOWN:
            if etat == "menu":
                valide = True

    if etat == "menu":
        if valide:
            partie = Partie()
            etat = "jeu"
        ecran.blit(canal, (0, 0))
        titre("La péniche propre", 220)
        bouton.dessine()
        pygame.display.set_caption("Menu")
    elif etat == "jeu":
        partie.avance(dt)
        if partie.reste <= 0:
            etat = "fin"
        partie.dessine()
        pygame.display.set_caption(f"Jeu - Score : {partie.score}")
    else:
        if valide:
            etat = "menu"
        ecran.blit(canal, (0, 0))
        titre("C'est fini !", 190)
        titre(f"Score : {partie.score}", 260)
        ecran.blit(petite.render("Espace : retour au menu", True, NUIT), (180, 340))
        pygame.display.set_caption(f"Fin - Score : {partie.score}")

    pygame.display.flip()
