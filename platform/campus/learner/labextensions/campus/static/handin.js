// Handing in, step by step, for one open notebook: save, send, wait, show. One at a time, whatever is clicked.

import { isFinal } from './exchange.js';
import { Sheet, element } from './sheet.js';

const SLOW_MS = 15000;

// Whether all is on the disk that counts: where no room is left for results, what she has typed may be there already.
export async function saveAll(panels, isSaved) {
  await Promise.all(panels.map(({ context }) => context.save().catch(() => undefined)));
  return panels.every(panel => !panel.context.model.dirty || isSaved(panel));
}

export class HandIn {
  constructor({ panel, isSaved, saveBeside, where, exchange, say, pathUrl }) {
    this._panel = panel;
    this._isSaved = isSaved;
    this._saveBeside = saveBeside;
    this._where = where;
    this._exchange = exchange;
    this._say = say;
    this._busy = false;
    this._turn = 0;
    this._last = null;
    this._waiting = new AbortController();
    this._sheet = new Sheet({ panel, say, pathUrl, pictureOf: exchange.picture.bind(exchange), onRetry: () => void this.handIn() });

    this._button = element('button', { type: 'button', class: 'campus-HandIn', title: say.handInHint }, say.handIn);
    this._button.addEventListener('click', () => void this.handIn());
    this._lastButton = element('button', { type: 'button', class: 'campus-LastResult', hidden: '' }, say.lastResult);
    this._lastButton.addEventListener('click', () => void this._openLast());
    this.toolbarNode = element('div', { class: 'campus-Toolbar' });
    this.toolbarNode.append(this._button, this._lastButton);
  }

  dispose() {
    this._waiting.abort();
    this._sheet.dispose();
  }

  async showThatThereIsALastResult() {
    const { course, exercise } = this._where;
    const submission = await this._exchange.latest(course, exercise).catch(() => null);
    if (!submission || this._busy || this._last) {
      return;
    }
    this._remember(submission);
    if (!isFinal(submission)) {
      await this._follow(submission); // handed in, then the page was closed before the result came
    }
  }

  async handIn() {
    if (this._busy) {
      return;
    }
    this._setBusy(true);
    this._turn += 1;
    const turn = this._turn;
    this._waiting.abort();
    try {
      this._sheet.open(this._button);
      this._sheet.progress(this._say.saving);
      if (!(await this._save())) {
        this._sheet.problem(this._say.notHandedIn, this._say.notSaved);
        return;
      }
      this._sheet.progress(this._say.sending);
      const { course, exercise } = this._where;
      const receipt = await this._exchange.handIn(course, exercise, {
        onTrouble: () => this._sheet.progress(this._say.sendingTrouble)
      });
      this._remember(receipt);
      await this._follow(receipt);
    } catch (problem) {
      this._sheet.problem(this._say.notHandedIn, this._explain(problem));
    } finally {
      if (turn === this._turn) {
        this._setBusy(false);
      }
    }
  }

  // Asked again each time: a person of the team may have read her answer since.
  async _openLast() {
    this._sheet.open(this._lastButton, this._last);
    if (this._busy) {
      return;
    }
    const submission = await this._exchange.submission(this._last.id).catch(() => null);
    if (submission && isFinal(submission) && !this._busy) {
      this._remember(submission);
      this._sheet.show(submission);
    }
  }

  // JupyterLab tells her itself when saving fails; what stays unsaved must not be handed in.
  async _save() {
    const saved = await Promise.all([saveAll([this._panel], this._isSaved), this._saveBeside()]);
    return saved.every(Boolean);
  }

  async _follow(submission) {
    const waiting = (this._waiting = new AbortController());
    const since = Date.now();
    const tell = state => {
      const usual = state === 'running' ? this._say.running : this._say.queued;
      const slow = Date.now() - since > SLOW_MS;
      this._sheet.progress(slow ? this._say.slow : usual);
      if (slow) {
        this._setBusy(false); // she may hand in again; that wait replaces this one
      }
    };
    tell(submission.state);
    let final;
    try {
      final = isFinal(submission)
        ? submission
        : await this._exchange.follow(submission.id, {
            signal: waiting.signal,
            onChange: ({ state }) => tell(state),
            onTrouble: () => this._sheet.progress(this._say.waitingTrouble)
          });
    } catch {
      this._sheet.lost();
      return;
    }
    if (final) {
      this._remember(final);
      this._sheet.show(final);
    }
  }

  _remember(submission) {
    this._last = submission;
    this._lastButton.hidden = false;
  }

  _explain(problem) {
    if (problem.message && problem.code && problem.code !== 'no-answer') {
      return problem.message;
    }
    return problem.status === 401 || problem.status === 403 ? this._say.signedOut : this._say.noAnswer;
  }

  // aria-disabled rather than disabled: a disabled button drops the keyboard focus on the floor.
  _setBusy(busy) {
    this._busy = busy;
    this._button.setAttribute('aria-disabled', String(busy));
    this._button.textContent = busy ? this._say.handingIn : this._say.handIn;
  }
}
