// When her space does not answer or has no room left: she reads what happened in place of JupyterLab's own words.

const LOOK_AGAIN_MS = 3000;
const CLOSED = 424; // what the hub says of a server that does not run
const PASSING = new Set([502, 503, 504]);
const FULL = 507;
const NO_ROOM = /^(?:home|disk)-full: (.*)/s;
const REOPENED = 'campus:reopened';

export class Space {
  // «keepAll» says whether the browser has all that is not saved.
  constructor({ app, info, apputils, coreutils, services, hub, say, keepAll }) {
    this._app = app;
    this._info = info ?? {};
    this._apputils = apputils;
    this._coreutils = coreutils;
    this._services = services;
    this._hub = hub;
    this._say = say;
    this._keepAll = keepAll;
    this._asked = false;
    this._told = new WeakSet();
    app.serviceManager.connectionFailure.connect((_, problem) => this.lost(problem));
    // She asks herself: then she is told again.
    app.commands.commandExecuted.connect((_, { id }) => id.startsWith('docmanager:save') && (this._told = new WeakSet()));
  }

  // Whether this page is there because she has asked for her space again.
  static wasReopened() {
    try {
      return sessionStorage.getItem(REOPENED) !== null;
    } catch {
      return false;
    }
  }

  welcome() {
    try {
      sessionStorage.removeItem(REOPENED);
    } catch {
      // Nothing is kept there, then.
    }
    this._notify(this._say.reopened, 'info');
  }

  // In place of what a document says when it cannot be saved or loaded, or has no Python; `context` is JupyterLab's.
  explain(context) {
    this._explainPython(context.sessionContext);
    const usual = context._handleError?.bind(context);
    if (!usual) {
      return;
    }
    context._handleError = async (problem, title) => {
      const status = problem.response?.status;
      if (status === FULL) {
        await this._full(context, problem.message);
      } else if (status === CLOSED || this._isPassing(problem)) {
        this.lost(problem);
      } else if (isSignedOut(problem)) {
        void this._ask(this._say.signedOutTitle, this._say.signedOutHere);
      } else {
        await usual(problem, title);
      }
    };
    context.saveState.connect((_, state) => {
      if (state === 'completed' && this._told.delete(context)) {
        this._notify(this._say.savedAgain, 'success');
      }
    });
  }

  _explainPython(session) {
    const usual = session._displayKernelError?.bind(session);
    if (usual) {
      session._displayKernelError = async (message, traceback) => {
        const [, words] = message.match(NO_ROOM) ?? [];
        await (words ? this._offerFiles(this._say.noPython, `${words} ${this._say.thenReload}`) : usual(message, traceback));
      };
    }
  }

  lost(problem) {
    if (problem?.response?.status === CLOSED) {
      void this._ask(this._say.closedTitle, this._say.closed);
    } else if (this._isPassing(problem)) {
      void this._wait();
    }
  }

  _isPassing(problem) {
    const status = problem?.response?.status;
    return PASSING.has(status) || problem instanceof this._services.ServerConnection.NetworkError;
  }

  // Saving is tried again by itself every few seconds: she is told once.
  async _full(context, words) {
    if (this._told.has(context) || !context.model.dirty) {
      return;
    }
    this._told.add(context);
    await this._offerFiles(this._say.fullTitle, `${words} ${this._say.thenSaved}`);
  }

  async _offerFiles(title, body) {
    const { Dialog, showDialog } = this._apputils;
    const { button } = await showDialog({
      title,
      body,
      buttons: [Dialog.cancelButton({ label: this._say.later }), Dialog.okButton({ label: this._say.myFiles })]
    });
    if (button.accept) {
      window.open(this._filesUrl(), '_blank');
    }
  }

  async _ask(title, words) {
    if (this._asked) {
      return;
    }
    this._asked = true;
    this._info.isConnected = false;
    const { Dialog, showDialog } = this._apputils;
    const { button } = await showDialog({
      title,
      body: `${words} ${this._keepAll() ? this._say.nothingLost : this._say.keepThisPage}`,
      hasClose: false,
      buttons: [Dialog.okButton({ label: this._say.reopen })]
    });
    this._asked = false;
    if (button.accept) {
      this._reopen();
    }
  }

  // By the hub's own pages: they say how long it takes, and sign her in to the new server.
  _reopen() {
    const learner = this._coreutils.PageConfig.getOption('hubUser');
    const spawn = new URL(`spawn/${encodeURIComponent(learner)}`, this._hub);
    if (!this._keepAll()) {
      // What is only in this page stays in it: another one opens the space.
      this._info.isConnected = true;
      spawn.searchParams.set('next', this._filesUrl());
      window.open(spawn.href, '_blank');
      return;
    }
    try {
      sessionStorage.setItem(REOPENED, '1');
    } catch {
      // Then she is asked whether she wants her text back.
    }
    this._keepAll({ leaving: true });
    const isElsewhere = this._hub.origin !== location.origin;
    spawn.searchParams.set('next', (isElsewhere ? location.origin : '') + location.pathname + location.search);
    location.assign(spawn.href);
  }

  _filesUrl() {
    return new URL(`${this._coreutils.PageConfig.getBaseUrl()}tree`, location.origin).href;
  }

  async _wait() {
    if (this._waiting) {
      return;
    }
    this._waiting = true;
    this._info.isConnected = false;
    let notice = null;
    let answer = await this._look();
    while (!answer) {
      notice ??= this._notify(this._say.connectionTrouble, 'in-progress');
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
      answer = await this._look();
    }
    if (notice) {
      this._apputils.Notification.dismiss(notice);
    }
    this._waiting = false;
    this._info.isConnected = true;
    if (answer === CLOSED) {
      void this._ask(this._say.closedTitle, this._say.closed);
    }
  }

  // Her server's own status, CLOSED where the hub answers in its place, nothing where nobody does.
  async _look() {
    const { ServerConnection } = this._services;
    const settings = this._app.serviceManager.serverSettings;
    const url = this._coreutils.URLExt.join(settings.baseUrl, 'api/status');
    const how = { cache: 'no-store', redirect: 'manual' };
    const answer = await ServerConnection.makeRequest(url, how, settings).catch(() => null);
    if (answer?.type === 'opaqueredirect') {
      return CLOSED;
    }
    return answer && !PASSING.has(answer.status) ? answer.status : 0;
  }

  _notify(words, kind) {
    return this._apputils.Notification.emit(words, kind, { autoClose: kind === 'success' ? 8000 : false });
  }
}

// A file that she may not write is «Permission denied».
function isSignedOut({ response, message }) {
  return response?.status === 401 || (response?.status === 403 && !message.startsWith('Permission denied'));
}
