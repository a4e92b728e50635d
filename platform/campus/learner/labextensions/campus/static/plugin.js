// The JupyterLab plugin: a button « Rendre » in every notebook that is an exercise, a command, a shortcut.

import { Exchange } from './exchange.js';
import { HandIn } from './handin.js';
import { sentences } from './sentences.js';
import { element } from './sheet.js';

const COMMAND = 'campus:hand-in';
const SLUG = /^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$/;

export function makePlugin(modules) {
  const { ICommandPalette, IToolbarWidgetRegistry } = modules['@jupyterlab/apputils'];
  const { PageConfig } = modules['@jupyterlab/coreutils'];
  const { INotebookTracker } = modules['@jupyterlab/notebook'];
  const { ITranslator } = modules['@jupyterlab/translation'];
  const { Widget } = modules['@lumino/widgets'];

  return {
    id: 'campus:plugin',
    description: 'Hand in an exercise and read its result beside the notebook.',
    autoStart: true,
    requires: [INotebookTracker, IToolbarWidgetRegistry],
    optional: [ITranslator, ICommandPalette],
    activate(app, tracker, toolbars, translator, palette) {
      const bundle = translator?.load('campus');
      const say = sentences((text, ...values) => (bundle ? bundle.__(text, ...values) : fill(text, values)));
      const exchange = new Exchange(modules['@jupyterlab/services'], modules['@jupyterlab/coreutils']);
      const desks = new WeakMap();
      const hub = new URL(PageConfig.getOption('hubPrefix') || '/hub/', location.origin);
      const pathUrl = new URL('../services/campus/', hub).pathname;
      // Jupyter's pages say no language, and a screen reader would read French with an English voice.
      document.documentElement.lang = (translator?.languageCode ?? 'fr').replace('_', '-');

      const nothing = () => {
        const widget = new Widget();
        widget.hide();
        return widget;
      };
      // Its place in the toolbar is the first (schemas/campus/plugin.json), so that no narrow window hides it.
      toolbars.addFactory('Notebook', 'campus-hand-in', panel => {
        const where = exerciseOf(app.serviceManager.contents.localPath(panel.context.path));
        if (!where) {
          return nothing();
        }
        const desk = new HandIn({ panel, where, exchange, say, pathUrl });
        desks.set(panel, desk);
        panel.disposed.connect(() => desk.dispose());
        void desk.showThatThereIsALastResult();
        app.commands.notifyCommandChanged(COMMAND);
        return new Widget({ node: desk.toolbarNode });
      });
      toolbars.addFactory('Notebook', 'campus-path', panel =>
        exerciseOf(app.serviceManager.contents.localPath(panel.context.path))
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
}

// «course/exercise/notebook.ipynb» is an exercise; any other notebook is just hers.
function exerciseOf(path) {
  const [course, exercise, notebook, ...deeper] = path.split('/');
  const isExercise = notebook?.endsWith('.ipynb') && deeper.length === 0 && SLUG.test(course) && SLUG.test(exercise);
  return isExercise ? { course, exercise } : null;
}

function fill(text, values) {
  return values.reduce((filled, value, index) => filled.replace(`%${index + 1}`, value), text);
}
