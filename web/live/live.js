// The page of `nefc live`. Its address has after # what it needs and nobody else may see:
// t the token, m the model, e the experiment.

import { socketSource } from '../source/socket.js';
import { openEditor } from './editor.js';
import { start } from './main.js';

const given = new URLSearchParams(location.hash.slice(1)),
  token = given.get('t') ?? sessionStorage.getItem('nefc live') ?? '',
  source = socketSource(`ws://${location.host}/nefc/1`, token);
let begun = false;

/** Brings CodeMirror when it is first needed. @returns {Promise<void>} */
function bringEditor() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = 'vendor/codemirror.js';
    script.onload = () => resolve();
    script.onerror = () => reject(new Error('the editor did not come'));
    document.head.append(script);
  });
}

// The token leaves the address, so that who copies the address does not give it away.
sessionStorage.setItem('nefc live', token);
given.delete('t');
history.replaceState(null, '', `#${given}`);

source.on('connected', () => {
  if (begun) return;
  begun = true;
  const left = sessionStorage.getItem('nefc session') ?? undefined; // of this tab, before it was loaded again
  start(source, { path: given.get('m') ?? '', experiment: given.get('e') ?? '', session: left, editor: (slot, desk) => openEditor(slot, desk, bringEditor) }).then(({ session }) =>
    sessionStorage.setItem('nefc session', session.model.session ?? ''),
  );
});
source.on('refused', () => {
  const told = document.getElementById('states');
  if (told) told.textContent = 'This address opens nothing: open the one that `nefc live` printed last.';
});
