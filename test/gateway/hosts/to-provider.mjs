// Loaded before an example: the provider's address leads to the provider that the test serves, and to nobody else.
const {fetch} = globalThis;

globalThis.fetch = async (input, init) => {
  const {origin, pathname, search} = new URL(input instanceof Request ? input.url : input);
  if (origin !== 'https://api.surge.app') throw new TypeError(`An example asks ${origin}.`);
  return fetch(process.env.PROVIDER + pathname + search, init);
};
