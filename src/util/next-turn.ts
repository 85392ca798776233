/**
 * Waits until the event loop has taken another turn, so that a page draws and listens between two pieces of work that may
 * otherwise follow each other at once. Unlike a timer it is not slowed down in a hidden tab.
 */
export function nextTurn(): Promise<void> {
  const {port1, port2} = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
