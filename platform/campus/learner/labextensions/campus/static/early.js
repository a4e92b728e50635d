// A cell that is run before Python is there waits for it. JupyterLab would ask which kernel she wants, or do nothing.

const RUNS = /^(notebook:run-|runmenu:run)/;

export function waitForPython(app, tracker, Notification, say) {
  const execute = app.commands.execute.bind(app.commands);
  const waiting = new WeakMap();

  // One notice for a notebook, however often she presses.
  function ready(panel) {
    if (!waiting.has(panel)) {
      const notice = Notification.emit(say.pythonStarts, 'in-progress', { autoClose: false });
      const done = panel.sessionContext.ready.finally(() => {
        Notification.dismiss(notice);
        waiting.delete(panel);
      });
      waiting.set(panel, done);
    }
    return waiting.get(panel);
  }

  // Keys, buttons and menus all come through here.
  app.commands.execute = async (id, args) => {
    const panel = tracker.currentWidget;
    if (RUNS.test(id) && panel && !panel.sessionContext.isReady) {
      await ready(panel);
    }
    return execute(id, args);
  };
}
