// stands before a script of another version than its page's: the next answer will probably be of one version.

const KEY = 'voting-app-reloaded';
const NOT_AGAIN_MS = 60_000;

try {
  if (Date.now() - Number(sessionStorage.getItem(KEY) ?? 0) > NOT_AGAIN_MS) {
    sessionStorage.setItem(KEY, String(Date.now()));
    // as a new request for the page: reloading the answer to a form would send the form again.
    location.replace(location.href);
  }
} catch {
  // without the storage nobody could tell how often this happened.
}

export {};
