// The end of a private link stays in the browser: it goes neither into the server's log nor into the history.
const key = location.hash.slice(1);
if (key) {
  history.replaceState(null, "", location.pathname);
  document.getElementById("key").value = key;
  document.getElementById("lead").requestSubmit();
}
