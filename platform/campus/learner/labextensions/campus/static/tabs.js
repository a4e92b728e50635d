// Her other tabs with notebooks of the same exercise, saved before she hands in: Notebook 7 opens each in its own tab.

const ANSWER_MS = 100; // a tab that has something to save says so at once, while this one saves
const SAVE_MS = 10000;

export class OtherTabs {
  // «save» gives a promise of whether all is saved, or null where a tab has nothing of that exercise to save.
  constructor(name, save) {
    this._channel = new BroadcastChannel(name);
    this._asked = new Map();
    this._channel.onmessage = ({ data }) => {
      if (data.where) {
        void this._answer(data, save(data.where));
      } else {
        this._asked.get(data.id)?.(data);
      }
    };
  }

  // Whether every other tab has saved what it had of the exercise.
  save(where) {
    const id = crypto.randomUUID?.() ?? String(Math.random());
    const saving = new Set();
    return new Promise(resolve => {
      let quiet = false;
      let isSaved = true;
      const finish = () => {
        this._asked.delete(id);
        resolve(isSaved && saving.size === 0);
      };
      this._asked.set(id, ({ from, done, ok }) => {
        done ? saving.delete(from) : saving.add(from);
        isSaved = isSaved && (!done || ok);
        if (quiet && saving.size === 0) {
          finish();
        }
      });
      setTimeout(() => {
        quiet = true;
        if (saving.size === 0) {
          finish();
        }
      }, ANSWER_MS);
      setTimeout(finish, SAVE_MS);
      this._channel.postMessage({ id, where });
    });
  }

  async _answer({ id }, saving) {
    if (!saving) {
      return;
    }
    const from = crypto.randomUUID?.() ?? String(Math.random());
    this._channel.postMessage({ id, from, done: false });
    const ok = await saving.catch(() => false);
    this._channel.postMessage({ id, from, done: true, ok });
  }
}
