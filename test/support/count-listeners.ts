export interface ListenerCount {
  readonly count: () => number;
  readonly restore: () => void;
}

/** Counts listeners on an event target, from now on. */
export function eventListeners(target: EventTarget): ListenerCount {
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  let count = 0;
  target.addEventListener = (...parameters: Parameters<typeof add>) => {
    count++;
    const [, , options] = parameters;
    const signal = typeof options === 'object' ? options.signal : undefined;
    signal?.addEventListener('abort', () => count--, {once: true});
    add(...parameters);
  };
  target.removeEventListener = (...parameters: Parameters<typeof remove>) => {
    count--;
    remove(...parameters);
  };
  return {
    count: () => count,
    restore: () => {
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    },
  };
}
