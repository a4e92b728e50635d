// The panel beside the notebook where she reads what happens and what came of it. Text only, never HTML from outside.

import { isFinal } from './exchange.js';

const NARROW_PX = 820;
const SYMBOLS = { passed: '✓', partial: '◐', failed: '✗', waiting: '…' };
let sheets = 0;

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children.filter(child => child !== null && child !== ''));
  return node;
}

// What stands between backticks is code, as on the pages.
function prose(text) {
  return text.split(/`([^`\n]+)`/).map((part, place) => (place % 2 ? element('code', {}, part) : part));
}

export class Sheet {
  constructor({ panel, say, pathUrl, pictureOf, onRetry }) {
    this._host = panel.node;
    this._say = say;
    this._pictureOf = pictureOf;
    this._onRetry = onRetry;
    this._opener = null;

    sheets += 1;
    const titleId = `campus-result-title-${sheets}`;
    this._title = element('h2', { id: titleId }, say.title);
    const close = element('button', { type: 'button', class: 'campus-Close', 'aria-label': say.close, title: say.close }, '×');
    close.addEventListener('click', () => this.close());
    this._body = element('div', { class: 'campus-Sheet-body' });
    this.node = element(
      'section',
      { class: 'campus-Sheet', tabindex: '-1', 'aria-labelledby': titleId, hidden: '' },
      element('header', { class: 'campus-Sheet-header' }, this._title, close),
      this._body,
      element('footer', { class: 'campus-Sheet-footer' }, element('a', { href: pathUrl }, say.path))
    );
    // Always in the page and never hidden, or a screen reader would miss the first thing it says.
    this._status = element('div', { class: 'campus-Status', role: 'status', 'aria-live': 'polite' });
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        this.close();
      }
    });
    this._host.append(this._status, this.node);
    this._resizes = new ResizeObserver(([{ contentRect }]) =>
      this._host.classList.toggle('campus-mod-narrow', contentRect.width < NARROW_PX)
    );
    this._resizes.observe(this._host);
  }

  dispose() {
    this._resizes.disconnect();
    this.node.remove();
    this._status.remove();
  }

  // Called for something she pressed, so the focus may go where she now reads.
  open(opener, submission = null) {
    this._opener = opener;
    this.node.hidden = false;
    this._host.classList.add('campus-mod-open');
    if (submission && isFinal(submission)) {
      this.show(submission);
    }
    this.node.focus({ preventScroll: true });
  }

  close() {
    this.node.hidden = true;
    this._host.classList.remove('campus-mod-open');
    this._opener?.focus();
  }

  progress(sentence) {
    if (this._sentence === sentence) {
      return;
    }
    this._write('progress', sentence, [
      element('div', { class: 'campus-Progress', 'aria-hidden': 'true' }, element('span'), element('span'), element('span')),
      element('p', { class: 'campus-Lead' }, sentence)
    ]);
  }

  problem(title, sentence) {
    const retry = element('button', { type: 'button', class: 'campus-HandIn' }, this._say.tryAgain);
    retry.addEventListener('click', this._onRetry);
    this._write('problem', `${title}. ${sentence}`, [
      element('h3', {}, title),
      element('p', {}, sentence),
      element('p', {}, retry)
    ]);
  }

  lost() {
    this._write('problem', this._say.lost, [element('p', { class: 'campus-Lead' }, this._say.lost)]);
  }

  show(submission) {
    if (submission.state === 'broken' || !submission.result) {
      this._write('broken', this._say.broken, [
        element('h3', {}, this._say.brokenTitle),
        element('p', {}, this._say.broken),
        this._handedIn(submission)
      ]);
      return;
    }
    const { result } = submission;
    const score = result.score ?? result.checks.reduce((sum, check) => sum + (check.score ?? 0), 0);
    const waiting = result.checks.some(check => check.status === 'waiting');
    const verdict = this._verdict(result, score, waiting);
    const points = `${this._say.score(this._say.number(score), this._say.number(result.max_score))} ${this._say.points(result.max_score)}`;
    this._write('result', `${verdict} ${points}.`, [
      element('p', { class: 'campus-Lead' }, verdict),
      this._gauge(score, result.max_score, points),
      waiting ? element('p', { class: 'campus-Note' }, this._say.someWaiting) : null,
      element('ul', { class: 'campus-Checks' }, ...this._inOrder(result.checks).map(check => this._check(check, submission.id))),
      element('p', { class: 'campus-Note' }, this._say.again),
      this._handedIn(submission)
    ]);
  }

  _verdict({ checks, max_score: best }, score, waiting) {
    if (checks.length > 0 && checks.every(check => check.status === 'waiting')) {
      return this._say.allWaiting;
    }
    const read = checks.filter(check => check.status !== 'waiting');
    const outOf = waiting ? read.reduce((sum, check) => sum + check.points, 0) : best;
    if (read.every(check => check.status === 'passed')) {
      return this._say.allPassed;
    }
    if (score <= 0) {
      return this._say.nonePassed;
    }
    return score / outOf >= 0.6 ? this._say.mostPassed : this._say.somePassed;
  }

  _inOrder(checks) {
    // What she can still do first; the rest in the order of the exercise.
    const rank = { failed: 0, partial: 0, waiting: 1, passed: 2 };
    return [...checks].sort((one, other) => (rank[one.status] ?? 1) - (rank[other.status] ?? 1));
  }

  _gauge(score, outOf, points) {
    const fill = element('span', { class: 'campus-Gauge-fill' });
    fill.style.width = `${outOf > 0 ? Math.min(100, Math.max(0, (100 * score) / outOf)) : 0}%`;
    return element(
      'div',
      { class: 'campus-Gauge' },
      element('strong', {}, points),
      element('span', { class: 'campus-Gauge-track', 'aria-hidden': 'true' }, fill)
    );
  }

  _check(check, submission) {
    const status = Object.hasOwn(SYMBOLS, check.status) ? check.status : 'waiting';
    const score = check.score === null ? '…' : this._say.number(check.score);
    return element(
      'li',
      { class: `campus-Check campus-mod-${status}` },
      element('span', { class: 'campus-Check-symbol', 'aria-hidden': 'true' }, SYMBOLS[status]),
      element(
        'div',
        { class: 'campus-Check-text' },
        element('p', { class: 'campus-Check-says' }, ...prose(check.says || check.name)),
        element(
          'p',
          { class: 'campus-Check-facts' },
          element('span', { class: 'campus-Check-label' }, this._say.labels[status]),
          ` · ${this._say.checkPoints(score, this._say.number(check.points))}`
        ),
        check.words && status !== 'passed' ? this._words(status, check.words) : null,
        check.detail ? element('p', { class: 'campus-Check-words' }, ...prose(check.detail)) : null,
        check.shown && status !== 'passed' ? this._shown(check, submission) : null,
        check.advice && status !== 'passed' ? this._told(this._say.advice, check.advice) : null,
        check.comment ? this._told(this._say.comment, check.comment) : null
      )
    );
  }

  // Still until she asks: what moves by itself is in the way of who reads.
  _shown({ name, says, shown }, submission) {
    const moves = shown.seconds > 0;
    const size = { width: String(shown.width), height: String(shown.height) };
    const image = element('img', { src: this._pictureOf(submission, name), alt: shown.alt, ...size });
    const label = says || name;
    const unseen = () => element('span', { class: 'campus-Unseen' }, ` «\u00a0${label}\u00a0»`);
    let times = 0;
    const film = moves ? element('button', { type: 'button', class: 'campus-Film' }, this._say.watch, unseen()) : null;
    film?.addEventListener('click', () => {
      times += 1;
      image.src = this._pictureOf(submission, name, times);
      film.replaceChildren(this._say.watchAgain, unseen());
      image.scrollIntoView({ block: 'nearest' });
    });
    return element(
      'figure',
      { class: `campus-Shown${moves ? '' : ' campus-mod-still'}` },
      image,
      element(
        'figcaption',
        {},
        film,
        element('details', {}, element('summary', {}, moves ? this._say.filmShows : this._say.imageShows, unseen()), element('p', {}, shown.alt))
      )
    );
  }

  _words(status, text) {
    // What waits for a person is no advice: nothing is left to try.
    return status === 'waiting' ? element('p', { class: 'campus-Check-words' }, ...prose(text)) : this._told(this._say.tryThis, text);
  }

  _told(who, text) {
    return element('p', { class: 'campus-Check-words' }, element('strong', {}, who), ' ', ...prose(text));
  }

  _handedIn(submission) {
    const moment = new Date(submission.timestamp);
    const written = Number.isNaN(moment.getTime())
      ? ''
      : this._say.handedInAt(moment.toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' }));
    const late = submission.result?.late_seconds > 0 ? ` ${this._say.late}` : '';
    return element('p', { class: 'campus-When' }, written, late);
  }

  _write(kind, sentence, nodes) {
    this._sentence = sentence;
    this._status.textContent = sentence;
    this.node.dataset.campus = kind;
    this._body.replaceChildren(...nodes.filter(Boolean));
    this._body.scrollTop = 0;
  }
}
