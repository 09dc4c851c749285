// The page of `nefc live`. Its address has after # what it needs and nobody else may see:
// t the token, m the model, e the experiment.

import { socketSource } from '../source/socket.js';
import { start } from './main.js';

const given = new URLSearchParams(location.hash.slice(1)),
  source = socketSource(`ws://${location.host}/nefc/1`, given.get('t') ?? '');

source.on('connected', () => {
  if (!document.documentElement.dataset.begun) {
    document.documentElement.dataset.begun = '';
    start(source, { path: given.get('m') ?? '', experiment: given.get('e') ?? '' });
  }
});
