// Talks to campus.learner in this same server: sends the work once, then waits for its result however long it takes.

const FIRST_WAIT_MS = 700;
const LONGEST_WAIT_MS = 5000;
const SEND_AGAIN_MS = [1000, 2500, 5000];
const PASSING = new Set([0, 429, 502, 503, 504]); // 0: no answer at all

export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
  get passing() {
    return PASSING.has(this.status);
  }
}

export function isFinal(submission) {
  return submission.state === 'graded' || submission.state === 'broken';
}

export class Exchange {
  constructor(services, coreutils) {
    this._connection = services.ServerConnection;
    this._settings = services.ServerConnection.makeSettings();
    this._join = coreutils.URLExt.join;
  }

  latest(course, exercise) {
    return this._ask('GET', ['exercises', course, exercise, 'latest']);
  }

  submission(id) {
    return this._ask('GET', ['submissions', id]);
  }

  // The address of what a check shows; `film`: how many times it was asked to move, each begins anew.
  picture(id, check, film = 0) {
    const parts = ['submissions', id, 'shown', check].map(encodeURIComponent);
    return this._join(this._settings.baseUrl, 'campus/api', ...parts) + (film ? `?film=${film}` : '');
  }

  // One key for all the tries of one click: an answer lost on the way never makes two hand-ins.
  async handIn(course, exercise, { onTrouble }) {
    const key = freshKey();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this._ask('POST', ['submissions', course, exercise], { 'Idempotency-Key': key });
      } catch (problem) {
        if (!problem.passing || attempt === SEND_AGAIN_MS.length) {
          throw problem;
        }
        onTrouble(problem);
        await pause(SEND_AGAIN_MS[attempt]);
      }
    }
  }

  // Ends with the final submission, or with undefined when the signal says that nobody is waiting any more.
  async follow(id, { signal, onChange, onTrouble }) {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      await pause(wait, signal);
      await visible(signal);
      if (signal.aborted) {
        break;
      }
      try {
        const submission = await this.submission(id);
        if (isFinal(submission)) {
          return submission;
        }
        onChange(submission);
      } catch (problem) {
        if (!problem.passing && problem.status < 500) {
          throw problem;
        }
        onTrouble(problem);
      }
      wait = Math.min(wait * 1.3, LONGEST_WAIT_MS);
    }
    return undefined;
  }

  async _ask(method, parts, headers = {}) {
    const url = this._join(this._settings.baseUrl, 'campus/api', ...parts.map(encodeURIComponent));
    let response;
    try {
      response = await this._connection.makeRequest(url, { method, headers, cache: 'no-store' }, this._settings);
    } catch (problem) {
      throw new Refusal(0, 'no-answer', String(problem));
    }
    const content = await response.json().catch(() => null);
    if (!response.ok) {
      throw new Refusal(response.status, content?.code ?? '', content?.code ? content.message : '');
    }
    return content;
  }
}

// crypto.randomUUID exists on https only, and a classroom may well be on plain http.
function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

function pause(milliseconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

// A page nobody looks at asks for nothing.
function visible(signal) {
  if (!document.hidden) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const shown = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', shown);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', shown);
    signal.addEventListener('abort', shown, { once: true });
  });
}
