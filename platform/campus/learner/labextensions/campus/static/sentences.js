// Every French sentence of the button and the panel; `t` translates, French being the source language.
// \u00a0 before « : », \u202f before « ; ! ? » and inside numbers, as French typography asks.

export const sentences = t => ({
  handIn: t('Rendre'),
  handingIn: t('Je rends…'),
  handInHint: t('Enregistrer et rendre cet exercice (Ctrl+Alt+R)'),
  lastResult: t('Mon dernier résultat'),
  title: t('Ton résultat'),
  close: t('Fermer le résultat'),
  path: t('Mon parcours'),
  pythonStarts: t('Python démarre\u00a0: ta cellule se lance dans un instant…'),
  again: t('Tu peux corriger et rendre autant de fois que tu veux.'),
  tryAgain: t('Réessayer'),
  saving: t('J’enregistre ton travail…'),
  sending: t('J’envoie ton travail…'),
  queued: t('C’est rendu\u202f! La correction va commencer…'),
  running: t('C’est rendu\u202f! La correction est en cours…'),
  slow: t('C’est plus long que d’habitude. Tu peux continuer\u00a0: ton résultat s’affichera tout seul.'),
  sendingTrouble: t('La connexion hésite. Je réessaie tout seul, ne ferme pas la page…'),
  waitingTrouble: t('La connexion hésite, mais ton travail est bien rendu. Je réessaie tout seul…'),
  notHandedIn: t('Ce n’est pas encore rendu'),
  notSaved: t(
    'Ton travail n’a pas pu être enregistré, alors je ne l’ai pas rendu. Essaie d’enregistrer (Ctrl+S), puis de rendre à nouveau.'
  ),
  noAnswer: t(
    'Le campus ne répond pas. Ton travail est bien enregistré ici\u00a0: attends un peu, puis réessaie.'
  ),
  signedOut: t('Ta connexion au campus est terminée. Recharge la page pour te reconnecter, puis réessaie.'),
  connectionTrouble: t('La connexion hésite. Ne ferme pas la page\u00a0: je réessaie tout seul.'),
  closedTitle: t('Ton espace s’est fermé'),
  closed: t('Il se ferme tout seul quand personne ne l’utilise depuis un moment.'),
  signedOutTitle: t('Ta connexion au campus est terminée'),
  signedOutHere: t('Ce que tu viens d’écrire n’est pas encore enregistré.'),
  nothingLost: t('Rien n’est perdu\u00a0: tu vas retrouver tout ce que tu as écrit.'),
  keepThisPage: t('Laisse cette page ouverte\u00a0: ton espace va s’ouvrir dans un autre onglet, puis reviens ici.'),
  reopen: t('Rouvrir mon espace'),
  reopened: t(
    'Ton espace est rouvert. Python a redémarré et a oublié ses variables\u00a0: relance tes cellules, de haut en bas.'
  ),
  draftTitle: t('Je remets ce que tu avais écrit\u202f?'),
  draft: t('La dernière fois, tu avais écrit quelque chose ici qui n’a pas pu être enregistré.'),
  giveBack: t('Oui, remets-le'),
  forget: t('Non, efface-le'),
  givenBack: t('C’est remis\u00a0: tout ce que tu avais écrit est là.'),
  fullTitle: t('Ton travail n’est pas encore enregistré'),
  myFiles: t('Mes fichiers'),
  noPython: t('Python n’a pas pu démarrer'),
  thenReload: t('Puis recharge cette page.'),
  thenSaved: t('Ton travail s’enregistrera tout seul.'),
  later: t('Plus tard'),
  savedAgain: t('C’est bon, ton travail est enregistré.'),
  lost: t('Ton travail est bien rendu, mais je n’arrive pas à lire le résultat. Regarde-le dans «\u00a0Mon parcours\u00a0».'),
  brokenTitle: t('La correction s’est arrêtée'),
  broken: t(
    'Quelque chose s’est cassé de notre côté\u00a0: ce n’est pas ta faute, et cela ne compte pas comme un zéro. Ton travail est bien gardé et l’équipe va relancer la correction.'
  ),
  allPassed: t('Bravo, tout est réussi\u202f!'),
  mostPassed: t('Bien joué, tu y es presque\u202f!'),
  somePassed: t('Bon début, continue\u202f!'),
  nonePassed: t('C’est un début\u00a0: lis les pistes, puis essaie encore.'),
  allWaiting: t('C’est rendu, bravo\u202f! Quelqu’un va bientôt lire ta réponse.'),
  someWaiting: t('Une partie sera lue par une personne de l’équipe\u00a0: tes points peuvent encore monter.'),
  labels: { passed: t('Réussi'), partial: t('Presque'), failed: t('À revoir'), waiting: t('En attente') },
  tryThis: t('À essayer\u00a0:'),
  advice: t('Une piste\u00a0:'),
  comment: t('Le mot de l’équipe\u00a0:'),
  late: t('Rendu après la date prévue.'),
  handedInAt: moment => t('Rendu le %1', moment),
  score: (score, outOf) => t('%1 sur %2', score, outOf),
  points: outOf => (outOf > 1 ? t('points') : t('point')),
  checkPoints: (score, outOf) => (outOf > 1 ? t('%1 / %2 points', score, outOf) : t('%1 / %2 point', score, outOf)),
  number: value => new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }).format(value)
});
