// Preloaded into jest's worker processes. jest-light-runner 0.8 sends its settings to all workers when the first of them asks,
// once; a slower worker that does not listen yet never gets them, and the whole run waits for ever. So listen from the moment
// when the process starts to take messages, and answer the late question from what has come. No effect in any other process.
const QUESTION = 'jest-light-runner-get-worker-data';
const ANSWER = 'jest-light-runner-worker-data';

if (process.send && process.env.TINYPOOL_WORKER_ID) {
  let answer;
  // listening any earlier would swallow the messages that the pool sends before its own code listens.
  process.on('newListener', function follow(event) {
    if (event !== 'message') return;
    process.off('newListener', follow);
    process.on('message', (message) => { if (message?.type === ANSWER) answer ??= message; });
  });
  const send = process.send;
  process.send = function (message, ...rest) {
    if (message !== QUESTION || !answer) return send.call(process, message, ...rest);
    setImmediate(() => process.emit('message', answer));
    return true;
  };
}
