// JavaScript's errors in French, for someone who meets them for the first time: what, and what to try.
// \u00a0 before « : », \u202f before « ; ! ? ».

interface Saying {
  readonly heard: RegExp;
  readonly said: (...parts: string[]) => string;
}

// Chromium's words first, then Firefox's.
const SAYINGS: readonly Saying[] = [
  {
    heard: /campus-endless-loop/,
    said: () => "Cette boucle tourne sans jamais s’arrêter, alors je l’ai arrêtée. Vérifie ce qui doit la faire finir."
  },
  {
    heard: /ReferenceError: (?:Can't find variable: )?(\S+) is not defined/,
    said: name => `Le nom \`${name}\` n’existe pas encore. Vérifie comment il est écrit, majuscules comprises, ou crée-le avant avec \`let\`.`
  },
  {
    heard: /Cannot access '(\S+)' before initialization|can't access lexical declaration '(\S+)' before initialization/,
    said: (one, other) => `Tu te sers de \`${one || other}\` avant la ligne qui le crée. Déplace cette ligne plus haut.`
  },
  {
    heard: /Cannot (?:read|set) properties of null \((?:reading|setting) '([^']+)'\)|can't access property "([^"]+)", .*is null/,
    said: (one, other) =>
      `Tu demandes \`.${one || other}\` à quelque chose qui n’a pas été trouvé. Vérifie l’\`id\` ou le sélecteur dans ta page, et mets ton script à la fin.`
  },
  {
    heard: /Cannot (?:read|set) properties of undefined \((?:reading|setting) '([^']+)'\)|can't access property "([^"]+)", .*is undefined/,
    said: (one, other) => `Tu demandes \`.${one || other}\` à quelque chose qui n’a pas encore de valeur. Vérifie ce qu’il y a juste avant le point.`
  },
  {
    heard: /TypeError: (\S+) is not a function/,
    said: name => `\`${name}\` n’est pas une fonction. Vérifie son nom, majuscules comprises\u00a0: peut-être une faute de frappe\u202f?`
  },
  {
    heard: /TypeError: (\S+) is not iterable/,
    said: name => `\`${name}\` n’est pas une liste, on ne peut donc pas le parcourir.`
  },
  {
    heard: /Assignment to constant variable|invalid assignment to const '(\S+)'/,
    said: () => "Tu changes une valeur créée avec `const`, qui ne bouge jamais. Crée-la plutôt avec `let`."
  },
  {
    heard: /Identifier '(\S+)' has already been declared|redeclaration of (?:let|const|var) (\S+)/,
    said: (one, other) => `\`${one || other}\` est créé deux fois. La deuxième fois, enlève \`let\` ou \`const\`, ou choisis un autre nom.`
  },
  {
    heard: /Unexpected end of input|expected expression, got end of script|missing \} (?:after|in)/,
    said: () => "Le script s’arrête trop tôt\u00a0: il manque sans doute une accolade `}` ou une parenthèse `)` quelque part."
  },
  {
    heard: /missing \) after (?:argument list|condition)/,
    said: () => "Il manque une parenthèse `)` pour fermer, ou une virgule entre deux valeurs."
  },
  {
    heard: /Invalid or unexpected token|'' string literal contains an unescaped line break|unterminated string literal/,
    said: () => "Un texte n’est pas fermé, ou un signe n’a rien à faire là. Vérifie que chaque guillemet a son deuxième."
  },
  {
    heard: /Unexpected token '([^']+)'|unexpected token: (.+)$|expected .*, got '([^']+)'/,
    said: (one, two, three) => `Je ne m’attendais pas à \`${one || two || three}\` ici. Regarde juste avant\u00a0: il manque peut-être quelque chose.`
  },
  {
    heard: /Unexpected identifier '?([^']*)'?/,
    said: name => `Je ne m’attendais pas à \`${name}\` ici. Juste avant, il manque peut-être une virgule, un guillemet ou un \`+\`.`
  },
  {
    heard: /Maximum call stack size exceeded|too much recursion/,
    said: () => "Une fonction s’appelle elle-même sans jamais s’arrêter. Ajoute-lui une condition pour finir."
  },
  {
    heard: /is not valid JSON|JSON\.parse/,
    said: () => "Ce texte n’est pas du JSON. Vérifie ses guillemets et ses virgules."
  },
  {
    heard: /Failed to fetch|NetworkError when attempting/,
    said: () => "Ta page a voulu aller chercher quelque chose sur Internet. Ici, elle ne peut lire que tes fichiers."
  },
  {
    heard: /Failed to execute 'querySelector(?:All)?'.*'([^']*)' is not a valid selector/,
    said: name => `\`${name}\` n’est pas un sélecteur. Pour un \`id\`, écris \`#nom\`\u00a0; pour une classe, écris \`.nom\`.`
  }
];

/** One or two sentences for her; JavaScript's own words stay one click away. */
export function explained(message: string): string {
  for (const { heard, said } of SAYINGS) {
    const found = message.match(heard);
    if (found) {
      return said(...found.slice(1).map(part => part ?? ""));
    }
  }
  return "JavaScript s’est arrêté sur une erreur.";
}
