// What she has typed and her server does not have yet, kept in this browser until it is saved: text only, no results.

export const GIVE_BACK = 'give-back';
export const FORGET = 'forget';
const PREFIX = 'campus:draft:';
const PAUSE_MS = 500;
const CHARACTERS_MAX = 1e6; // of one notebook
const DRAFTS_MAX = 8;
const KEPT_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

export class Drafts {
  // Where a browser keeps nothing, every method is harmless and `put` says no.
  constructor(learner) {
    this._mine = `${PREFIX}${encodeURIComponent(learner)}:`;
    this._storage = storage();
    this._tidy();
  }

  put(path, draft) {
    const text = JSON.stringify({ ...draft, at: Date.now() });
    if (!this._storage || text.length > CHARACTERS_MAX) {
      return false;
    }
    try {
      this._storage.setItem(this._mine + path, text);
      this._tidy();
      return true;
    } catch {
      return false; // no room, or not allowed
    }
  }

  get(path) {
    return this._read(this._mine + path);
  }

  drop(path) {
    this._storage?.removeItem(this._mine + path);
  }

  // Whoever used this browser before: nobody else reads what she typed.
  _tidy() {
    const keys = Object.keys(this._storage ?? {}).filter(key => key.startsWith(PREFIX));
    const mine = keys.filter(key => key.startsWith(this._mine));
    const at = key => this._read(key)?.at ?? 0;
    const since = Date.now() - KEPT_DAYS * DAY_MS;
    mine.sort((one, other) => at(other) - at(one));
    const staying = mine.slice(0, DRAFTS_MAX).filter(key => at(key) > since);
    keys.filter(key => !staying.includes(key)).forEach(key => this._storage.removeItem(key));
  }

  _read(key) {
    try {
      return JSON.parse(this._storage.getItem(key));
    } catch {
      return null;
    }
  }
}

// Keeps the draft of one open notebook, and gives it back: at once where she asked for her space again, else if she wants.
export class Draft {
  constructor({ panel, path, drafts, wanted, ask, tell }) {
    this._context = panel.context;
    this._path = path;
    this._drafts = drafts;
    this._kept = path();
    oneAtATime(panel.context);
    void this._start(wanted, ask, tell);
  }

  // Whether all that she has typed is on the disk; results need not be.
  get isSaved() {
    return !this._started || textOf(cellsOf(this._context.model)) === this._saved;
  }

  // Whether nothing that she has typed would be lost if this page closed now.
  keep() {
    clearTimeout(this._timer);
    const { model, contentsModel } = this._context;
    return this.isSaved || this._drafts.put(this._kept, { hash: contentsModel?.hash ?? null, cells: cellsOf(model) });
  }

  async _start(wanted, ask, tell) {
    const context = this._context;
    await context.ready;
    this._saved = textOf(cellsOf(context.model));
    const draft = this._drafts.get(this._kept);
    const fits = draft?.hash && draft.hash === context.contentsModel?.hash;
    const differs = fits && textOf(draft.cells) !== this._saved;
    const answer = differs && (wanted ? GIVE_BACK : await ask());
    if (answer === GIVE_BACK) {
      context.model.fromJSON(merged(context.model.toJSON(), draft.cells));
      context.model.dirty = true;
      tell();
    } else if (answer === FORGET || (draft && !differs)) {
      this._drafts.drop(this._kept);
    }
    if (context.isDisposed) {
      return;
    }
    this._started = true;
    context.model.contentChanged.connect(() => {
      clearTimeout(this._timer);
      this._timer = setTimeout(() => this.keep(), PAUSE_MS);
    });
    context.pathChanged.connect(() => {
      this._drafts.drop(this._kept);
      this._kept = this._path();
      this.keep();
    });
    context.saveState.connect((_, state) => this._onSave(state));
    const leave = () => this.keep();
    window.addEventListener('pagehide', leave);
    context.disposed.connect(() => {
      clearTimeout(this._timer);
      window.removeEventListener('pagehide', leave);
    });
    if (answer === GIVE_BACK) {
      await context.save().catch(() => undefined); // it stays dirty, and she is told
    }
  }

  _onSave(state) {
    const { model } = this._context;
    if (state === 'started') {
      this._sent = textOf(cellsOf(model));
    } else if (state === 'completed') {
      this._saved = this._sent;
      if (this.isSaved) {
        this._drafts.drop(this._kept);
      } else {
        model.dirty = true; // she typed while it was saved: JupyterLab believes that all is on the disk
        this.keep();
      }
    }
  }
}

// Two savings at once (by itself, and because she hands in) look to JupyterLab like somebody else's change of the file.
function oneAtATime(context) {
  const save = context.save.bind(context);
  let last = Promise.resolve();
  context.save = () => {
    const next = last.catch(() => undefined).then(save);
    last = next;
    return next;
  };
}

function cellsOf(model) {
  return Array.from(model.cells, ({ id, type, sharedModel }) => ({ id, type, source: sharedModel.getSource() }));
}

// What is on the disk with her text in it. Results stay where the text is the same; none ever comes from the browser.
function merged(notebook, cells) {
  const there = new Map(notebook.cells.map(cell => [cell.id, cell]));
  return {
    ...notebook,
    cells: cells.map(({ id, type, source }) => {
      const before = there.get(id);
      if (before?.cell_type === type && before.source === source) {
        return before;
      }
      const made = { id, cell_type: type, source, metadata: before?.metadata ?? {} };
      return type === 'code' ? { ...made, execution_count: null, outputs: [] } : made;
    })
  };
}

function textOf(cells) {
  return JSON.stringify(cells);
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
