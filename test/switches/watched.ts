/** The same options, which tell whenever one of them is read. */
export function watched<Options extends object>(options: Options, noteRead: (name: string) => void): Options {
  const note = (name: string | symbol) => noteRead(String(name));
  return new Proxy(options, {
    get(target, name, receiver): unknown {
      note(name);
      return Reflect.get(target, name, receiver);
    },
    has(target, name) {
      note(name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      note(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    ownKeys(target) {
      Object.keys(target).forEach(note);
      return Reflect.ownKeys(target);
    },
  });
}
