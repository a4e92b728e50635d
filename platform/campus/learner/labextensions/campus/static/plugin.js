// The JupyterLab plugin: a button « Rendre » in every notebook that is an exercise, a command, a shortcut.

import { Draft, Drafts, FORGET, GIVE_BACK } from './drafts.js';
import { describeDrawings } from './drawings.js';
import { waitForPython } from './early.js';
import { Exchange } from './exchange.js';
import { HandIn, saveAll } from './handin.js';
import { sentences } from './sentences.js';
import { element } from './sheet.js';
import { Space } from './space.js';
import { OtherTabs } from './tabs.js';

const COMMAND = 'campus:hand-in';
const SLUG = /^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$/;

export function makePlugins(modules) {
  const { IConnectionLost, JupyterLab } = modules['@jupyterlab/application'];
  const { Dialog, ICommandPalette, IToolbarWidgetRegistry, Notification, showDialog } = modules['@jupyterlab/apputils'];
  const { PageConfig } = modules['@jupyterlab/coreutils'];
  const { INotebookTracker } = modules['@jupyterlab/notebook'];
  const { ITranslator } = modules['@jupyterlab/translation'];
  const { Widget } = modules['@lumino/widgets'];

  const main = {
    id: 'campus:plugin',
    description: 'Hand in an exercise and read its result beside the notebook.',
    autoStart: true,
    requires: [INotebookTracker, IToolbarWidgetRegistry],
    optional: [ITranslator, ICommandPalette, JupyterLab.IInfo],
    activate(app, tracker, toolbars, translator, palette, info) {
      const bundle = translator?.load('campus');
      const say = sentences((text, ...values) => (bundle ? bundle.__(text, ...values) : fill(text, values)));
      const exchange = new Exchange(modules['@jupyterlab/services'], modules['@jupyterlab/coreutils']);
      const desks = new WeakMap();
      // Elsewhere than this page, where servers have names of their own.
      const hub = new URL(PageConfig.getOption('hubPrefix') || '/hub/', PageConfig.getOption('hubHost') || location.origin);
      const path = new URL('../services/campus/', hub);
      const pathUrl = path.origin === location.origin ? path.pathname : path.href;
      // Jupyter's pages say no language, and a screen reader would read French with an English voice.
      document.documentElement.lang = (translator?.languageCode ?? 'fr').replace('_', '-');

      waitForPython(app, tracker, Notification, say);
      describeDrawings(say);
      const pathOf = panel => app.serviceManager.contents.localPath(panel.context.path);
      const whereIs = panel => exerciseOf(pathOf(panel));
      const isSaved = keepWhatSheTypes({ app, tracker, info, hub, say, pathOf });
      // The exercise's other notebooks: those open here, then those of her other tabs.
      const unsaved = where =>
        tracker.filter(panel => isSame(where, whereIs(panel)) && panel.context.model?.dirty);
      const tabs = new OtherTabs(`campus:${PageConfig.getBaseUrl()}`, where => {
        const panels = unsaved(where);
        return panels.length > 0 ? saveAll(panels, isSaved) : null;
      });
      const nothing = () => {
        const widget = new Widget();
        widget.hide();
        return widget;
      };
      // Its place in the toolbar is the first (schemas/campus/plugin.json), so that no narrow window hides it.
      toolbars.addFactory('Notebook', 'campus-hand-in', panel => {
        const where = whereIs(panel);
        if (!where) {
          return nothing();
        }
        const saveBeside = async () => {
          const saved = await Promise.all([saveAll(unsaved(where).filter(one => one !== panel), isSaved), tabs.save(where)]);
          return saved.every(Boolean);
        };
        const desk = new HandIn({ panel, isSaved, saveBeside, where, exchange, say, pathUrl });
        desks.set(panel, desk);
        panel.disposed.connect(() => desk.dispose());
        void desk.showThatThereIsALastResult();
        app.commands.notifyCommandChanged(COMMAND);
        return new Widget({ node: desk.toolbarNode });
      });
      toolbars.addFactory('Notebook', 'campus-path', panel =>
        whereIs(panel)
          ? new Widget({ node: element('a', { href: pathUrl, class: 'campus-Path' }, say.path) })
          : nothing()
      );
      const current = () => tracker.currentWidget && desks.get(tracker.currentWidget);

      app.commands.addCommand(COMMAND, {
        label: say.handIn,
        caption: say.handInHint,
        isEnabled: () => Boolean(current()),
        execute: () => current()?.handIn()
      });
      palette?.addItem({ command: COMMAND, category: 'Campus' });
      tracker.currentChanged.connect(() => app.commands.notifyCommandChanged(COMMAND));
    }
  };

  function keepWhatSheTypes({ app, tracker, info, hub, say, pathOf }) {
    const drafts = new Drafts(PageConfig.getOption('hubUser'));
    const open = new Map();
    const keepAll = ({ leaving = false } = {}) => {
      const kept = Array.from(open.values(), draft => draft.keep());
      if (leaving) {
        // Else the browser would ask whether she wants to lose it.
        open.forEach((_, panel) => (panel.context.model.dirty = false));
      }
      return kept.every(Boolean);
    };
    const space = new Space({
      app,
      info,
      apputils: modules['@jupyterlab/apputils'],
      coreutils: modules['@jupyterlab/coreutils'],
      services: modules['@jupyterlab/services'],
      hub,
      say,
      keepAll
    });
    const wanted = Space.wasReopened();
    if (wanted) {
      void app.restored.then(() => space.welcome());
    }
    const ask = async () => {
      const forget = Dialog.cancelButton({ label: say.forget, actions: [FORGET] });
      const buttons = [forget, Dialog.okButton({ label: say.giveBack, actions: [GIVE_BACK] })];
      const { button } = await showDialog({ title: say.draftTitle, body: say.draft, hasClose: false, buttons });
      return button.actions[0]; // Escape is no answer
    };
    tracker.widgetAdded.connect((_, panel) => {
      space.explain(panel.context);
      const tell = () => Notification.emit(say.givenBack, 'success', { autoClose: 8000 });
      open.set(panel, new Draft({ panel, path: () => pathOf(panel), drafts, wanted, ask, tell }));
      panel.disposed.connect(() => open.delete(panel));
    });
    return panel => open.get(panel)?.isSaved ?? false;
  }

  // JupyterLab would say in its own words what the first plugin says already.
  const connection = {
    id: 'campus:connection',
    description: 'What JupyterLab asks for when her server does not answer.',
    autoStart: true,
    provides: IConnectionLost,
    activate: () => async () => undefined
  };
  return [main, connection];
}

// «course/exercise/notebook.ipynb» is an exercise; any other notebook is just hers.
function exerciseOf(path) {
  const [course, exercise, notebook, ...deeper] = path.split('/');
  const isExercise = notebook?.endsWith('.ipynb') && deeper.length === 0 && SLUG.test(course) && SLUG.test(exercise);
  return isExercise ? { course, exercise } : null;
}

function isSame(where, other) {
  return other?.course === where.course && other.exercise === where.exercise;
}

function fill(text, values) {
  return values.reduce((filled, value, index) => filled.replace(`%${index + 1}`, value), text);
}
