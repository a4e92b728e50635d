// Drawings of cells have words: JupyterLab shows an SVG as a picture and leaves out what it says of itself.

const OUTPUT = '.jp-OutputArea-output img:not([alt])';

export function describeDrawings(say) {
  const describe = node => {
    for (const image of [...(node.matches(OUTPUT) ? [node] : []), ...node.querySelectorAll(OUTPUT)]) {
      image.alt = wordsOf(image.src) || say.drawing;
    }
  };
  // Only what is new is looked at: a notebook changes at each key.
  const seen = changes => {
    const added = changes.flatMap(change => [...change.addedNodes]);
    added.filter(node => node instanceof Element).forEach(describe);
  };
  new MutationObserver(seen).observe(document.body, { childList: true, subtree: true });
  describe(document.body);
}

function wordsOf(address) {
  if (!address.startsWith('data:image/svg+xml,')) {
    return '';
  }
  try {
    const root = new DOMParser().parseFromString(decodeURIComponent(address.slice(19)), 'image/svg+xml').documentElement;
    return root.getAttribute('aria-label') || root.querySelector('title')?.textContent || '';
  } catch {
    return '';
  }
}
