// The container that JupyterLab asks for: module federation's contract (init, get), kept by hand.
// A classic script, because JupyterLab loads it with a <script> tag; the rest are modules beside it.
(() => {
  const here = new URL('.', document.currentScript.src);
  const wanted = [
    '@jupyterlab/application',
    '@jupyterlab/apputils',
    '@jupyterlab/coreutils',
    '@jupyterlab/notebook',
    '@jupyterlab/services',
    '@jupyterlab/translation',
    '@lumino/widgets'
  ];
  let scope = null;

  // The application's own copy: a token from another copy would be another object, and no plugin would match it.
  function newest(versions) {
    const numbers = version => version.split(/[.-]/).map(part => Number.parseInt(part, 10) || 0);
    const compare = (a, b) => {
      const [left, right] = [numbers(a), numbers(b)];
      const at = left.findIndex((part, index) => part !== right[index]);
      return at < 0 ? 0 : left[at] - (right[at] ?? 0);
    };
    return Object.keys(versions).sort(compare).at(-1);
  }

  async function shared(name) {
    const versions = scope?.[name];
    if (!versions) {
      throw new Error(`campus: this JupyterLab does not share ${name}`);
    }
    const factory = await versions[newest(versions)].get();
    return factory();
  }

  async function extension() {
    const [{ makePlugins }, ...modules] = await Promise.all([
      import(new URL('plugin.js', here).href),
      ...wanted.map(shared)
    ]);
    const plugins = makePlugins(Object.fromEntries(wanted.map((name, index) => [name, modules[index]])));
    return () => ({ __esModule: true, default: plugins });
  }

  async function style() {
    for (const sheet of ['campus.css', 'result.css']) {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = new URL(sheet, here).href;
      document.head.append(link);
    }
    return () => ({});
  }

  const exposed = { './extension': extension, './style': style };
  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB ?? {};
  globalThis._JUPYTERLAB.campus = {
    init(shareScope) {
      scope = shareScope;
    },
    get(name) {
      const make = exposed[name];
      return make ? make() : Promise.reject(new Error(`campus exposes no ${name}`));
    }
  };
})();
