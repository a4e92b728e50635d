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


partie = Partie()

while True:
    dt = horloge.tick(60) / 1000

    for evenement in pygame.event.get():
        if evenement.type == pygame.QUIT:
            raise SystemExit

    partie.avance(dt)
    partie.dessine()
    pygame.display.set_caption(f"Jeu - Score : {partie.score}")
    pygame.display.flip()
