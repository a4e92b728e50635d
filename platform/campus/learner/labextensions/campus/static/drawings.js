// Drawings of cells have words: JupyterLab shows an SVG as a picture and leaves out what it says of itself.

const OUTPUT = '.jp-OutputArea-output img:not([alt])';

export function describeDrawings(say) {
  const describe = () => {
    for (const image of document.querySelectorAll(OUTPUT)) {
      image.alt = wordsOf(image.src) || say.drawing;
    }
  };
  new MutationObserver(changes => changes.some(change => change.addedNodes.length > 0) && describe()).observe(
    document.body,
    { childList: true, subtree: true }
  );
  describe();
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
