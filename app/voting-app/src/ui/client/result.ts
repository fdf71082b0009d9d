// moves the bars while votes come in.
import { Board, type Tally } from './board.ts';
import { History } from './history.ts';
import { Live } from './live.ts';
import { localTimes } from './page.ts';

const root = document.getElementById('board');

if (root !== null) {
  const board = new Board(root);
  const figure = document.getElementById('history');
  const history = figure === null ? undefined : new History(figure);
  const query = `?poll=${encodeURIComponent(root.dataset.poll ?? '')}`;
  localTimes(document);
  if (document.getElementById('state')?.dataset.state === 'off') board.setPill('off', 'Connecting');
  new Live({
    address: (path) => new URL(`${root.dataset.base ?? '/'}${path}${query}`, location.href).href,
    onTally: (json) => {
      const tally = JSON.parse(json) as Tally;
      board.show(tally);
      history?.show(tally);
    },
    onLost: () => board.lost(),
  }).start();
}
